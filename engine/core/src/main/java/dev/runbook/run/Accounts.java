package dev.runbook.run;

/** The accounts and groups of the operating system. */
public interface Accounts {

  /** Returns the account that runs this process. */
  String current();

  /** Returns whether an account is a member of a group. */
  boolean isMember(String account, String group);
}

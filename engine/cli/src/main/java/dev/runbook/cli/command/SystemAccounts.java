package dev.runbook.cli.command;

import dev.runbook.run.Accounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The accounts of this machine, as its own programs tell them. */
final class SystemAccounts implements Accounts {

  @Override
  public String current() {
    return System.getProperty("user.name");
  }

  /** An account or group that is not known is no member. */
  @Override
  public boolean isMember(String account, String group) {
    try {
      var id = new ProcessBuilder("id", "-Gn", "--", account).start();
      id.getOutputStream().close();
      var groups = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return id.waitFor() == 0 && List.of(groups.strip().split(" ", -1)).contains(group);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

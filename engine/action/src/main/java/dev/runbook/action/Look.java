package dev.runbook.action;

import java.nio.file.Path;

/** What an action's preview gets: only what reads. */
public interface Look {

  /** Returns the folder that relative paths start at; absolute. */
  Path directory();

  /** Returns whether outside systems may be asked questions that change nothing. */
  boolean probing();

  /** Returns the shared resource of that key, as {@link Call#shared}. */
  <T extends AutoCloseable> T shared(Object key, Call.Opener<T> opener) throws Exception;
}

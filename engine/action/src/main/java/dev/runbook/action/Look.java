package dev.runbook.action;

import java.nio.file.Path;
import java.util.Optional;

/** What an action's preview gets: only what reads. */
public interface Look {

  /** Returns the folder that relative paths start at; absolute. */
  Path directory();

  /** Returns whether outside systems may be asked questions that change nothing. */
  boolean probing();

  /**
   * Returns whether all arguments are known; else there are texts in which {@code <known after
   * STEP>} stands for what is not.
   */
  boolean knowsAll();

  /**
   * Returns the file that a command of that name would start, without starting it; empty if there
   * is none.
   *
   * @param name looked for on the PATH, unless it holds a slash
   */
  Optional<Path> program(String name);

  /**
   * Returns what starts programs that only ask, such as a tool's own dry run; nothing they write is
   * shown. Only while {@link #probing()}.
   */
  Processes processes();

  /** Returns the shared resource of that key, as {@link Call#shared}. */
  <T extends AutoCloseable> T shared(Object key, Call.Opener<T> opener) throws Exception;
}

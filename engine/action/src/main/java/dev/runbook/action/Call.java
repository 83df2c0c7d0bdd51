package dev.runbook.action;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** What an action gets for one call. Safe to use from several threads. */
public interface Call {

  /** Returns the folder that relative paths start at; absolute. */
  Path directory();

  /** Returns the token of the last {@link Outcome.NotYet}, empty for new work. */
  Map<String, ?> token();

  /**
   * Returns whether an earlier call was cut off and nobody knows what it did: {@link
   * Again#FIND_OUT}.
   */
  boolean cutOff();

  /** Adds a line to the step's log and to the terminal. Secrets in it are masked. */
  void line(String line);

  /**
   * Returns a stream that hands on what is written to it with secrets masked, also those that come
   * in several pieces or stand in several lines. For output that is cut, into lines or to a length,
   * before it is handed to the engine, which knows no half of a secret. What programs write comes
   * masked already. Closing it hands on what was held back and closes {@code out}.
   */
  OutputStream masking(OutputStream out);

  /** Says how far the work is, such as "12 of 14 nodes"; kept in no record. */
  void progress(String text);

  /** Returns whether, and tells when, the work is to end early. */
  Cancellation cancellation();

  /** Returns what starts programs. */
  Processes processes();

  /**
   * Returns the resource of that key, opened on first use, shared by all steps of the run and
   * closed at its end: an SSH session, an HTTP client.
   *
   * @param key equal for what can be shared; usually a record of the connection's settings
   */
  <T extends AutoCloseable> T shared(Object key, Opener<T> opener) throws Exception;

  /** Opens a shared resource. */
  interface Opener<T extends AutoCloseable> {
    T open() throws Exception;
  }
}

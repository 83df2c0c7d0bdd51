package dev.runbook.journal;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The folder of one run in the state folder: every file the plan read, {@code journal.jsonl}, a log
 * per step, decisions, the run's lock. Its files are readable by their owner only, or by the state
 * folder's group.
 */
public interface RunFolder {
  String id();

  Path path();

  /** Keeps the files the plan read, by the path they were read from. */
  void keep(Map<Path, String> files) throws StateException;

  /** Returns the files kept, by the path they were read from. */
  Map<Path, String> kept() throws StateException;

  /**
   * Opens the journal to read and append, which only the process that holds the run's lock may do.
   * A line that was torn when the machine or the process died is cut off and kept beside it.
   *
   * @throws StateException if the journal is damaged or of a newer engine; nothing was touched then
   */
  Journal open() throws StateException;

  /** Returns the journal's lines as they are now, from any process, and cuts nothing. */
  List<Event> read() throws StateException;

  /** Returns the journal's first line; empty if there is none that can be believed. */
  Optional<Event> begun() throws StateException;

  /** Walks the journal as it is now and says whether it can be believed; cuts nothing. */
  Verification verify() throws StateException;

  /** Puts a decision into the folder, at once and whole. */
  void decide(Decision decision) throws StateException;

  /** Returns the decisions put there so far, oldest first. */
  List<Decision> decisions() throws StateException;

  /** Returns a sink for the lines of a step's log, which begins with what it held before. */
  Log log(String step);

  /** Returns where a step's log is; it need not exist. */
  Path logFile(String step);

  /** Asks something of the process that carries it out, such as {@code cancel}. */
  void request(String what) throws StateException;

  /** Returns what was asked for since the journal was opened. */
  List<String> requests() throws StateException;

  /**
   * Watches for decisions and requests of other processes, without polling where the system can
   * tell. What was put there before is not told: look once after it returned.
   *
   * @param bell is run, in another thread, each time something was put there
   * @return ends the watching
   */
  Closeable watch(Runnable bell) throws StateException;

  /** A step's log file. Safe for several threads. */
  interface Log extends Consumer<String>, AutoCloseable {
    @Override
    void close();
  }
}

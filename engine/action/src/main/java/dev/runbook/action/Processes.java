package dev.runbook.action;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs. A child's output goes to the step's log and the terminal line by line, masked;
 * the child, and all that it started, end with the call, on cancellation, and never outlive the
 * step.
 */
public interface Processes {

  /**
   * Starts a program and waits for its end.
   *
   * @throws IOException if it cannot be started; the message names the program
   * @throws InterruptedException if the call was cancelled; the child's whole tree has ended by
   *     then
   */
  Exit run(Command command) throws IOException, InterruptedException;

  /**
   * A program to start.
   *
   * @param arguments the program and its arguments, at least one; never a secret among them
   * @param directory absolute
   * @param environment added to the engine's own environment
   * @param input standard input; null for none
   * @param lines gets each line of standard output instead of the terminal and the log, for
   *     programs that speak a protocol; null otherwise
   */
  record Command(
      List<String> arguments,
      Path directory,
      Map<String, String> environment,
      @Nullable String input,
      @Nullable Consumer<String> lines) {
    public Command {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    public static Command of(Path directory, List<String> arguments) {
      return new Command(arguments, directory, Map.of(), null, null);
    }
  }

  /** How a program ended; the code is 128 + N if signal N ended it, as in a shell. */
  record Exit(int code, Captured stdout, Captured stderr) {}

  /**
   * What a program wrote to one stream, UTF-8, secrets masked, without the last newline.
   *
   * @param text all of it up to 1 MiB, else the last 64 KiB
   * @param cut whether the beginning is missing
   */
  record Captured(String text, boolean cut) {}
}

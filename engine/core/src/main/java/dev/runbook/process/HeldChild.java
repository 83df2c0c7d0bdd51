package dev.runbook.process;

import dev.runbook.action.Processes.Command;
import dev.runbook.process.ChildProcesses.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child that was started and waits: in a session of its own, a shell reads one line before it
 * becomes the program that is asked for. If this engine ends before, so does the child.
 *
 * <p>A text for a shell is run by the shell that waits, which spares a start.
 *
 * @param startedAt as {@link System#nanoTime} tells it
 */
record HeldChild(Process process, Child child, long startedAt) {
  private static final String SHELL = "/bin/sh";
  private static final String HOLD_PROGRAM = "read -r runbook_go && exec \"$@\"";
  private static final String HOLD_TEXT = "read -r runbook_go || exit; unset runbook_go; ";
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private static final Duration YOUNG = Duration.ofSeconds(1);

  /** From this JDK on the other way is deprecated: it would say so in the output. */
  private static final int SPAWNS_WELL = 25;

  static {
    // Spares a helper program, a third of the cost of a start; it was the way of all JDKs before
    // 13.
    var how = "jdk.lang.Process.launchMechanism";
    if (Runtime.version().feature() < SPAWNS_WELL && System.getProperty(how) == null) {
      System.setProperty(how, "VFORK");
    }
  }

  /**
   * Starts a program.
   *
   * @throws IOException if there is no such program or folder; names it
   */
  static HeldChild start(Command command, Mark mark) throws IOException {
    var builder = new ProcessBuilder(held(command.arguments()));
    builder.directory(command.directory().toFile());
    builder.environment().putAll(command.environment());
    mark.addTo(builder.environment());
    var program = command.arguments().get(0);
    Programs.check(program, command.directory(), builder.environment().get("PATH"));
    var process = builder.start();
    var startedAt = KernelProcess.of(process.pid()).map(KernelProcess::startedAt).orElse(0L);
    return new HeldChild(process, new Child(process.pid(), startedAt, program), System.nanoTime());
  }

  private static List<String> held(List<String> arguments) throws IOException {
    var setsid = SETSID.stream().filter(Files::isExecutable).findFirst();
    if (setsid.isEmpty()) {
      throw new IOException(
          "programs are started with `setsid`, which is not there: install util-linux, on Linux");
    }
    var held = new ArrayList<>(List.of(setsid.get().toString(), SHELL, "-c"));
    if (arguments.size() == 3 && arguments.subList(0, 2).equals(List.of(SHELL, "-c"))) {
      held.add(HOLD_TEXT + arguments.get(2));
    } else {
      held.addAll(List.of(HOLD_PROGRAM, "runbook"));
      held.addAll(arguments);
    }
    return held;
  }

  /** Returns whether it began so shortly ago that the kernel gave no number twice since. */
  boolean isYoung() {
    return System.nanoTime() - startedAt < YOUNG.toNanos();
  }

  /**
   * Lets it go on, with an input.
   *
   * @param input null for none
   */
  void release(@Nullable String input) {
    if (input == null) {
      feed("");
    } else {
      Output.THREADS.execute(() -> feed(input));
    }
  }

  private void feed(String input) {
    try (var in = process.getOutputStream()) {
      in.write(("\n" + input).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it has ended, or reads no more: its exit code tells what that means
    }
  }
}

package dev.runbook.process;

import dev.runbook.action.Processes.Command;
import dev.runbook.process.ChildProcesses.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child that was started and waits: in a session of its own, it reads one line before it becomes
 * the program that is asked for. If this engine ends before, so does the child.
 */
record HeldChild(Process process, Child child) {
  private static final String HOLD = "read -r go && exec \"$@\"";
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  static HeldChild start(Command command, Mark mark) throws IOException {
    var builder = new ProcessBuilder();
    builder.directory(command.directory().toFile());
    builder.environment().putAll(command.environment());
    mark.addTo(builder.environment());
    var program = command.arguments().get(0);
    Programs.check(program, command.directory(), builder.environment().get("PATH"));
    builder.command(held(command.arguments()));
    var process = builder.start();
    var startedAt = KernelProcess.of(process.pid()).map(KernelProcess::startedAt).orElse(0L);
    return new HeldChild(process, new Child(process.pid(), startedAt, program));
  }

  private static List<String> held(List<String> arguments) throws IOException {
    var setsid = SETSID.stream().filter(Files::isExecutable).findFirst();
    if (setsid.isEmpty()) {
      throw new IOException(
          "programs can be started on Linux only, with `setsid`: install util-linux");
    }
    var held = new ArrayList<>(List.of(setsid.get().toString(), "/bin/sh", "-c", HOLD, "runbook"));
    held.addAll(arguments);
    return held;
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

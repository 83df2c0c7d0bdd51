package dev.runbook.docker;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Processes;
import dev.runbook.action.Processes.Command;
import dev.runbook.action.Processes.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** The docker command line, as one connection uses it. */
final class Docker {
  /** What a shell answers. */
  private static final int NO_SUCH_PROGRAM = 127;

  private final DockerConnection connection;
  private final Processes processes;
  private final Path directory;

  private Docker(DockerConnection connection, Processes processes, Path directory) {
    this.connection = connection;
    this.processes = processes;
    this.directory = directory;
  }

  static Docker of(@Nullable DockerConnection connection, Call call) {
    return new Docker(DockerConnection.orUsual(connection), call.processes(), call.directory());
  }

  /** Returns one for questions that change nothing; only while probing. */
  static Docker of(@Nullable DockerConnection connection, Look look) {
    return new Docker(DockerConnection.orUsual(connection), look.processes(), look.directory());
  }

  /** Does something; what it says goes to the step's log and the terminal. */
  Exit run(List<String> words) throws IOException, InterruptedException {
    return run(words, Map.of(), null);
  }

  /**
   * Does something.
   *
   * @param environment added to the command line's own
   * @param input for its standard input; null for none
   */
  Exit run(List<String> words, Map<String, String> environment, @Nullable String input)
      throws IOException, InterruptedException {
    var exit = start(new Command(whole(words), directory, environment, input, null));
    Trouble.refuseIfUnreachable(exit.stderr().text(), connection);
    Trouble.refuseIfCutOff(exit, connection);
    return exit;
  }

  /**
   * Asks something; nothing of it is shown.
   *
   * @return what it says, with what it says on standard error, which where it says no is the reason
   */
  Exit ask(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$0\" \"$@\" 2>&1"));
    command.addAll(whole(List.of(words)));
    var exit = start(new Command(command, directory, Map.of(), null, line -> {}));
    if (exit.code() == NO_SUCH_PROGRAM) {
      throw new IOException(Trouble.noProgram(connection));
    }
    Trouble.refuseIfUnreachable(exit.stdout().text(), connection);
    return exit;
  }

  /** Asks something that has an answer. */
  String answer(String... words) throws IOException, InterruptedException {
    var exit = ask(words);
    if (exit.code() != 0) {
      throw new IOException(Trouble.reason(exit.stdout().text(), exit.code()));
    }
    return exit.stdout().text().strip();
  }

  private Exit start(Command command) throws IOException, InterruptedException {
    try {
      return processes.run(command);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; " + Trouble.needed(), e);
    }
  }

  private List<String> whole(List<String> words) {
    var whole = new ArrayList<String>();
    whole.add(connection.program());
    option(whole, "--context", connection.context());
    option(whole, "--host", connection.host());
    var config = connection.config();
    option(whole, "--config", config == null ? null : directory.resolve(config).toString());
    whole.addAll(words);
    return whole;
  }

  /**
   * Adds an option that sets a variable of a container or a build: its value goes through the
   * environment, where only its owner sees it, unless the name means something to the command line
   * itself.
   */
  static void variable(
      List<String> words,
      Map<String, String> environment,
      String option,
      Entry<String, String> set) {
    var name = set.getKey();
    var isOurs = name.equals("PATH") || name.equals("HOME") || name.startsWith("DOCKER_");
    option(words, option, isOurs ? name + "=" + set.getValue() : name);
    if (!isOurs) {
      environment.put(name, set.getValue());
    }
  }

  /** Adds an option that has a value, if it has one. */
  static void option(List<String> words, String name, @Nullable String value) {
    if (value != null) {
      words.add(name);
      words.add(value);
    }
  }
}

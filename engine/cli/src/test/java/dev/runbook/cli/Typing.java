package dev.runbook.cli;

import dev.runbook.cli.command.Invocation;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Surroundings;
import dev.runbook.cli.console.Terminals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types command lines, in this process, and keeps what was printed. */
public final class Typing {
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path directory;
  private Terminals terminals = Terminals.NONE;
  private InputStream in = new ByteArrayInputStream(new byte[0]);

  /** Types in a folder, without a terminal. */
  public Typing(Path directory, Path state) {
    this.directory = directory.toAbsolutePath();
    environment.put("RUNBOOK_STATE", state.toString());
    environment.put("PATH", System.getenv("PATH"));
  }

  public Typing with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Types at a terminal on which those answers are given. */
  public Typing atTerminal(InputStream answers) {
    terminals = new Terminals(true, true, true);
    in = answers;
    return this;
  }

  /** Carries a command line out, given as its words. */
  public Exit type(String... words) {
    return new Invocation(console()).of(List.of(words));
  }

  public Console console() {
    return new Console(
        new Surroundings(
            in,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals,
            environment,
            directory,
            InstantSource.system()));
  }

  /** Returns what was printed since it was asked last. */
  public String printed() {
    return taken(out);
  }

  /** Returns what was complained since it was asked last. */
  public String complained() {
    return taken(err);
  }

  private static String taken(ByteArrayOutputStream stream) {
    var text = stream.toString(StandardCharsets.UTF_8);
    stream.reset();
    return text;
  }
}

package dev.runbook.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a process is born into.
 *
 * @param directory where the operator stands; absolute
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminals terminals,
    Map<String, String> environment,
    Path directory,
    InstantSource clock) {
  /** Returns those of this process. All texts are UTF-8, whatever the locale says. */
  public static Surroundings ofThisProcess() {
    var pump = new Pump();
    return new Surroundings(
        new FileInputStream(FileDescriptor.in),
        Outlet.of(new FileOutputStream(FileDescriptor.out), pump),
        Outlet.of(new FileOutputStream(FileDescriptor.err), pump),
        Terminals.ofThisProcess(),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        InstantSource.system());
  }

  /** Returns a variable of the environment; an empty one is as if not set. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }
}

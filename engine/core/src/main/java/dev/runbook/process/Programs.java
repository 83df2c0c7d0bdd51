package dev.runbook.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds programs as a shell does, to say in time that one is not there. */
public final class Programs {
  private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

  private Programs() {}

  /**
   * Returns the file that a command of that name would start; empty if there is none.
   *
   * @param directory what a relative path starts at
   */
  public static Optional<Path> find(String program, Path directory) {
    var path = new ProcessBuilder().environment().get("PATH");
    var folders = program.contains("/") ? "" : path == null ? USUAL : path;
    return Arrays.stream(folders.split(":"))
        .map(folder -> directory.resolve(folder).resolve(program))
        .filter(file -> !program.isEmpty() && isProgram(file))
        .findFirst();
  }

  /**
   * Checks that a program is there.
   *
   * @param path folders, divided by colons; null for the usual ones
   * @throws IOException if it is not; says why
   */
  static void check(String program, Path directory, @Nullable String path) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("cannot start `" + program + "`: there is no folder " + directory);
    }
    if (program.contains("/")) {
      checkFile(program, directory.resolve(program));
    } else if (!isOnPath(program, directory, path == null ? USUAL : path)) {
      throw new IOException(
          "there is no program `" + program + "` on the PATH: install it or write its whole path");
    }
  }

  private static void checkFile(String program, Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no program `" + program + "`: check its path");
    }
    if (!isProgram(file)) {
      throw new IOException("`" + program + "` is no program: make it executable (chmod +x)");
    }
  }

  private static boolean isOnPath(String program, Path directory, String path) {
    return !program.isEmpty()
        && Arrays.stream(path.split(":"))
            .anyMatch(folder -> isProgram(directory.resolve(folder).resolve(program)));
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}

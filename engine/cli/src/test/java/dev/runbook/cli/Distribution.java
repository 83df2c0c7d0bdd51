package dev.runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The distribution that this build made. */
final class Distribution {
  private Distribution() {}

  /** Unpacks it, so that a test may change it. */
  static Path unpack(Path to) throws IOException {
    var built = Files.readString(Path.of("target/built")).strip();
    var from = Path.of("target", built).toAbsolutePath();
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }
}

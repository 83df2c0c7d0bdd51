package dev.runbook.cli.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The git command line, apart from the configuration of whoever runs the tests. */
final class Git {
  private Git() {}

  static String run(Path directory, String... arguments) throws IOException, InterruptedException {
    return run(directory, "", List.of(arguments));
  }

  static String run(Path directory, String input, List<String> arguments)
      throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of("git"), arguments.stream()).toList();
    var errors = Files.createTempFile("git", ".err");
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    var process = builder.redirectError(errors.toFile()).start();
    try (var standardInput = process.getOutputStream()) {
      standardInput.write(input.getBytes(StandardCharsets.UTF_8));
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
    }
    Files.delete(errors);
    return output.strip();
  }
}

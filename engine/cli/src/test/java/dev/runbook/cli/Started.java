package dev.runbook.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The launcher, about to be started in an environment that has nothing but what is said here. */
final class Started {
  private final Map<String, String> environment = new TreeMap<>();
  private Path launcher;
  private Path directory;

  /** How a process ended. */
  record Ended(int code, String output, String error) {}

  /** A process that runs. */
  record Running(Process process, Path output, Path error) {
    Ended await() throws IOException, InterruptedException {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it did not end: " + Files.readString(error));
      }
      return new Ended(process.exitValue(), Files.readString(output), Files.readString(error));
    }
  }

  Started(Path place, Path home) {
    this.launcher = place.resolve("bin/runbook");
    this.directory = home;
    with("HOME", home);
    with("PATH", "/usr/bin:/bin");
  }

  Started with(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  Started without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Starts it by another name. */
  Started as(Path name) {
    this.launcher = name;
    return this;
  }

  Started in(Path folder) {
    this.directory = folder;
    return this;
  }

  Ended ended(String... arguments) throws IOException, InterruptedException {
    return started(arguments).await();
  }

  Running started(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("/usr/bin/env", launcher.toString()));
    command.addAll(List.of(arguments));
    var output = Files.createTempFile(directory, "output", "");
    var error = Files.createTempFile(directory, "error", "");
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    return new Running(
        builder.redirectOutput(output.toFile()).redirectError(error.toFile()).start(),
        output,
        error);
  }

  /** Writes a program for {@code sh}. */
  static void script(Path file, String text) throws IOException {
    Files.write(file, ("#!/bin/sh\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

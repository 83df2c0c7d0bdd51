package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Words;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as operators write them. */
final class Paths {
  private Paths() {}

  static Path of(String text) throws Refusal {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Refusal.of(Words.name(text) + " is no path", "write the path of a file");
    }
  }
}

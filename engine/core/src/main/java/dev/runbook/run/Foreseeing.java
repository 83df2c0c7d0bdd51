package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.action.Preview;
import java.nio.file.Path;
import java.util.Optional;

/** Asks an action what it would do, without asking any system. */
final class Foreseeing {
  private Foreseeing() {}

  /** Returns what it says; empty if it cannot, which breaks no run. */
  static Optional<Preview> of(Action<?> action, Path directory) {
    try {
      return Optional.of(action.preview(new PreviewLook(directory, false, new Resources())));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return Optional.empty();
    }
  }
}

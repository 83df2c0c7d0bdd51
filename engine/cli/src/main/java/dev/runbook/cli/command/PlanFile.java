package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Refusal;
import dev.runbook.run.SavedPlan;
import dev.runbook.run.SavedPlanText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a saved plan; only its owner may read it.
 *
 * @param name as it was typed
 */
record PlanFile(String name, Path path, Console console) {
  private static final long LARGEST = 64L << 20;

  static PlanFile of(String name, Console console) throws Refusal {
    return new PlanFile(
        name, console.surroundings().directory().resolve(Paths.of(name)).normalize(), console);
  }

  /** Puts the plan into its file, whole; another plan that was there is replaced. */
  void save(SavedPlan plan) throws Refusal {
    if (Files.exists(path)) {
      read();
    }
    try {
      write(SavedPlanText.of(plan));
    } catch (IOException e) {
      throw Refusal.of(
          "the plan cannot be saved to `" + name + "`", "look whether you may write there");
    }
    console.notice("Saved. `runbook run --plan " + name + "` does this, or says what changed.");
  }

  private void write(String text) throws IOException {
    var owner = PosixFilePermissions.fromString("rw-------");
    var folder = path.toAbsolutePath().getParent();
    var draft =
        Files.createTempFile(folder, ".plan", "", PosixFilePermissions.asFileAttribute(owner));
    try {
      Files.writeString(draft, text);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  SavedPlan read() throws Refusal {
    try {
      if (Files.size(path) > LARGEST || Files.isDirectory(path)) {
        throw refused("is no saved plan");
      }
      return SavedPlanText.read(Files.readString(path));
    } catch (SavedPlanText.UnreadableException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      throw refused("is no saved plan");
    } catch (NoSuchFileException e) {
      throw Refusal.of(
          "there is no file `" + name + "`", "`--dry-run --save-plan " + name + "` makes it");
    } catch (IOException e) {
      throw refused("cannot be read");
    }
  }

  private Refusal refused(String reason) {
    return Refusal.of(
        "`" + name + "` " + reason,
        "a plan is made by `runbook run FILE --dry-run --save-plan PLAN`");
  }
}

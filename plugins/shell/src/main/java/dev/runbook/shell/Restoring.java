package dev.runbook.shell;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Carries out {@link FileRestore}. */
final class Restoring {
  private final FileRestore restore;
  private final Call call;
  private final Path file;

  private Restoring(FileRestore restore, Call call) throws IOException {
    this.restore = restore;
    this.call = call;
    this.file = Writing.target(call.directory().resolve(restore.path()).normalize());
  }

  static Outcome<FileRestore.Outputs> run(FileRestore restore, Call call) throws Exception {
    return new Restoring(restore, call).run();
  }

  private Outcome<FileRestore.Outputs> run() throws IOException, UnreadableException {
    var before = restore.before();
    if (isBack(before)) {
      return Outcome.done(new FileRestore.Outputs(false));
    }
    if (!Files.exists(file) || !Writing.version(file).equals(restore.version())) {
      return Outcome.failed(restore.path() + " was changed since: it is left as it is");
    }
    if (before == null) {
      Files.delete(file);
      deleteFolders(restore.folder());
    } else if (before.copy() == null) {
      TextFile.replace(file, text(before), FileMode.of(before.mode()));
    } else if (Files.exists(before.copy())) {
      Files.move(before.copy(), file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      return Outcome.failed(before.copy() + ", the copy of what was there, is gone");
    }
    return Outcome.done(new FileRestore.Outputs(true));
  }

  private boolean isBack(@Nullable Former before) throws IOException {
    if (before == null) {
      return !Files.exists(file);
    }
    return before.copy() == null
        ? Files.exists(file) && Arrays.equals(Files.readAllBytes(file), text(before))
        : call.cutOff() && !Files.exists(before.copy());
  }

  private static byte[] text(Former before) {
    return String.valueOf(before.text()).getBytes(StandardCharsets.UTF_8);
  }

  private void deleteFolders(@Nullable Path outermost) throws IOException {
    var folder = TextFile.parent(file);
    try {
      while (outermost != null && folder.startsWith(outermost)) {
        Files.delete(folder);
        folder = TextFile.parent(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      call.line("the folder " + folder + " holds more by now: it stays");
    }
  }
}

package dev.runbook.shell;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Carries out {@link FileWrite}. */
final class Writing {
  private Writing() {}

  static Outcome<FileWrite.Outputs> run(FileWrite write, Call call) throws Exception {
    var file = target(call.directory().resolve(write.path()).normalize());
    if (Files.isDirectory(file)) {
      return Outcome.failed(write.path() + " is a folder");
    }
    try {
      var mode = write.mode() == null ? null : FileMode.of(write.mode());
      return write(write, file, mode);
    } catch (UnreadableException e) {
      return Outcome.failed("`" + write.mode() + "` is " + e.reason());
    }
  }

  private static Outcome<FileWrite.Outputs> write(
      FileWrite write, Path file, @Nullable FileMode mode) throws IOException {
    var text = write.content().getBytes(StandardCharsets.UTF_8);
    if (isThere(file, text, mode)) {
      return Outcome.done(new FileWrite.Outputs(false, version(file), null, null));
    }
    var folder = makeFolders(TextFile.parent(file));
    var before = Files.exists(file) ? Former.of(file) : null;
    var kept =
        mode == null && before != null ? new FileMode(Files.getPosixFilePermissions(file)) : mode;
    if (write.atomic()) {
      TextFile.replace(file, text, kept);
    } else {
      TextFile.writeInto(file, text, kept);
    }
    return Outcome.done(new FileWrite.Outputs(true, version(file), before, folder));
  }

  /** Returns what a link points to, wherever that is. */
  static Path target(Path file) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      return file;
    }
    return Files.exists(file)
        ? file.toRealPath()
        : TextFile.parent(file).resolve(Files.readSymbolicLink(file)).normalize();
  }

  static boolean isThere(Path file, byte[] text, @Nullable FileMode mode) throws IOException {
    return Files.exists(file)
        && Files.size(file) == text.length
        && Arrays.equals(Files.readAllBytes(file), text)
        && (mode == null || mode.permissions().equals(Files.getPosixFilePermissions(file)));
  }

  /** Returns the outermost folder that had to be made; null if none. */
  private static @Nullable Path makeFolders(Path folder) throws IOException {
    Path made = null;
    for (var each = folder;
        each != null && !Files.exists(each, LinkOption.NOFOLLOW_LINKS);
        each = each.getParent()) {
      made = each;
    }
    Files.createDirectories(folder);
    return made;
  }

  /** Returns what is another once the file has changed. */
  static String version(Path file) throws IOException {
    return Files.size(file) + "@" + Files.getLastModifiedTime(file);
  }
}

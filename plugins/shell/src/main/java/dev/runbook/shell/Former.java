package dev.runbook.shell;

import dev.runbook.action.Doc;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was before it was written. A short text that anybody may read is kept itself; what
 * is longer, or for fewer eyes, in a copy beside the file.
 */
public record Former(
    @Doc("what it held, if anybody may read it") @Nullable String text,
    @Doc("where a copy of it is, else") @Nullable Path copy,
    @Doc("its permissions in octal") String mode) {
  private static final int LONGEST = 64 << 10;

  /** Keeps a file that is about to be written. */
  static Former of(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file);
    var mode = new FileMode(permissions).octal();
    if (permissions.contains(PosixFilePermission.OTHERS_READ) && Files.size(file) <= LONGEST) {
      try {
        return new Former(TextFile.read(file), null, mode);
      } catch (UnreadableException e) {
        // no text: a copy
      }
    }
    return new Former(null, copied(file), mode);
  }

  /** Copies it to a name that nobody has: an earlier step may need its own copy yet. */
  private static Path copied(Path file) throws IOException {
    for (var number = 1; ; number++) {
      var copy = file.resolveSibling("." + file.getFileName() + ".before-" + number);
      try {
        return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      } catch (FileAlreadyExistsException e) {
        // the next number
      }
    }
  }
}

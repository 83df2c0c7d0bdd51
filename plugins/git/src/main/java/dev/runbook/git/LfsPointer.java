package dev.runbook.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What git has in the place of a file that git-lfs keeps: "Git LFS Specification", The Pointer.
 *
 * @param oid SHA-256 of the content
 * @param size of the content, in bytes
 */
record LfsPointer(String oid, long size) {
  /** No pointer is longer. */
  static final int LONGEST = 1024;

  private static final String VERSION = "version https://git-lfs.github.com/spec/v1\n";
  private static final Pattern FORM =
      Pattern.compile(
          Pattern.quote(VERSION)
              + "(?:ext-\\d-.*\\n)*oid sha256:([0-9a-f]{64})\\nsize (\\d{1,18})\\n?");

  /** Returns the pointer that a file is; null if it is none. */
  static @Nullable LfsPointer parse(byte[] file) {
    if (file.length > LONGEST) {
      return null;
    }
    var matcher = FORM.matcher(new String(file, StandardCharsets.UTF_8));
    return matcher.matches()
        ? new LfsPointer(matcher.group(1), Long.parseLong(matcher.group(2)))
        : null;
  }

  byte[] encode() {
    return (VERSION + "oid sha256:" + oid + "\nsize " + size + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns where git-lfs keeps the content.
   *
   * @param inside folder of a repository's own files
   */
  Path in(Path inside) {
    return inside
        .resolve("lfs/objects")
        .resolve(oid.substring(0, 2))
        .resolve(oid.substring(2, 4))
        .resolve(oid);
  }
}

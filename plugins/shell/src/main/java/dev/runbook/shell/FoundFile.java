package dev.runbook.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what a probe finds at the place of a file. */
final class FoundFile {
  private FoundFile() {}

  /** Returns whether there is a file to read, and how large. */
  static String toRead(Path file) throws IOException {
    return Files.exists(file) ? there(file) : "it is not there now";
  }

  /** Returns what is there where a text is to be written. */
  static String toWrite(Path path, String text) throws IOException {
    var file = Writing.target(path.normalize());
    if (!Files.exists(file)) {
      return "it is not there yet";
    }
    var isFile = Files.isRegularFile(file);
    return isFile && Writing.isThere(file, text.getBytes(StandardCharsets.UTF_8), null)
        ? "it is there like that already"
        : there(file) + (isFile ? ", with another text" : "");
  }

  private static String there(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Files.isDirectory(file) ? "it is a folder" : "it is no file";
    }
    var size = Files.size(file);
    return "it is there: " + size + (size == 1 ? " byte" : " bytes");
  }
}

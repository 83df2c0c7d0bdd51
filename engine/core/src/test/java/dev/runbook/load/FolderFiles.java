package dev.runbook.load;

import java.io.IOException;
import java.nio.file.Path;

/** The files of one folder, as if it were the current one: so messages have short names. */
public record FolderFiles(Path folder) implements Files {
  @Override
  public byte[] read(Path file) throws IOException {
    var current = Path.of("").toAbsolutePath();
    return Files.onDisk().read(folder.resolve(current.relativize(file)));
  }
}

package dev.runbook.load;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The files of the disk. */
final class DiskFiles implements Files {

  @Override
  public byte[] read(Path file) throws IOException {
    if (java.nio.file.Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a directory");
    }
    try (var in = java.nio.file.Files.newInputStream(file)) {
      return in.readNBytes(LARGEST + 1);
    }
  }

  @Override
  public Path real(Path file) throws IOException {
    return file.toRealPath();
  }
}

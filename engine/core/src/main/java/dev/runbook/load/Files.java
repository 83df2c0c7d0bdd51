package dev.runbook.load;

import java.io.IOException;
import java.nio.file.Path;

/** Where runbooks are read from: the disk, or the copies that a run keeps. */
public interface Files {

  /** The largest runbook that is read, in bytes. */
  int LARGEST = 16 * 1024 * 1024;

  /**
   * Returns the bytes of a file; at most one more than {@link #LARGEST}, however long it is.
   *
   * @param file absolute and normalised
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws java.nio.file.FileSystemException if it cannot be read; the reason is for operators
   */
  byte[] read(Path file) throws IOException;

  /** Returns the same file by its real name, without symbolic links. */
  default Path real(Path file) throws IOException {
    return file;
  }

  /** Returns the files of the disk. */
  static Files onDisk() {
    return new DiskFiles();
  }
}

package dev.runbook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read and write what is in a state folder; makes its files and folders accordingly. */
enum Access {
  /** Its owner only. */
  OWNER("rwx------", 0700, "rw-------"),
  /** The members of the folder's group; what is made in it belongs to that group. */
  GROUP("rwxrwx---", 02770, "rw-rw----");

  /** What marks a folder that a group shares: set-group-id, and the group may do everything. */
  private static final int SHARED = 02070;

  private static final String MODE = "unix:mode";

  private final String folder;
  private final int folderMode;
  private final String file;

  Access(String folder, int folderMode, String file) {
    this.folder = folder;
    this.folderMode = folderMode;
    this.file = file;
  }

  /** Returns what holds in a folder, which need not exist. */
  static Access of(Path folder) {
    try {
      return Files.getAttribute(folder, MODE) instanceof Integer mode && (mode & SHARED) == SHARED
          ? GROUP
          : OWNER;
    } catch (IOException e) {
      return OWNER;
    }
  }

  /** Makes one folder; fails if it is there. */
  void makeFolder(Path path) throws IOException {
    Files.createDirectory(path, PosixFilePermissions.asFileAttribute(rights(folder)));
    openUp(path);
  }

  /** Makes a folder unless it is there. */
  void ensureFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      try {
        makeFolder(path);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(path)) {
          throw e;
        }
      }
    }
  }

  /** The process's file mode mask may have taken rights away, and never gives set-group-id. */
  void openUp(Path folder) throws IOException {
    if (this == GROUP) {
      Files.setAttribute(folder, MODE, folderMode);
    }
  }

  /** Makes an empty file unless it is there. */
  void ensureFile(Path path) throws IOException {
    try {
      makeFile(path, rights(file));
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  /** The process's file mode mask takes away what is for a group. */
  private void makeFile(Path path, Set<PosixFilePermission> rights) throws IOException {
    Files.createFile(path, PosixFilePermissions.asFileAttribute(rights));
    if (this == GROUP) {
      Files.setPosixFilePermissions(path, rights);
    }
  }

  /** Puts a file there at once, whole and durable; one that was there is replaced. */
  void write(Path path, byte[] content) throws IOException {
    put(path, content, rights(file));
    force(parent(path));
  }

  /** The same for a file that nobody but its owner may change, even where a group shares it. */
  void writeOwn(Path path, byte[] content) throws IOException {
    put(path, content, rights(this == GROUP ? "rw-r-----" : file));
    force(parent(path));
  }

  /**
   * The same as {@link #write}, but its name is durable only after {@link #force} of its folder.
   */
  void put(Path path, byte[] content) throws IOException {
    put(path, content, rights(file));
  }

  private void put(Path path, byte[] content, Set<PosixFilePermission> rights) throws IOException {
    var draft = path.resolveSibling("." + path.getFileName() + "-" + ShortName.random(8));
    try {
      makeFile(draft, rights);
      try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Makes the names in a folder durable. */
  static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Set<PosixFilePermission> rights(String letters) {
    return PosixFilePermissions.fromString(letters);
  }

  private static Path parent(Path path) {
    var parent = path.toAbsolutePath().getParent();
    return parent == null ? path : parent;
  }
}

package dev.runbook.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes text files, UTF-8. */
final class TextFile {
  private static final int LARGEST = 1 << 20;

  private TextFile() {}

  /**
   * Returns the text of a file.
   *
   * @throws UnreadableException if it is too large or no text
   */
  static String read(Path file) throws IOException, UnreadableException {
    if (!Files.exists(file)) {
      throw new IOException("there is no file " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw new UnreadableException("not a file");
    }
    if (Files.size(file) > LARGEST) {
      throw new UnreadableException("larger than 1 MiB");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new UnreadableException("not UTF-8 text");
    }
  }

  /** Writes into a file, making it where there is none. */
  static void writeInto(Path file, byte[] text, @Nullable FileMode mode) throws IOException {
    write(file, text, mode, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Puts a new file into the place of another, at once and whole, of the same owner and group. */
  static void replace(Path file, byte[] text, @Nullable FileMode mode) throws IOException {
    var made = Files.createTempFile(parent(file), "." + file.getFileName() + ".", ".new");
    try {
      if (mode == null) {
        Files.delete(made); // only a file that is made without permissions gets the usual ones
      }
      write(made, text, mode, StandardOpenOption.CREATE);
      if (Files.exists(file)) {
        keepOwner(file, made);
      }
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      force(parent(file));
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static void write(
      Path file, byte[] text, @Nullable FileMode mode, StandardOpenOption... options)
      throws IOException {
    var all = new HashSet<OpenOption>(List.of(options));
    all.add(StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes =
        mode == null
            ? new FileAttribute<?>[0]
            : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode.permissions())};
    try (var channel = FileChannel.open(file, all, attributes)) {
      if (mode != null) {
        Files.setPosixFilePermissions(file, mode.permissions());
      }
      var buffer = ByteBuffer.wrap(text);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void keepOwner(Path from, Path to) throws IOException {
    var was = Files.readAttributes(from, PosixFileAttributes.class);
    var is = Files.readAttributes(to, PosixFileAttributes.class);
    var view =
        Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!was.owner().equals(is.owner())) {
      view.setOwner(was.owner());
    }
    if (!was.group().equals(is.group())) {
      view.setGroup(was.group());
    }
  }

  static Path parent(Path file) {
    var parent = file.getParent();
    return parent == null ? file : parent;
  }

  /** Has the names in a folder on the disk. */
  static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

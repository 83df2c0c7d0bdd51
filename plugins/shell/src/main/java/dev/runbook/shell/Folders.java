package dev.runbook.shell;

import dev.runbook.action.Cancellation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares, copies and deletes folders with all in them; symbolic links stay links. */
final class Folders {
  private Folders() {}

  /**
   * Returns whether names, kinds, permissions and contents are the same; times are not looked at.
   */
  static boolean equal(Path one, Path other) throws IOException {
    if (Files.isSymbolicLink(one) || Files.isSymbolicLink(other)) {
      return Files.isSymbolicLink(one)
          && Files.isSymbolicLink(other)
          && Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
    }
    if (Files.isDirectory(one) != Files.isDirectory(other)
        || !Files.getPosixFilePermissions(one).equals(Files.getPosixFilePermissions(other))) {
      return false;
    }
    return Files.isDirectory(one) ? equalInside(one, other) : Files.mismatch(one, other) < 0;
  }

  private static boolean equalInside(Path one, Path other) throws IOException {
    var names = names(one);
    if (!names.equals(names(other))) {
      return false;
    }
    for (var name : names) {
      if (!equal(one.resolve(name), other.resolve(name))) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(Path::getFileName).sorted().toList();
    }
  }

  /**
   * Copies a folder, with permissions and times, and has the copy on the disk.
   *
   * @throws UnreadableException if something in it is no file, folder or link
   * @throws InterruptedException if it was cancelled
   */
  static void copy(Path from, Path to, Cancellation cancellation)
      throws IOException, UnreadableException, InterruptedException {
    var copy = new Copy(from, to, cancellation);
    Files.walkFileTree(from, copy);
    if (copy.odd != null) {
      throw new UnreadableException("no file, folder or link: " + copy.odd);
    }
    if (cancellation.isRequested()) {
      throw new InterruptedException("cancelled");
    }
  }

  private static final class Copy extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final Cancellation cancellation;
    private @Nullable Path odd;

    Copy(Path from, Path to, Cancellation cancellation) {
      this.from = from;
      this.to = to;
      this.cancellation = cancellation;
    }

    private Path copyOf(Path file) {
      return to.resolve(from.relativize(file).toString());
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is)
        throws IOException {
      Files.createDirectory(copyOf(folder));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
      if (is.isOther()) {
        odd = file;
      }
      if (is.isOther() || cancellation.isRequested()) {
        return FileVisitResult.TERMINATE;
      }
      var copy = copyOf(file);
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      if (is.isRegularFile()) {
        try (var channel = FileChannel.open(copy, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
        throws IOException {
      if (trouble != null) {
        throw trouble;
      }
      var copy = copyOf(folder);
      Files.setLastModifiedTime(copy, Files.getLastModifiedTime(folder));
      Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(folder));
      TextFile.force(copy);
      return FileVisitResult.CONTINUE;
    }
  }

  /** Deletes a folder, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(folder, new Deletion());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
        throws IOException {
      if (trouble != null) {
        throw trouble;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}

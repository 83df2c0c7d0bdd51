package dev.runbook.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file, or a folder and all that is in it, of this machine: what a transfer moves.
 *
 * @param entries the root first, each folder before what is in it
 */
record Manifest(List<Entry> entries) {

  /** What an entry is. */
  enum Kind {
    FILE,
    FOLDER,
    LINK
  }

  /**
   * A part of it.
   *
   * @param name begins with the root's, which begins with {@code ./}
   * @param mode the permissions, as chmod takes them
   * @param text a file's SHA-256, or where a link points; else empty
   */
  record Entry(Path path, String name, Kind kind, int mode, long size, long modified, String text) {

    /** Returns the lines that {@link RemoteFile#state} prints of it. */
    List<String> lines() {
      var permissions = "m " + Integer.toOctalString(mode) + " " + name;
      return switch (kind) {
        case FILE -> List.of("f " + text + "  " + name, permissions);
        case FOLDER -> List.of("d " + name, permissions);
        case LINK -> List.of("l " + name + " -> " + text);
      };
    }
  }

  Manifest {
    entries = List.copyOf(entries);
  }

  /**
   * Reads it.
   *
   * @param name what the root is called where it goes
   * @param mode permissions of the files, and with the right to enter those of folders; null for
   *     those they have
   * @throws Unfit if it cannot be moved
   */
  static Manifest of(Path root, String name, @Nullable Integer mode) throws IOException, Unfit {
    var entries = new ArrayList<Entry>();
    var from = root.toRealPath();
    try (var all = Files.walk(from)) {
      for (var path : (Iterable<Path>) all.sorted()::iterator) {
        var rest = from.equals(path) ? "" : "/" + from.relativize(path);
        entries.add(entry(path, "./" + name + rest, mode));
      }
    }
    return new Manifest(entries);
  }

  /** Returns the checksum of all of it: names, kinds, permissions, contents. */
  String state() {
    var lines = new ArrayList<byte[]>();
    for (var entry : entries) {
      for (var line : entry.lines()) {
        lines.add((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    lines.sort(Arrays::compareUnsigned);
    var digest = Digests.sha256();
    lines.forEach(digest::update);
    return Digests.hex(digest);
  }

  long files() {
    return entries.stream().filter(e -> e.kind() == Kind.FILE).count();
  }

  long bytes() {
    return entries.stream().mapToLong(Entry::size).sum();
  }

  private static Entry entry(Path path, String name, @Nullable Integer mode)
      throws IOException, Unfit {
    if (name.chars().anyMatch(c -> c == '\n' || c == '\\')) {
      throw new Unfit(path + " has a newline or a backslash in its name");
    }
    var modified = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis() / 1000;
    if (Files.isSymbolicLink(path)) {
      var target = Files.readSymbolicLink(path).toString();
      return new Entry(path, name, Kind.LINK, 0, 0, modified, target);
    }
    var own = (Integer) Files.getAttribute(path, "unix:mode") & 07777;
    if (Files.isDirectory(path)) {
      var folders = mode == null ? own : mode | ((mode & 0444) >> 2);
      return new Entry(path, name, Kind.FOLDER, folders, 0, modified, "");
    }
    if (!Files.isRegularFile(path)) {
      throw new Unfit(path + " is no file, folder or link");
    }
    return new Entry(
        path,
        name,
        Kind.FILE,
        mode == null ? own : mode,
        Files.size(path),
        modified,
        Digests.sha256(path));
  }
}

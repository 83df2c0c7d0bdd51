package dev.runbook.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unpacks an archive into a folder while it arrives; nothing of it lands outside. */
final class Untar extends OutputStream {
  private final Path folder;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final Map<Path, Integer> modes = new LinkedHashMap<>();
  private OutputStream content = OutputStream.nullOutputStream();
  private long left;
  private int padding;
  private @Nullable TarHeader longText;
  private @Nullable String name;
  private @Nullable String link;
  private @Nullable IOException trouble;

  /**
   * @param folder an empty one
   */
  Untar(Path folder) {
    this.folder = folder;
  }

  /** Gives the permissions, when all is there; throws what went wrong on the way. */
  void finish() throws IOException {
    content.close();
    if (trouble != null) {
      throw trouble;
    }
    if (left > 0 || block.size() > 0) {
      throw new IOException("the archive broke off");
    }
    for (var each : modes.entrySet()) {
      Files.setAttribute(each.getKey(), "unix:mode", each.getValue());
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** What goes wrong is kept: JSch would end the whole session over it. */
  @Override
  public void write(byte[] bytes, int offset, int count) {
    try {
      for (int at = offset; at < offset + count && trouble == null; ) {
        at += take(bytes, at, offset + count - at);
      }
    } catch (IOException e) {
      trouble = e;
    }
  }

  private int take(byte[] bytes, int at, int count) throws IOException {
    if (left > 0) {
      var taken = (int) Math.min(left, count);
      content.write(bytes, at, taken);
      left -= taken;
      if (left == 0) {
        end();
      }
      return taken;
    }
    if (padding > 0) {
      var taken = Math.min(padding, count);
      padding -= taken;
      return taken;
    }
    var taken = Math.min(TarHeader.BLOCK - block.size(), count);
    block.write(bytes, at, taken);
    if (block.size() == TarHeader.BLOCK) {
      var whole = block.toByteArray();
      block.reset();
      if (whole[0] != 0) {
        begin(TarHeader.read(whole));
      }
    }
    return taken;
  }

  private void begin(TarHeader header) throws IOException {
    left = header.size();
    padding = TarHeader.padding(left);
    if ("LKx".indexOf(header.type()) >= 0) {
      longText = header;
      content = new ByteArrayOutputStream();
      return;
    }
    var named = name == null ? header.name() : name;
    var target = link == null ? header.link() : link;
    name = null;
    link = null;
    content = open(header, named, target);
    if (left == 0) {
      end();
    }
  }

  private OutputStream open(TarHeader header, String named, String target) throws IOException {
    var path = inside(named);
    switch (header.type()) {
      case '0', '\0', '7' -> {
        modes.put(path, header.mode());
        return Files.newOutputStream(path);
      }
      case '5' -> {
        modes.put(path, header.mode());
        Files.createDirectory(path);
      }
      case '2' -> Files.createSymbolicLink(path, Path.of(target));
      case '1' -> {
        modes.put(path, header.mode());
        Files.copy(inside(target), path);
      }
      default -> throw new IOException(named + " is no file, folder or link");
    }
    return OutputStream.nullOutputStream();
  }

  private void end() throws IOException {
    content.close();
    if (longText != null && content instanceof ByteArrayOutputStream text) {
      var type = longText.type();
      longText = null;
      if (type == 'x') {
        attributes(text.toByteArray());
      } else {
        var value = text.toString(StandardCharsets.UTF_8).replace("\0", "");
        name = type == 'L' ? value : name;
        link = type == 'K' ? value : link;
      }
    }
    content = OutputStream.nullOutputStream();
  }

  /** Reads records such as {@code 18 path=some/name\n} (POSIX.1-2017, pax extended header). */
  private void attributes(byte[] records) throws IOException {
    for (int at = 0; at < records.length; ) {
      var blank = at;
      while (blank < records.length && records[blank] != ' ') {
        blank++;
      }
      var length = length(new String(records, at, blank - at, StandardCharsets.UTF_8));
      if (length <= blank - at + 1 || length > records.length - at) {
        throw new IOException("the host sent no archive");
      }
      var text = new String(records, blank + 1, length - (blank - at) - 2, StandardCharsets.UTF_8);
      name = text.startsWith("path=") ? text.substring(5) : name;
      link = text.startsWith("linkpath=") ? text.substring(9) : link;
      if (text.startsWith("size=")) {
        throw new IOException("a file is too large for this archive");
      }
      at += length;
    }
  }

  private static int length(String digits) throws IOException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IOException("the host sent no archive", e);
    }
  }

  private Path inside(String named) throws IOException {
    var path = folder.resolve(named).normalize();
    var parent = path.getParent();
    if (parent == null
        || path.equals(folder)
        || !path.startsWith(folder)
        || !parent.toRealPath().startsWith(folder.toRealPath())) {
      throw new IOException(
          "the host sent `" + named + "`, which is outside of what was asked for");
    }
    return path;
  }
}

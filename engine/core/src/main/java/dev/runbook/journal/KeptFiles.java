package dev.runbook.journal;

import dev.runbook.json.Json;
import dev.runbook.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that the plan of a run read: their contents, each under a name with its hash, and
 * {@code index.json} with the path, hash and name of each.
 */
final class KeptFiles {
  private static final int SHORT_HASH = 12;
  private final Path folder;
  private final Path index;
  private final Access access;
  private final String putBack;

  KeptFiles(Path run, Access access) {
    this.folder = run.resolve("files");
    this.index = folder.resolve("index.json");
    this.access = access;
    this.putBack =
        "put it back as it was; `runbook resume "
            + run.getFileName()
            + " --edited` goes on with a new text";
  }

  /** Keeps these files instead of those kept before, whose contents stay. */
  void keep(Map<Path, String> files) throws StateException {
    try {
      access.ensureFolder(folder);
      var entries = new ArrayList<Map<String, String>>();
      for (var file : files.entrySet()) {
        entries.add(keep(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8)));
      }
      access.write(index, Json.writePretty(entries).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Trouble.cannot("written", folder, e);
    }
  }

  private Map<String, String> keep(Path path, byte[] content) throws IOException {
    var hash = Sha256.of(content);
    var name = FileName.of(hash.substring(0, SHORT_HASH) + "-" + path.getFileName());
    access.put(folder.resolve(name), content);
    var entry = new LinkedHashMap<String, String>();
    entry.put("path", path.toString());
    entry.put("sha256", hash);
    entry.put("name", name);
    return entry;
  }

  Map<Path, String> kept() throws StateException {
    var files = new LinkedHashMap<Path, String>();
    try {
      for (var entry : entries()) {
        files.put(Path.of(text(entry, "path")), content(entry));
      }
      return files;
    } catch (IOException e) {
      throw Trouble.cannot("read", folder, e);
    } catch (JsonException e) {
      throw Trouble.bad("`" + index + "` is damaged: " + e.getMessage(), null);
    }
  }

  private List<?> entries() throws IOException, JsonException, StateException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    if (!Files.exists(index)) {
      throw gone(index);
    }
    if (Json.read(Files.readString(index)) instanceof List<?> entries) {
      return entries;
    }
    throw new JsonException("it is not a list");
  }

  private String content(Object entry) throws IOException, JsonException, StateException {
    var file = folder.resolve(text(entry, "name")).normalize();
    var content = file.startsWith(folder) ? bytes(file) : new byte[0];
    if (!Sha256.of(content).equals(text(entry, "sha256"))) {
      throw Trouble.bad("`" + file + "` is not what the run read: it was changed", putBack);
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private byte[] bytes(Path file) throws IOException, StateException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw gone(file);
    }
  }

  private StateException gone(Path file) {
    return Trouble.bad("`" + file + "` is gone", putBack);
  }

  private static String text(Object entry, String name) throws JsonException {
    if (entry instanceof Map<?, ?> map && map.get(name) instanceof String text) {
      return text;
    }
    throw new JsonException("no `" + name + "` in it");
  }
}

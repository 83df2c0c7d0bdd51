package dev.runbook.journal;

import dev.runbook.json.Json;
import dev.runbook.json.JsonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of people, a file each. A file that is no decision of this run decides nothing. In
 * a folder that a group shares, who decided is who owns the file, whatever is written in it.
 */
final class DecisionFiles {
  private static final String END = ".json";

  private final Path folder;
  private final String run;
  private final Access access;
  private final Map<String, Optional<Decision>> known = new TreeMap<>();

  DecisionFiles(Path run, Access access) {
    this.folder = run.resolve("decisions");
    this.run = String.valueOf(run.getFileName());
    this.access = access;
  }

  Path folder() {
    return folder;
  }

  void makeFolder() throws IOException {
    access.ensureFolder(folder);
  }

  void add(Decision decision) throws StateException {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("run", run);
    data.put("step", decision.step());
    data.put("opening", decision.opening());
    data.put("choice", decision.choice());
    data.put("fields", decision.fields());
    data.put("comment", decision.comment());
    data.put("by", decision.by());
    data.put("at", decision.at());
    try {
      makeFolder();
      access.writeOwn(
          folder.resolve(ShortName.random(12) + END),
          Json.writeTyped(data).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Trouble.cannot("written", folder, e);
    }
  }

  /** Returns them, oldest first. */
  synchronized List<Decision> all() throws StateException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder, "[!.]*" + END)) {
        for (var file : files) {
          var name = file.getFileName().toString();
          if (!known.containsKey(name)) {
            look(file, name);
          }
        }
      } catch (IOException e) {
        throw Trouble.cannot("read", folder, e);
      }
    }
    return known.values().stream()
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Decision::at))
        .toList();
  }

  /** What cannot be read now is looked at again the next time. */
  private void look(Path file, String name) {
    try {
      known.put(name, read(file));
    } catch (IOException e) {
      // Whoever put it there, it must not keep others from deciding.
      return;
    }
  }

  private Optional<Decision> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Json.readTyped(Files.readString(file)) instanceof Map<?, ?> data
              && run.equals(data.get("run"))
          ? decision(data, file)
          : Optional.empty();
    } catch (JsonException | CharacterCodingException e) {
      return Optional.empty(); // it is no decision, and never will be
    }
  }

  private Optional<Decision> decision(Map<?, ?> data, Path file) throws IOException {
    if (data.get("step") instanceof String step
        && data.get("choice") instanceof String choice
        && data.get("by") instanceof String by
        && data.get("fields") instanceof Map<?, ?> fields
        && data.get("at") instanceof Instant at) {
      var owner = access == Access.GROUP ? owner(file) : by;
      return Optional.of(
          new Decision(
              step,
              text(data.get("opening")),
              choice,
              named(fields),
              text(data.get("comment")),
              owner,
              at));
    }
    return Optional.empty();
  }

  private static String owner(Path file) throws IOException {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  @SuppressWarnings("unchecked") // keys of a map that was read from JSON are text
  private static Map<String, ?> named(Map<?, ?> data) {
    return (Map<String, ?>) data;
  }
}

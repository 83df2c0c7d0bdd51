package dev.runbook.run;

import dev.runbook.journal.Sha256;
import dev.runbook.json.Json;
import dev.runbook.json.JsonException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Saved plans as text: JSON, with a hash by which damage is found. */
public final class SavedPlanText {
  private static final BigDecimal FORMAT = BigDecimal.ONE;

  private SavedPlanText() {}

  /** A text that is no plan of ours; the message completes "FILE ...". */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String reason) {
      super(reason);
    }
  }

  public static String of(SavedPlan plan) {
    var content = content(plan);
    var whole = new LinkedHashMap<String, @Nullable Object>();
    whole.put("saved_plan", FORMAT);
    whole.put("sha256", Sha256.of(Json.write(content)));
    whole.put("plan", content);
    return Json.writePretty(whole) + "\n";
  }

  private static Map<String, @Nullable Object> content(SavedPlan plan) {
    var content = new LinkedHashMap<String, @Nullable Object>();
    var asked = plan.asked();
    var selected = asked.selected();
    content.put("file", asked.file().toString());
    content.put("directory", asked.directory().toString());
    content.put("inputs", asked.inputs());
    content.put("secret_inputs", asked.secretInputs());
    content.put("sites", asked.sites().stream().map(Path::toString).toList());
    content.put("only", selected.only());
    content.put("from", selected.from());
    content.put("until", selected.until());
    content.put("skip", selected.skip());
    content.put("outputs_from", selected.outputsFrom());
    content.put("yes", asked.yes());
    content.put("plugins", plan.plugins());
    content.put("values", plan.values());
    content.put("files", texts(plan.files()));
    content.put("preview", plan.preview());
    return content;
  }

  private static Map<String, String> texts(Map<Path, String> files) {
    var texts = new LinkedHashMap<String, String>();
    files.forEach((path, text) -> texts.put(path.toString(), text));
    return texts;
  }

  /** Reads a plan back; whatever is not as it was written is refused. */
  public static SavedPlan read(String text) throws UnreadableException {
    var whole = whole(text);
    if (!(whole.get("saved_plan") instanceof BigDecimal format)) {
      throw new UnreadableException("is no saved plan");
    }
    if (format.compareTo(FORMAT) > 0) {
      throw new UnreadableException(
          "was saved by a newer runbook: its format is " + format.toPlainString());
    }
    var content = whole.get("plan");
    if (!Sha256.of(Json.write(content)).equals(whole.get("sha256"))) {
      throw new UnreadableException("was damaged or edited after it was saved");
    }
    try {
      return plan(map(content, Function.identity()));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("is no saved plan of this runbook");
    }
  }

  private static Map<?, ?> whole(String text) throws UnreadableException {
    try {
      if (Json.read(text) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (JsonException e) {
      throw new UnreadableException("is no saved plan");
    }
    throw new UnreadableException("is no saved plan");
  }

  private static SavedPlan plan(Map<String, @Nullable Object> content) {
    var selected =
        new RunRequest.Selected(
            list(content.get("only")),
            optional(content.get("from")),
            optional(content.get("until")),
            list(content.get("skip")),
            optional(content.get("outputs_from")));
    var asked =
        new SavedPlan.Asked(
            Path.of(text(content.get("file"))),
            map(content.get("inputs"), SavedPlanText::text),
            list(content.get("secret_inputs")),
            list(content.get("sites")).stream().map(Path::of).toList(),
            selected,
            map(content.get("yes"), SavedPlanText::text),
            Path.of(text(content.get("directory"))));
    var files = new LinkedHashMap<Path, String>();
    map(content.get("files"), SavedPlanText::text)
        .forEach((path, text) -> files.put(Path.of(path), text));
    return new SavedPlan(
        asked,
        map(content.get("plugins"), SavedPlanText::text),
        files,
        map(content.get("values"), SavedPlanText::text),
        map(content.get("preview"), Function.identity()));
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text");
  }

  private static @Nullable String optional(@Nullable Object value) {
    return value == null ? null : text(value);
  }

  private static List<String> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(SavedPlanText::text).collect(Collectors.toList());
    }
    throw new IllegalArgumentException("no list");
  }

  private static <T extends @Nullable Object> Map<String, T> map(
      @Nullable Object value, Function<@Nullable Object, T> reader) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("no map");
    }
    var read = new LinkedHashMap<String, T>();
    map.forEach((key, inner) -> read.put(text(key), reader.apply(inner)));
    return read;
  }
}

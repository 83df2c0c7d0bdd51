package dev.runbook.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one value. */
final class ValueReader {
  private final JsonReader json;
  private final boolean typed;

  private ValueReader(JsonReader json, boolean typed) {
    this.json = json;
    this.typed = typed;
    json.setStrictness(Strictness.STRICT);
    // The library counts the objects that stand for types too, of which a map may need two.
    json.setNestingLimit(2 * Bounds.DEEPEST + 10);
  }

  static @Nullable Object read(String text, boolean typed) throws JsonException {
    try (var json = new JsonReader(new StringReader(text))) {
      var value = new ValueReader(json, typed).value(0);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw wrong(json, "more behind the value");
      }
      return value;
    } catch (EOFException e) {
      throw new JsonException("not JSON: the text ends too early");
    } catch (IOException e) {
      throw new JsonException(reason(String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Object value(int depth) throws IOException, JsonException {
    return switch (json.peek()) {
      case NULL -> nothing();
      case BOOLEAN -> json.nextBoolean();
      case NUMBER -> number(json.nextString());
      case STRING -> json.nextString();
      case BEGIN_ARRAY -> list(inside(depth));
      default -> map(inside(depth));
    };
  }

  private @Nullable Object nothing() throws IOException {
    json.nextNull();
    return null;
  }

  private int inside(int depth) throws JsonException {
    if (depth == Bounds.DEEPEST) {
      throw wrong(json, "lists and maps more than " + Bounds.DEEPEST + " deep");
    }
    return depth + 1;
  }

  private BigDecimal number(String text) throws JsonException {
    try {
      var number = new BigDecimal(text);
      if (Bounds.holds(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // An exponent that does not even fit into an int: answered below.
    }
    throw wrong(json, "a number beyond 1000 digits or 1e1000");
  }

  private Object list(int depth) throws IOException, JsonException {
    var list = new ArrayList<@Nullable Object>();
    json.beginArray();
    while (json.hasNext()) {
      list.add(value(depth));
    }
    json.endArray();
    return Collections.unmodifiableList(list);
  }

  private Object map(int depth) throws IOException, JsonException {
    json.beginObject();
    if (!json.hasNext()) {
      json.endObject();
      return Map.of();
    }
    var name = json.nextName();
    var value = typed && name.startsWith("$") ? ofType(name, depth) : entries(name, depth);
    if (json.hasNext()) {
      throw wrong(json, "more behind the value of `" + shortened(name) + "`");
    }
    json.endObject();
    return value;
  }

  private Map<String, @Nullable Object> entries(String first, int depth)
      throws IOException, JsonException {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put(first, value(depth));
    while (json.hasNext()) {
      var name = json.nextName();
      if (map.containsKey(name)) {
        throw wrong(json, "the key `" + shortened(name) + "` twice");
      }
      map.put(name, value(depth));
    }
    return Collections.unmodifiableMap(map);
  }

  private static String shortened(String name) {
    var line = name.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 40 ? line : line.substring(0, 40) + "..";
  }

  private Object ofType(String type, int depth) throws IOException, JsonException {
    return switch (type) {
      case "$duration" -> time(Duration::parse);
      case "$instant" -> time(Instant::parse);
      case "$cut" -> cut();
      case "$map" -> escaped(depth);
      default -> throw wrong(json, "unknown type `" + shortened(type) + "`");
    };
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private <T> T time(Parser<T> parser) throws IOException, JsonException {
    try {
      return parser.parse(text());
    } catch (DateTimeException e) {
      throw wrong(json, "not a time");
    }
  }

  private String text() throws IOException, JsonException {
    if (json.peek() != JsonToken.STRING) {
      throw wrong(json, "no text where one belongs");
    }
    return json.nextString();
  }

  private CutText cut() throws IOException, JsonException {
    var kept = text();
    if (!json.hasNext() || !json.nextName().equals("$whole")) {
      throw wrong(json, "`$cut` without `$whole`");
    }
    return new CutText(kept, text());
  }

  private Object escaped(int depth) throws IOException, JsonException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      throw wrong(json, "no map where one belongs");
    }
    json.beginObject();
    var map = json.hasNext() ? entries(json.nextName(), depth) : Map.of();
    json.endObject();
    return map;
  }

  private static JsonException wrong(JsonReader json, String what) {
    return new JsonException(reason(what + json));
  }

  /**
   * Makes one line of what the library says; a place in it begins with "at line", and is the
   * character read last or the one behind it.
   */
  private static String reason(String message) {
    var parts = Place.FORM.matcher(message);
    if (!parts.lookingAt()) {
      return "not JSON";
    }
    var what = parts.group(1).endsWith("malformed JSON") ? "unexpected text" : parts.group(1);
    var start = what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1);
    var place = "line " + parts.group(2) + ", column " + parts.group(3);
    return "not JSON near " + place + ": " + start;
  }

  /** Kept apart because text without mistakes needs no pattern. */
  private static final class Place {
    static final Pattern FORM =
        Pattern.compile("(.*?)(?:JsonReader)? at line (\\d+) column (\\d+)", Pattern.DOTALL);
  }
}

package dev.runbook.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one value. */
final class ValueWriter {
  /** How values look. */
  enum Form {
    LINE,
    PRETTY,
    TYPED
  }

  private final JsonWriter json;
  private final boolean typed;

  private ValueWriter(JsonWriter json, Form form) {
    this.json = json;
    this.typed = form == Form.TYPED;
    json.setStrictness(Strictness.STRICT);
    if (form == Form.PRETTY) {
      json.setIndent("  ");
    }
  }

  static String write(@Nullable Object value, Form form) {
    var text = new Text();
    try (var json = new JsonWriter(text)) {
      new ValueWriter(json, form).value(value, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LoneSurrogates.escape(text.toString());
  }

  /** As {@link java.io.StringWriter}, without a lock for each character. */
  private static final class Text extends Writer {
    private final StringBuilder text = new StringBuilder(256);

    @Override
    public void write(int one) {
      text.append((char) one);
    }

    @Override
    public void write(String some, int from, int length) {
      text.append(some, from, from + length);
    }

    @Override
    public void write(char[] some, int from, int length) {
      text.append(some, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private void value(@Nullable Object value, int depth) throws IOException {
    if (value == null) {
      json.nullValue();
    } else if (value instanceof String text) {
      json.value(text);
    } else if (value instanceof Boolean yes) {
      json.value(yes.booleanValue());
    } else if (value instanceof Number number) {
      json.jsonValue(number(number).toString());
    } else if (value instanceof Map<?, ?> map) {
      map(map, inside(depth));
    } else if (value instanceof List<?> list) {
      list(list, inside(depth));
    } else if (value instanceof Duration duration) {
      text("$duration", duration.toString());
    } else if (value instanceof Instant instant) {
      text("$instant", instant.toString());
    } else if (value instanceof CutText cut) {
      cut(cut);
    } else {
      throw new IllegalArgumentException("not a value: " + value.getClass().getName());
    }
  }

  private static int inside(int depth) {
    if (depth == Bounds.DEEPEST) {
      throw new IllegalArgumentException("lists and maps more than 200 deep");
    }
    return depth + 1;
  }

  private static BigDecimal number(Number number) {
    var decimal = decimal(number);
    if (!Bounds.holds(decimal)) {
      throw new IllegalArgumentException("a number beyond 1000 digits or 1e1000");
    }
    return decimal;
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (number instanceof Integer || number instanceof Long) {
      return BigDecimal.valueOf(number.longValue());
    }
    throw new IllegalArgumentException("not a value: " + number.getClass().getName());
  }

  private void map(Map<?, ?> map, int depth) throws IOException {
    var escaped = typed && looksTyped(map);
    if (escaped) {
      json.beginObject().name("$map");
    }
    json.beginObject();
    for (var entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new IllegalArgumentException("a key of a map that is not text");
      }
      json.name(name);
      value(entry.getValue(), depth);
    }
    json.endObject();
    if (escaped) {
      json.endObject();
    }
  }

  private static boolean looksTyped(Map<?, ?> map) {
    return !map.isEmpty()
        && map.keySet().iterator().next() instanceof String first
        && first.startsWith("$");
  }

  private void list(List<?> list, int depth) throws IOException {
    json.beginArray();
    for (var element : list) {
      value(element, depth);
    }
    json.endArray();
  }

  private void text(String type, String text) throws IOException {
    if (typed) {
      json.beginObject().name(type).value(text).endObject();
    } else {
      json.value(text);
    }
  }

  private void cut(CutText cut) throws IOException {
    json.beginObject();
    json.name(typed ? "$cut" : "kept").value(cut.kept());
    json.name(typed ? "$whole" : "whole").value(cut.whole());
    json.endObject();
  }
}

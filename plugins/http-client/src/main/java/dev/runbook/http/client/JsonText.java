package dev.runbook.http.client;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON texts, numbers exactly. */
public final class JsonText {
  private static final int DEEPEST = 100;
  private static final int LARGEST = 1000;

  private JsonText() {}

  /** Reads a text; the message of the refusal goes behind "the answer is". */
  public static @Nullable Object read(String text) throws Refused {
    if (text.isBlank()) {
      throw new Refused("empty, not JSON");
    }
    try (var json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.setNestingLimit(DEEPEST);
      var value = value(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new Refused("not JSON: there is more behind the value");
      }
      return value;
    } catch (EOFException e) {
      throw new Refused("not JSON: it ends too early", e);
    } catch (IOException | NumberFormatException e) {
      throw new Refused("not JSON", e);
    }
  }

  /** Writes maps, lists, numbers, booleans and null; all else as text. */
  public static String write(@Nullable Object value) {
    var text = new StringWriter();
    try (var json = new JsonWriter(text)) {
      write(value, json);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no such trouble", e);
    }
    return text.toString();
  }

  /** Returns a scalar as text, numbers without an exponent. */
  public static String plain(@Nullable Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }

  private static @Nullable Object value(JsonReader json) throws IOException, Refused {
    return switch (json.peek()) {
      case NULL -> {
        json.nextNull();
        yield null;
      }
      case BOOLEAN -> json.nextBoolean();
      case NUMBER -> number(json.nextString());
      case STRING -> json.nextString();
      case BEGIN_ARRAY -> list(json);
      default -> map(json);
    };
  }

  private static BigDecimal number(String text) throws Refused {
    var number = text.length() > LARGEST ? null : new BigDecimal(text);
    if (number == null || Math.abs((long) number.scale()) > LARGEST) {
      throw new Refused("not to be read: a number beyond 1000 digits or 1e1000");
    }
    return number;
  }

  private static Object list(JsonReader json) throws IOException, Refused {
    var list = new ArrayList<@Nullable Object>();
    json.beginArray();
    while (json.hasNext()) {
      list.add(value(json));
    }
    json.endArray();
    return list;
  }

  private static Object map(JsonReader json) throws IOException, Refused {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      var key = json.nextName();
      if (map.containsKey(key)) {
        throw new Refused("not to be read: it has the key `" + key + "` twice");
      }
      map.put(key, value(json));
    }
    json.endObject();
    return map;
  }

  private static void write(@Nullable Object value, JsonWriter json) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.beginObject();
      for (var entry : map.entrySet()) {
        json.name(String.valueOf(entry.getKey()));
        write(entry.getValue(), json);
      }
      json.endObject();
    } else if (value instanceof Iterable<?> items) {
      json.beginArray();
      for (var item : items) {
        write(item, json);
      }
      json.endArray();
    } else if (value instanceof Number number) {
      json.jsonValue(plain(number));
    } else if (value instanceof Boolean isTrue) {
      json.value(isTrue);
    } else {
      json.value(value == null ? null : value.toString());
    }
  }
}

package dev.runbook.shell;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text, numbers exactly. */
final class JsonText {
  private static final Pattern PLACE =
      Pattern.compile(" at line (\\d+) column (\\d+) path .*", Pattern.DOTALL);

  private static final int DEEPEST = 100;

  private final JsonReader json;

  private JsonText(JsonReader json) {
    this.json = json;
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(DEEPEST);
  }

  static @Nullable Object read(String text) throws UnreadableException {
    try (var json = new JsonReader(new StringReader(text))) {
      var value = new JsonText(json).value();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("more behind the value" + place(json));
      }
      return value;
    } catch (EOFException e) {
      throw new UnreadableException("not JSON: the text ends too early");
    } catch (IOException e) {
      throw new UnreadableException("not JSON: " + reason(String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Object value() throws IOException {
    return switch (json.peek()) {
      case NULL -> nothing();
      case BOOLEAN -> json.nextBoolean();
      case NUMBER -> number(json.nextString());
      case STRING -> json.nextString();
      case BEGIN_ARRAY -> list();
      default -> map();
    };
  }

  private @Nullable Object nothing() throws IOException {
    json.nextNull();
    return null;
  }

  private BigDecimal number(String text) throws IOException {
    var number = Numbers.of(text);
    if (number.isEmpty()) {
      throw new IOException("a number beyond 1000 digits or 1e1000" + place(json));
    }
    return number.get();
  }

  private Object list() throws IOException {
    var list = new ArrayList<@Nullable Object>();
    json.beginArray();
    while (json.hasNext()) {
      list.add(value());
    }
    json.endArray();
    return list;
  }

  private Object map() throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      var key = json.nextName();
      if (map.containsKey(key)) {
        throw new IOException("the same key twice" + place(json));
      }
      map.put(key, value());
    }
    json.endObject();
    return map;
  }

  /** The library tells the place in its texts only. */
  private static String place(JsonReader json) {
    var text = json.toString();
    return text.substring(text.indexOf(" at line"));
  }

  private static String reason(String message) {
    var said = message.lines().findFirst().orElse("");
    said = said.replaceFirst("^Use JsonReader.* JSON(?= at )", "malformed text");
    said = said.replaceFirst("^Nesting limit .* reached", "lists and maps more than 100 deep");
    var matcher = PLACE.matcher(said);
    return matcher.find()
        ? said.substring(0, matcher.start())
            + " at line "
            + matcher.group(1)
            + ", column "
            + matcher.group(2)
        : said;
  }
}

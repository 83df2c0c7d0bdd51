package dev.runbook.ansible;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as plain values, numbers exactly. */
final class Json {
  private Json() {}

  /** Writes maps, lists, numbers, booleans and null; all else as text. */
  static String write(@Nullable Object value) {
    return element(value).toString();
  }

  private static JsonElement element(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      var object = new JsonObject();
      map.forEach((name, each) -> object.add(String.valueOf(name), element(each)));
      return object;
    }
    if (value instanceof Iterable<?> items) {
      var array = new JsonArray();
      items.forEach(each -> array.add(element(each)));
      return array;
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Boolean isTrue) {
      return new JsonPrimitive(isTrue);
    }
    return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
  }

  /** Reads an object or a list; empty if it is something else. */
  static Optional<Object> read(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(value(JsonParser.parseString(text)));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object value(JsonElement element) {
    if (element instanceof JsonObject object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.asMap().forEach((name, each) -> map.put(name, value(each)));
      return map;
    }
    if (element instanceof JsonArray array) {
      var list = new ArrayList<@Nullable Object>();
      array.forEach(each -> list.add(value(each)));
      return list;
    }
    if (element instanceof JsonPrimitive one) {
      return one.isNumber()
          ? one.getAsBigDecimal()
          : one.isBoolean() ? (Object) one.getAsBoolean() : one.getAsString();
    }
    return null;
  }
}

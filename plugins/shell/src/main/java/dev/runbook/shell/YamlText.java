package dev.runbook.shell;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a YAML document, numbers exactly. */
final class YamlText {
  private static final int LARGEST = 1_000_000;
  private static final int DEEPEST = 100;

  private static final String TOO_DEEP =
      "not YAML that can be read: lists and maps more than 100 deep";

  private int count;

  private YamlText() {}

  static @Nullable Object read(String text) throws UnreadableException {
    var settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setTagConstructors(Map.of(Tag.FLOAT, YamlText::number, Tag.INT, YamlText::number))
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    try {
      return new YamlText().plain(new Load(settings).loadFromString(text), 0);
    } catch (MarkedYamlEngineException e) {
      var place =
          e.getProblemMark()
              .map(m -> " at line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1));
      throw new UnreadableException("not YAML: " + e.getProblem() + place.orElse(""));
    } catch (YamlEngineException e) {
      throw new UnreadableException(
          "not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (StackOverflowError e) {
      throw new UnreadableException(TOO_DEEP);
    }
  }

  private static Object number(Node node) {
    var text = ((ScalarNode) node).getValue();
    var number =
        text.startsWith("0x")
            ? new BigDecimal(new BigInteger(text.substring(2), 16))
            : text.startsWith("0o")
                ? new BigDecimal(new BigInteger(text.substring(2), 8))
                : Numbers.of(text).orElse(null);
    // Infinity, not-a-number and numbers without bound stay text: a runbook has none of them.
    return number != null && Numbers.fits(number) ? number : text;
  }

  /** Keys are text in runbooks; what aliases repeat is there several times. */
  private @Nullable Object plain(@Nullable Object value, int depth) throws UnreadableException {
    count++;
    if (depth > DEEPEST) {
      throw new UnreadableException(TOO_DEEP);
    }
    if (count > LARGEST) {
      throw new UnreadableException("not YAML that fits into memory: aliases make it too large");
    }
    return value instanceof List<?> items
        ? list(items, depth + 1)
        : value instanceof Map<?, ?> entries ? map(entries, depth + 1) : value;
  }

  private Object list(List<?> items, int depth) throws UnreadableException {
    var list = new ArrayList<@Nullable Object>();
    for (var item : items) {
      list.add(plain(item, depth));
    }
    return list;
  }

  private Object map(Map<?, ?> entries, int depth) throws UnreadableException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (var entry : entries.entrySet()) {
      map.put(String.valueOf(entry.getKey()), plain(entry.getValue(), depth));
    }
    return map;
  }
}

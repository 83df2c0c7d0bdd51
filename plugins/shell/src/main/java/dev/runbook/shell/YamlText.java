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
  private YamlText() {}

  static @Nullable Object read(String text) throws UnreadableException {
    var settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setTagConstructors(Map.of(Tag.FLOAT, YamlText::number, Tag.INT, YamlText::number))
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    try {
      return plain(new Load(settings).loadFromString(text));
    } catch (MarkedYamlEngineException e) {
      var place =
          e.getProblemMark()
              .map(m -> " at line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1));
      throw new UnreadableException("not YAML: " + e.getProblem() + place.orElse(""));
    } catch (YamlEngineException e) {
      throw new UnreadableException(
          "not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (StackOverflowError e) {
      throw new UnreadableException("lists and maps too deep in each other");
    }
  }

  private static Object number(Node node) {
    var text = ((ScalarNode) node).getValue();
    if (text.startsWith("0x")) {
      return new BigDecimal(new BigInteger(text.substring(2), 16));
    }
    if (text.startsWith("0o")) {
      return new BigDecimal(new BigInteger(text.substring(2), 8));
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return text; // infinity and not-a-number: a runbook has no such numbers
    }
  }

  /** Keys are text in runbooks. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof List<?> items) {
      var list = new ArrayList<@Nullable Object>();
      items.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (value instanceof Map<?, ?> entries) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      entries.forEach((key, item) -> map.put(String.valueOf(key), plain(item)));
      return map;
    }
    return value;
  }
}

package dev.runbook.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a module gets, as an argument of the ad-hoc program that holds no text: each text is a
 * variable, and the variables reach ansible as all do that may be secret.
 *
 * @param json for the argument; empty if the module gets nothing
 * @param texts in the order in which the argument refers to them
 */
record ModuleArguments(String json, List<String> texts) {
  /** The name of the variable. */
  static final String VARIABLE = "runbook_arguments";

  /** What a module gets that reads a text as a whole, such as a command. */
  private static final String FREE_FORM = "_raw_params";

  static ModuleArguments of(Object args) {
    var map = args instanceof Map<?, ?> given ? given : Map.of(FREE_FORM, args);
    var texts = new ArrayList<String>();
    return new ModuleArguments(map.isEmpty() ? "" : Json.write(referring(map, texts)), texts);
  }

  private static @Nullable Object referring(@Nullable Object value, List<String> texts) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> referring = new LinkedHashMap<>();
      map.forEach((name, each) -> referring.put(name, referring(each, texts)));
      return referring;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> referring(each, texts)).collect(Collectors.toList());
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    texts.add(value.toString());
    // Without `string` ansible takes a text that looks like a list for one.
    return "{{ " + VARIABLE + "[" + (texts.size() - 1) + "] | string }}";
  }

  /** Returns the arguments in words. */
  static String words(Object args) {
    return args instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "))
        : args.toString();
  }
}

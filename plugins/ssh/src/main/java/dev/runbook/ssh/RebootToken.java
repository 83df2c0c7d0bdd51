package dev.runbook.ssh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a reboot is.
 *
 * @param batch the one under way, counted from 0
 * @param before boot ids of the hosts of this batch and those before it, by host
 * @param after boot ids of the hosts that are back
 * @param sent hosts that were told to reboot
 */
record RebootToken(
    int batch, Map<String, String> before, Map<String, String> after, List<String> sent) {

  static RebootToken of(Map<String, ?> token) {
    return new RebootToken(
        token.get("batch") instanceof Number batch ? batch.intValue() : 0,
        texts(token.get("before")),
        texts(token.get("after")),
        token.get("sent") instanceof List<?> sent
            ? sent.stream().map(String::valueOf).toList()
            : List.of());
  }

  Map<String, Object> json() {
    return Map.of("batch", batch, "before", before, "after", after, "sent", sent);
  }

  /** Returns the hosts that were told to reboot and are not back. */
  List<String> missing() {
    return sent.stream().filter(host -> !after.containsKey(host)).toList();
  }

  private static Map<String, String> texts(@Nullable Object value) {
    var texts = new LinkedHashMap<String, String>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> texts.put(String.valueOf(key), String.valueOf(each)));
    }
    return texts;
  }
}

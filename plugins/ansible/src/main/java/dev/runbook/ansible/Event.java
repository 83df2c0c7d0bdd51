package dev.runbook.ansible;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that ansible did, as {@code lines.py} tells it. */
record Event(Map<?, ?> parts) {

  /** Reads a line; empty if it is another's: callbacks of the operator write there, too. */
  static Optional<Event> of(String line) {
    return Json.read(line)
        .filter(Map.class::isInstance)
        .map(value -> new Event((Map<?, ?>) value))
        .filter(event -> !event.kind().isEmpty());
  }

  String kind() {
    return text("event");
  }

  /** Returns a part that is text; empty if it has none. */
  String text(String part) {
    return parts.get(part) instanceof String text ? text : "";
  }

  /** Returns a part as plain values. */
  @Nullable Object value(String part) {
    return parts.get(part);
  }

  /** Returns the counts of each host, as ansible has them in its recap. */
  List<HostResult> hosts() {
    return parts.get("hosts") instanceof Map<?, ?> hosts
        ? hosts.entrySet().stream()
            .map(host -> counts(String.valueOf(host.getKey()), (Map<?, ?>) host.getValue()))
            .toList()
        : List.of();
  }

  private static HostResult counts(String host, Map<?, ?> counts) {
    return new HostResult(
        host,
        count(counts, "ok"),
        count(counts, "changed"),
        count(counts, "unreachable"),
        count(counts, "failures"),
        count(counts, "skipped"),
        count(counts, "rescued"),
        count(counts, "ignored"));
  }

  private static int count(Map<?, ?> counts, String name) {
    return counts.get(name) instanceof Number number ? number.intValue() : 0;
  }
}

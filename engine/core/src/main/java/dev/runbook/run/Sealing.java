package dev.runbook.run;

import dev.runbook.catalog.Given;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.json.Json;
import dev.runbook.model.Step;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Actions as a journal keeps them: with placeholders for secrets, so that they can be made again
 * from nothing but the journal.
 */
final class Sealing {
  /** Marks what holds a secret in a form that no journal may hold: it cannot be made again. */
  static final String LOST = "lost";

  /** Marks what is made again from the text of its step: its arguments are in no journal. */
  static final String WRITTEN = "written";

  private final Local local;

  Sealing(Local local) {
    this.local = local;
  }

  Map<String, @Nullable Object> seal(Performer.Bound bound) {
    var with = new LinkedHashMap<>(bound.arguments());
    with.putAll(bound.type().secrets(bound.action()));
    var entry = new LinkedHashMap<String, @Nullable Object>();
    entry.put("action", bound.type().name());
    put(entry, "with", with);
    told(bound).ifPresent(text -> entry.put("text", text));
    connections(entry, bound);
    return entry;
  }

  private void connections(Map<String, @Nullable Object> entry, Performer.Bound bound) {
    bound
        .connections()
        .forEach(
            (type, found) -> {
              var connection = seal(type, found);
              entry.put("connection", connection);
              entry.putAll(lost(connection));
            });
  }

  /** Returns an action without its arguments. */
  Map<String, @Nullable Object> sealSensitive(Performer.Bound bound) {
    var entry = new LinkedHashMap<String, @Nullable Object>();
    entry.put("action", bound.type().name());
    entry.put(WRITTEN, true);
    connections(entry, bound);
    return entry;
  }

  /** Returns what the action says it would do; empty if it says no more than its name. */
  private Optional<String> told(Performer.Bound bound) {
    return Foreseeing.of(bound.action(), local.run().directory())
        .filter(preview -> !preview.text().equals("run " + bound.type().name()))
        .map(preview -> local.masker().mask(preview.text()));
  }

  Map<String, @Nullable Object> seal(String type, Given.Entries settings) {
    var entry = new LinkedHashMap<String, @Nullable Object>();
    entry.put("type", type);
    put(entry, "settings", plain(settings));
    return entry;
  }

  /** A secret in another form, such as base64, is masked: it must not get into a journal. */
  void put(Map<String, @Nullable Object> entry, String name, Map<String, @Nullable Object> values) {
    var sealed = local.secrets().seal(values);
    var masked = local.secrets().maskRest(sealed);
    entry.put(name, masked);
    if (!Objects.equals(sealed, masked)) {
      entry.put(LOST, true);
    }
  }

  static boolean isLost(Map<String, ?> entry) {
    return entry.containsKey(LOST);
  }

  static boolean isWritten(Map<String, ?> entry) {
    return entry.containsKey(WRITTEN);
  }

  static Map<String, Boolean> lost(Map<String, ?> part) {
    return isLost(part) ? Map.of(LOST, true) : Map.of();
  }

  private static Map<String, @Nullable Object> plain(Given.Entries settings) {
    var plain = new LinkedHashMap<String, @Nullable Object>();
    settings
        .entries()
        .forEach(
            (name, value) ->
                plain.put(
                    name, value instanceof Given.Plain text ? text.text() : Giving.shown(value)));
    return plain;
  }

  /**
   * Makes the action again.
   *
   * @param key the step it belongs to, for messages
   */
  Performer.Bound open(Map<String, ?> entry, String key, Step step) throws EvaluationException {
    var span = span(entry, key);
    return open(entry, fixed(Records.map(entry, "with"), span), span, step);
  }

  /** Makes an action again of which only the arguments are not recorded. */
  Performer.Bound open(Map<String, ?> entry, Given.Entries with, String key, Step step)
      throws EvaluationException {
    return open(entry, with, span(entry, key), step);
  }

  private Performer.Bound open(Map<String, ?> entry, Given.Entries with, Span span, Step step)
      throws EvaluationException {
    var connections = new LinkedHashMap<String, Given.Entries>();
    var connection = Records.map(entry, "connection");
    if (!connection.isEmpty()) {
      connections.put(Records.text(connection, "type"), settings(connection, span));
    }
    return new Arguments(local.plan(), () -> Result.of(local.clock().instant()))
        .bind(Records.text(entry, "action"), with, step, new Arguments.Recorded(connections));
  }

  private static Span span(Map<String, ?> entry, String key) {
    var source = Source.of("the journal, `" + key + "`", Json.write(entry));
    return source.span(0, source.text().length());
  }

  /** Returns the settings of a sealed connection; texts are read by their declared type. */
  Given.Entries settings(Map<String, ?> connection, Span span) {
    var entries = new LinkedHashMap<String, Given>();
    Records.map(connection, "settings")
        .forEach(
            (name, value) -> {
              var opened = local.secrets().open(value);
              entries.put(
                  name,
                  opened instanceof String text
                      ? new Given.Plain(text, span)
                      : new Given.Fixed(opened, span));
            });
    return new Given.Entries(entries, Map.of(), span);
  }

  private Given.Entries fixed(Map<String, ?> values, Span span) {
    var entries = new LinkedHashMap<String, Given>();
    values.forEach(
        (name, value) -> {
          if (value != null) {
            entries.put(name, new Given.Fixed(local.secrets().open(value), span));
          }
        });
    return new Given.Entries(entries, Map.of(), span);
  }
}

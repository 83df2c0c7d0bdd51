package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Given;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.json.Json;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps back. What takes a step back is decided when the step succeeds and stands in the
 * journal beside its end, with placeholders for secrets, so that a rollback needs nothing but the
 * journal.
 */
final class Undoing {
  /** What stands before the key of a step in the key of its undo. */
  static final String UNDO = "undo:";

  private final Local local;
  private final Map<Attempt, Map<String, @Nullable Object>> undos = new ConcurrentHashMap<>();

  Undoing(Local local) {
    this.local = local;
  }

  /** A finished step that can be taken back, or cannot. */
  record Finished(String key, @Nullable Map<String, ?> undo, long seq) {}

  /** Decides what takes an action back that has just succeeded. */
  void remember(
      Attempt attempt,
      Step step,
      Performer.Bound bound,
      Object record,
      Map<String, @Nullable Object> outputs,
      Context context)
      throws EvaluationException {
    var undo = undo(step, bound, record, outputs, context);
    if (undo != null) {
      undos.put(attempt, undo);
    }
  }

  Optional<Map<String, @Nullable Object>> recorded(Attempt attempt) {
    return Optional.ofNullable(undos.remove(attempt));
  }

  private @Nullable Map<String, @Nullable Object> undo(
      Step step,
      Performer.Bound bound,
      Object record,
      Map<String, @Nullable Object> outputs,
      Context context)
      throws EvaluationException {
    var own = step.settings().undo();
    if (own instanceof Step.Undo.None) {
      return null;
    }
    if (own == null) {
      return bound.type().hasUndo() ? byAction(step, bound.action(), record, context) : null;
    }
    var inside = context.with("output", Result.of(outputs));
    var with =
        own instanceof Step.Undo.Same same
            ? Plan.merged(((Work.Act) step.work()).with(), same)
            : ((Step.Undo.Other) own).with();
    var name = own instanceof Step.Undo.Other other ? other.action().text() : bound.type().name();
    var arguments = new Arguments(local.plan(), () -> Result.of(local.clock().instant()));
    var given = arguments.evaluate(with, inside);
    arguments.bind(name, given, step, new Arguments.Found(context.frame(), local.plan().catalog()));
    return entry(local.plan().action(name), plain(given), step, connectionName(given), context);
  }

  @SuppressWarnings("unchecked") // the record is what this action gave
  private @Nullable Map<String, @Nullable Object> byAction(
      Step step, Action<?> action, Object record, Context context) throws EvaluationException {
    var undo = ((Action<Object>) action).undo(record);
    if (undo.isEmpty()) {
      return null;
    }
    var type = local.plan().catalog().typeOf(undo.get());
    var with = ((Work.Act) step.work()).with();
    var name =
        with.entry("connection")
            .flatMap(
                e ->
                    e.value() instanceof dev.runbook.model.Value.Scalar scalar
                        ? scalar.template().constant()
                        : Optional.empty())
            .orElse(null);
    return entry(type, type.arguments(undo.get()), step, name, context);
  }

  private Map<String, @Nullable Object> entry(
      ActionType type,
      Map<String, @Nullable Object> with,
      Step step,
      @Nullable String connection,
      Context context) {
    var entry = new LinkedHashMap<String, @Nullable Object>();
    entry.put("action", type.name());
    entry.put("with", local.secrets().seal(with));
    type.connectionType()
        .ifPresent(
            kind -> {
              var problems = new dev.runbook.diagnostic.Problems();
              new Arguments.Found(context.frame(), local.plan().catalog())
                  .find(kind, connection, false, Failures.place(step), problems)
                  .ifPresent(
                      found -> {
                        var settings = new LinkedHashMap<String, @Nullable Object>();
                        settings.put("type", kind);
                        settings.put("settings", local.secrets().seal(plain(found)));
                        entry.put("connection", settings);
                      });
            });
    return entry;
  }

  private static @Nullable String connectionName(Given.Entries given) {
    var named = given.entries().get("connection");
    return named == null ? null : String.valueOf(Giving.shown(named));
  }

  private static Map<String, @Nullable Object> plain(Given.Entries given) {
    var plain = new LinkedHashMap<String, @Nullable Object>();
    given
        .entries()
        .forEach(
            (name, value) -> {
              if (!name.equals("connection")) {
                plain.put(
                    name, value instanceof Given.Plain text ? text.text() : Giving.shown(value));
              }
            });
    return plain;
  }

  /** {@code undo} of a call replaces that of all its steps. */
  void remember(Key key, Step step, Ended.Succeeded succeeded, Context context) {
    if (step.settings().undo() != null) {
      throw new IllegalStateException("no undo of a call yet: " + key + succeeded + context);
    }
  }

  /** Returns the finished steps below some keys that were not taken back, the last one first. */
  List<Finished> finished(List<String> roots) {
    var finished = new ArrayList<Finished>();
    for (var record : local.records().all()) {
      var ended = record.ended;
      var isMeant = roots.isEmpty() || roots.stream().anyMatch(new Key(record.key)::isIn);
      if (ended != null && isMeant && isWork(record) && !isUndone(record.key)) {
        finished.add(new Finished(record.key, undoOf(record), record.endedSeq));
      }
    }
    finished.sort(Comparator.comparingLong(Finished::seq).reversed());
    return finished;
  }

  private static boolean isWork(Records.StepRecord record) {
    return !record.key.startsWith(UNDO)
        && record.ended != null
        && "succeeded".equals(record.ended.get("status"))
        && !record.attempts.isEmpty();
  }

  private static @Nullable Map<String, ?> undoOf(Records.StepRecord record) {
    if (record.ended != null && record.ended.containsKey("undo")) {
      return Records.map(record.ended, "undo");
    }
    Map<String, ?> last = null;
    for (var attempt : record.attempts.values()) {
      if (attempt.answered != null && attempt.answered.containsKey("undo")) {
        last = Records.map(attempt.answered, "undo");
      }
    }
    return last;
  }

  private boolean isUndone(String key) {
    return local
        .records()
        .find(new Key(UNDO + key))
        .map(record -> record.ended)
        .filter(ended -> "succeeded".equals(ended.get("status")))
        .isPresent();
  }

  /** A {@code rollback} step. */
  Ended rollback(Performer performer, Key key, Step step, Work.Rollback rollback, Context context) {
    var roots = new ArrayList<String>();
    for (var id : rollback.steps()) {
      roots.addAll(keysIn(id.text(), context));
    }
    return takeBack(performer, finished(roots), key, step, context);
  }

  private static List<String> keysIn(String id, Context context) {
    var runbook = context.frame().runbook();
    for (var steps : List.of(runbook.steps(), runbook.rescue(), runbook.always())) {
      var found = find(steps, id);
      if (found.isPresent()) {
        return Interpreter.keys(List.of(found.get()), context.within(Key.Prefix.TOP)).stream()
            .map(inner -> context.prefix().text() + inner)
            .toList();
      }
    }
    return List.of(context.key(id).text());
  }

  private static Optional<Step> find(List<Step> steps, String id) {
    for (var step : steps) {
      if (step.id().text().equals(id)) {
        return Optional.of(step);
      }
      if (step.work() instanceof Work.Group group) {
        for (var inner : List.of(group.steps(), group.rescue(), group.always())) {
          var found = find(inner, id);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Takes steps back one after the other, up to the first failure. */
  Ended takeBack(Performer performer, List<Finished> steps, Key key, Step step, Context context) {
    var cannot = new ArrayList<String>();
    for (var finished : steps) {
      if (finished.undo() == null) {
        cannot.add(finished.key());
        continue;
      }
      var ended = one(performer, finished, step, context);
      if (ended instanceof Ended.Failed failed) {
        return Ended.failed(
            Failures.of(
                key,
                failed.failure().kind(),
                "`" + finished.key() + "` was not taken back: " + failed.failure().reason(),
                Failures.place(step),
                null));
      }
    }
    if (!cannot.isEmpty()) {
      local.tell(
          new Progress.Line(
              key.text(), "without undo, left as they are: " + String.join(", ", cannot)));
    }
    return Ended.succeeded();
  }

  private Ended one(Performer performer, Finished finished, Step step, Context context) {
    var key = new Key(UNDO + finished.key());
    var attempt = new Attempt(key, 1, 1, true);
    local.tell(new Progress.Began(key.text(), step, title(finished)));
    var began = local.clock().instant();
    Ended ended;
    try {
      ended = performer.carryOut(attempt, step, bind(finished, step), context);
    } catch (EvaluationException e) {
      ended = Ended.failed(Failures.of(key, e));
    }
    var took = java.time.Duration.between(began, local.clock().instant());
    local.tell(new Progress.Ends(key.text(), step, ended, took));
    return ended;
  }

  private static String title(Finished finished) {
    var undo = finished.undo();
    return "takes back " + finished.key() + ": " + (undo == null ? "" : undo.get("action"));
  }

  Performer.Bound bind(Finished finished, Step step) throws EvaluationException {
    var undo = finished.undo();
    if (undo == null) {
      throw new IllegalArgumentException(finished.key() + " has no undo");
    }
    var source = Source.of("the journal, undo of " + finished.key(), Json.write(undo.get("with")));
    var span = source.span(0, 1);
    var with = given(Records.map(undo, "with"), span);
    Map<String, Given.Entries> connections = new LinkedHashMap<>();
    var connection = Records.map(undo, "connection");
    if (!connection.isEmpty()) {
      connections.put(
          Records.text(connection, "type"), given(Records.map(connection, "settings"), span));
    }
    return new Arguments(local.plan(), () -> Result.of(local.clock().instant()))
        .bind(Records.text(undo, "action"), with, step, new Arguments.Recorded(connections));
  }

  private Given.Entries given(Map<String, ?> values, Span span) {
    var entries = new LinkedHashMap<String, Given>();
    var spans = new LinkedHashMap<String, Span>();
    values.forEach(
        (name, value) -> {
          var opened = local.secrets().open(value);
          entries.put(
              name,
              opened instanceof String text
                  ? new Given.Plain(text, span)
                  : new Given.Fixed(opened, span));
          spans.put(name, span);
        });
    return new Given.Entries(entries, spans, span);
  }
}

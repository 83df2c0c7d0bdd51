package dev.runbook.run;

import dev.runbook.plan.Place.Part;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows what a run would do to programs. */
public final class PreviewJson {
  private PreviewJson() {}

  /**
   * Returns it as values that can be written as JSON. What there is nothing to say of is left out;
   * {@code effect}, {@code undo} and {@code items} are null where they are not known, or not there.
   */
  public static Map<String, @Nullable Object> of(PreviewResult preview) {
    var json = new Entries();
    json.put("runbook", preview.runbook());
    json.put("file", preview.file().toString());
    json.put("selected", preview.selected());
    json.set("probed", preview.probed());
    if (!preview.whole().inputs().isEmpty()) {
      json.set("inputs", preview.whole().inputs());
    }
    json.put("lock", preview.whole().lock());
    json.put("defaults", preview.whole().defaults());
    if (!preview.whole().notices().isEmpty()) {
      var notices = new Entries();
      preview.whole().notices().forEach((when, steps) -> notices.put(when, steps(steps)));
      json.set("notify", notices.map);
    }
    json.set("steps", steps(preview.steps()));
    json.put("left_out", preview.leftOut());
    json.put("taken", preview.taken());
    totals(PreviewTotals.of(preview.everything()), json);
    json.put("needs", preview.needs().stream().map(PreviewJson::need).toList());
    json.put("last_time", preview.last() == null ? null : last(preview.last(), preview.steps()));
    json.put("failure", preview.failure());
    return json.map;
  }

  /** Returns how long steps took the last time; null if there is nothing to say of it. */
  private static @Nullable Map<String, @Nullable Object> last(
      LastTime last, List<PreviewStep> steps) {
    var took = new LinkedHashMap<String, @Nullable Object>();
    steps.stream()
        .flatMap(PreviewStep::all)
        .forEach(step -> last.took(step.key()).ifPresent(text -> took.put(step.key(), text)));
    var all = last.took(steps);
    if (all.isEmpty()) {
      return null;
    }
    var json = new Entries();
    json.set("run", last.run());
    json.set("took", all.get());
    json.set("steps", took);
    return json.map;
  }

  /** What an object is made of. */
  private static final class Entries {
    private final Map<String, @Nullable Object> map = new LinkedHashMap<>();

    void set(String key, @Nullable Object value) {
      map.put(key, value);
    }

    /** Leaves out what is null or empty. */
    void put(String key, @Nullable Object value) {
      if (value != null && !(value instanceof Collection<?> all && all.isEmpty())) {
        map.put(key, value);
      }
    }

    void after(Set<String> after) {
      put("known_after", List.copyOf(new TreeSet<>(after)));
    }
  }

  private static void totals(PreviewTotals totals, Entries json) {
    json.put("gates", totals.gates());
    json.set("changes", totals.changes());
    json.set("permanent", totals.permanent());
    json.put("also_undone", totals.taken());
    json.set("unforeseen", totals.unforeseen());
    json.put("open", totals.open());
  }

  private static Map<String, @Nullable Object> need(PreviewResult.Need need) {
    var json = new Entries();
    json.put("kind", need.kind().name().toLowerCase(Locale.ROOT));
    json.put("name", need.name());
    json.put("from", need.from().name().toLowerCase(Locale.ROOT));
    json.put("source", need.source());
    json.put("there", need.there());
    return json.map;
  }

  private static List<Map<String, @Nullable Object>> steps(List<PreviewStep> steps) {
    return steps.stream().map(PreviewJson::step).toList();
  }

  private static Map<String, @Nullable Object> step(PreviewStep step) {
    var json = new Entries();
    json.put("step", step.key());
    json.put("name", step.name());
    json.put("would", PreviewNotes.verb(step));
    json.put("in", step.part() == Part.STEPS ? null : step.part().name().toLowerCase(Locale.ROOT));
    json.put("if", step.condition() == null ? null : condition(step.condition()));
    doing(step.doing(), json);
    limits(step.limits(), json);
    json.put("failure", step.failure());
    json.put("steps", steps(step.steps()));
    return json.map;
  }

  private static Map<String, @Nullable Object> condition(PreviewStep.Condition condition) {
    var json = new Entries();
    json.put("condition", condition.text());
    json.after(condition.after());
    json.put("gate", condition.gate());
    json.put("choices", condition.choices());
    return json.map;
  }

  private static void doing(PreviewStep.Doing doing, Entries json) {
    if (doing instanceof PreviewStep.Act act) {
      act(act, json);
    } else if (doing instanceof PreviewStep.Ask ask) {
      ask(ask, json);
    } else if (doing instanceof PreviewStep.Call call) {
      json.put("call", call.file());
      json.set("arguments", call.arguments());
      json.put("undo", call.undo());
    } else if (doing instanceof PreviewStep.Loop loop) {
      json.set("items", loop.size() == null ? null : BigDecimal.valueOf(loop.size()));
      json.after(loop.after());
      json.put("at_once", BigDecimal.valueOf(loop.atOnce()));
    } else if (doing instanceof PreviewStep.Group group) {
      json.put("at_once", BigDecimal.valueOf(group.atOnce()));
    } else {
      plain(doing, json);
    }
  }

  private static void act(PreviewStep.Act act, Entries json) {
    var effect = act.effect();
    json.put("action", act.action());
    json.set("effect", effect == null ? null : effect.name().toLowerCase(Locale.ROOT));
    json.put("text", act.text());
    json.set("arguments", act.arguments());
    json.after(act.after());
    json.set("undo", act.undo());
    json.put("found", act.found());
  }

  private static void ask(PreviewStep.Ask ask, Entries json) {
    json.put("text", ask.text());
    json.put("choices", ask.choices());
    json.put("fields", ask.fields());
    json.put("rules", ask.rules());
    json.put("late", ask.late());
    json.put("given", ask.given());
  }

  private static void plain(PreviewStep.Doing doing, Entries json) {
    if (doing instanceof PreviewStep.Pass pass) {
      json.put("text", pass.text());
    } else if (doing instanceof PreviewStep.Check check) {
      json.put("condition", check.condition());
      json.after(check.after());
    } else if (doing instanceof PreviewStep.TakeBack back) {
      json.put("takes_back", back.ids());
      json.put("undos", back.undos());
      json.put("permanent", back.kept());
    } else if (doing instanceof PreviewStep.Skip skip) {
      json.put("reason", skip.reason());
    }
  }

  private static void limits(PreviewStep.Limits limits, Entries json) {
    json.put("until", limits.until());
    json.put("every", limits.every());
    json.put("in_a_row", limits.inARow() > 1 ? BigDecimal.valueOf(limits.inARow()) : null);
    json.put("timeout", limits.timeout());
    json.put("retry", limits.retry());
    json.put("assert", limits.check());
    json.put("done_if", limits.doneIf());
    json.put("on_failure", limits.tolerated() ? "continue" : null);
  }
}

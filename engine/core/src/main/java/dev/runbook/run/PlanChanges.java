package dev.runbook.run;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.json.Json;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says what is no longer as it was when a plan was saved. */
public final class PlanChanges {
  private static final String SAVE =
      "look at what it would do now, and save that: `--dry-run --save-plan`";
  private static final Set<String> NOT_COMPARED = Set.of("steps", "found");

  private final SavedPlan saved;
  private final SavedPlan now;
  private final List<Source> sources;
  private final List<Diagnostic> changes = new ArrayList<>();

  private PlanChanges(SavedPlan saved, SavedPlan now, List<Source> sources) {
    this.saved = saved;
    this.now = now;
    this.sources = sources;
  }

  /**
   * Returns a problem for each difference; none if the same would be done. An input that is
   * another, and a step that would do something else, are named only where no file explains it.
   *
   * @param plan what would be run now, and {@code now} was made of
   */
  public static List<Diagnostic> between(
      SavedPlan saved, SavedPlan now, Plan plan, List<Site> sites) {
    var sources = new ArrayList<Source>();
    plan.library().all().values().forEach(runbook -> sources.add(runbook.source()));
    sources.addAll(plan.library().templates().values());
    sites.forEach(site -> sources.add(site.source()));
    var changes = new PlanChanges(saved, now, sources);
    changes.plugins();
    changes.files();
    if (changes.changes.isEmpty()) {
      changes.values();
    }
    if (changes.changes.isEmpty()) {
      changes.steps();
    }
    return List.copyOf(changes.changes);
  }

  private void plugins() {
    saved
        .plugins()
        .forEach(
            (plugin, version) -> {
              var here = now.plugins().get(plugin);
              if (!version.equals(here)) {
                add(
                    null,
                    "plugin `"
                        + plugin
                        + "` was "
                        + version
                        + " when the plan was saved, and is "
                        + (here == null ? "not installed now" : here + " now"));
              }
            });
  }

  private void files() {
    for (var path : saved.files().keySet()) {
      if (!now.files().containsKey(path)) {
        add(null, "`" + path + "` is no longer called");
      }
    }
    for (var source : sources) {
      var before = saved.files().get(path(source));
      var name = "`" + path(source).getFileName() + "`";
      if (before == null) {
        add(source.span(0, 1), name + " was not part of what was previewed");
      } else if (!before.equals(now.files().get(path(source)))) {
        add(firstChange(source, before), name + " was changed after the plan was saved");
      }
    }
  }

  private static Path path(Source source) {
    return Path.of(source.name()).toAbsolutePath().normalize();
  }

  /** Returns the first line that is not as it was; the last one where lines are missing. */
  private static Span firstChange(Source source, String before) {
    var old = before.split(" ", -1);
    var lines = source.text().split("\n", -1);
    var hashes = PlanHash.ofLines(source.text());
    var line = 0;
    while (line < Math.min(old.length, lines.length) && old[line].equals(hashes.get(line))) {
      line++;
    }
    line = Math.min(line, lines.length - 1);
    while (line > 0 && lines[line].isBlank()) {
      line--;
    }
    var start = IntStream.range(0, line).map(i -> lines[i].length() + 1).sum();
    var indent = lines[line].length() - lines[line].stripLeading().length();
    return source.span(start + indent, start + lines[line].stripTrailing().length());
  }

  private void values() {
    var names = new LinkedHashMap<>(saved.values());
    names.putAll(now.values());
    for (var name : names.keySet()) {
      var before = saved.values().get(name);
      var value = now.values().get(name);
      if (before != null && value != null && !before.equals(value)) {
        add(
            null,
            "input `"
                + name
                + "` was "
                + before
                + " when the plan was saved, and is "
                + value
                + " now");
      }
    }
  }

  private void steps() {
    var before = all(saved.preview());
    var steps = all(now.preview());
    var keys = new LinkedHashMap<>(before);
    keys.putAll(steps);
    keys.keySet().stream()
        .filter(key -> !Objects.equals(said(before.get(key)), said(steps.get(key))))
        .findFirst()
        .ifPresent(key -> step(key, before.get(key), steps.get(key)));
  }

  private void step(String key, @Nullable Map<?, ?> before, @Nullable Map<?, ?> step) {
    var was = text(before);
    var is = text(step);
    var said = "step `" + key + "` would not do what was previewed";
    add(null, was.equals(is) ? said : said + ": it was \"" + was + "\", it is \"" + is + "\" now");
  }

  private static String text(@Nullable Map<?, ?> step) {
    if (step == null) {
      return "nothing";
    }
    var text = step.get("text") == null ? step.get("reason") : step.get("text");
    return String.valueOf(text == null ? step.get("would") : text);
  }

  private static @Nullable String said(@Nullable Map<?, ?> step) {
    if (step == null) {
      return null;
    }
    var own = new LinkedHashMap<String, @Nullable Object>();
    step.forEach((key, value) -> own.put(String.valueOf(key), value));
    own.keySet().removeAll(NOT_COMPARED);
    return Json.write(own);
  }

  /** Returns the steps of a preview and those in them, by their keys. */
  private static Map<String, Map<?, ?>> all(Map<?, ?> owner) {
    var all = new LinkedHashMap<String, Map<?, ?>>();
    if (owner.get("steps") instanceof List<?> steps) {
      for (var step : steps) {
        if (step instanceof Map<?, ?> map) {
          all.put(String.valueOf(map.get("step")), map);
          all.putAll(all(map));
        }
      }
    }
    return all;
  }

  private void add(@Nullable Span span, String message) {
    changes.add(Diagnostic.error(span, message, SAVE));
  }
}

package dev.runbook.scenario;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.EvaluationException;
import dev.runbook.load.Files;
import dev.runbook.load.Loader;
import dev.runbook.model.Scenarios;
import dev.runbook.model.Scenarios.Scenario;
import dev.runbook.model.Scenarios.Setting;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.plan.Plan;
import dev.runbook.run.NoNames;
import dev.runbook.run.RunRequest;
import dev.runbook.run.Staging;
import dev.runbook.run.Troupe;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one scenario gives, with what its file gives to all.
 *
 * @param settings the scenario's own before that of the file
 */
record Scene(
    Scenarios file, List<Setting> settings, Script script, List<Site> sites, Instant start) {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final String OPERATOR = "operator";

  static Scene of(Scenarios file, Scenario scenario, Plan plan, Files disk, Problems problems) {
    var settings = List.of(scenario.setting(), file.common());
    var script = Script.of(plan, settings, problems);
    if (scenario.resume() != null) {
      Script.of(plan, List.of(scenario.resume().setting()), problems);
    }
    return new Scene(
        file, settings, script, sites(file, settings, plan, disk, problems), start(settings));
  }

  /** Returns the scene of a run that goes on: what is said anew goes before what was. */
  Script then(Scenario next, Plan plan) {
    var all = new ArrayList<Setting>(List.of(next.setting()));
    all.addAll(settings);
    return Script.of(plan, all, new Problems());
  }

  static List<Site> sites(
      Scenarios file, List<Setting> settings, Plan plan, Files disk, Problems problems) {
    var sites = new ArrayList<Site>();
    var inputs = new LinkedHashMap<String, Value.Entry>();
    for (var i = settings.size() - 1; i >= 0; i--) {
      for (var name : settings.get(i).sites()) {
        var path = name(file).resolveSibling(name.text()).normalize();
        new Loader(problems, disk).site(path).ifPresent(sites::add);
      }
      settings.get(i).inputs().forEach(input -> inputs.put(input.key().text(), input));
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    inputs.values().forEach(input -> values.put(input.key().text(), value(input, plan, problems)));
    var given = new LinkedHashSet<>(inputs.keySet());
    sites.forEach(site -> site.inputs().forEach(input -> given.add(input.key().text())));
    sites.add(0, StandIns.site(plan, given));
    sites.add(StandIns.inputs(values, file.path()));
    return sites;
  }

  private static Path name(Scenarios file) {
    return Path.of(file.source().name());
  }

  /** Returns an input's value; one that the runbook does not take is reported. */
  private static @Nullable Object value(Value.Entry entry, Plan plan, Problems problems) {
    var name = entry.key().text();
    var inputs = plan.top().inputs();
    var declared = inputs.stream().filter(i -> i.name().text().equals(name)).findFirst();
    if (declared.isEmpty()) {
      var names = inputs.stream().map(i -> i.name().text()).toList();
      problems.error(
          entry.key().span(),
          "`" + plan.top().name() + "` has no input " + Words.name(name),
          Spelling.didYouMean(name, names)
              .orElse(names.isEmpty() ? "it takes none" : "its inputs are " + Words.and(names)));
      return null;
    }
    try {
      var given = Evaluation.of(entry.value(), NoNames.SEEN);
      Binding.read(declared.get(), given, problems);
      return Binding.any(given);
    } catch (EvaluationException e) {
      problems.add(e.diagnostic());
      return null;
    }
  }

  private static Instant start(List<Setting> settings) {
    return first(settings, Setting::start)
        .map(word -> OffsetDateTime.parse(word.text()).toInstant())
        .orElse(START);
  }

  String operator() {
    return first(settings, Setting::operator).map(Word::text).orElse(OPERATOR);
  }

  private static Optional<Word> first(
      List<Setting> settings, Function<Setting, @Nullable Word> part) {
    for (var setting : settings) {
      var word = part.apply(setting);
      if (word != null) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  Staging staging(Plan plan, Files disk, Troupe troupe) {
    var folder = plan.top().path().toAbsolutePath().getParent();
    var request =
        new RunRequest(
            Map.of(),
            sites,
            RunRequest.Selected.ALL,
            Map.of(),
            false,
            folder == null ? plan.top().path() : folder);
    return new Staging(plan, request, Map.of(), disk, start, 1, Staging.Pace.JUMPS, troupe);
  }
}

package dev.runbook.scenario;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.load.Files;
import dev.runbook.load.Loader;
import dev.runbook.model.Scenarios;
import dev.runbook.model.Scenarios.Crash;
import dev.runbook.model.Scenarios.Expectation;
import dev.runbook.model.Scenarios.Scenario;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.plan.Plan;
import dev.runbook.run.Person;
import dev.runbook.run.ResumeRequest;
import dev.runbook.run.RunResult;
import dev.runbook.run.StagedRun;
import dev.runbook.run.StagedRun.Cut;
import dev.runbook.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scenarios of one file, tried out: nothing outside is touched, and no time passes. */
public final class Trial {
  private final Scenarios file;
  private final Plan plan;
  private final Files disk;
  private final Map<Scenario, Scene> scenes;
  private final Coverage coverage;

  private Trial(Scenarios file, Plan plan, Files disk, Map<Scenario, Scene> scenes) {
    this.file = file;
    this.plan = plan;
    this.disk = disk;
    this.scenes = scenes;
    this.coverage = new Coverage(plan);
  }

  /** Reads a scenario file and the runbook it tests; empty if anything is wrong in them. */
  public static Optional<Trial> of(Path path, Catalog catalog, Problems problems) {
    return of(path, catalog, Files.onDisk(), problems);
  }

  static Optional<Trial> of(Path path, Catalog catalog, Files disk, Problems problems) {
    var file = new Loader(problems, disk).scenarios(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    var named = path.resolveSibling(file.get().test().text()).normalize();
    var library = new Loader(problems, disk).salvage(named);
    var plan = library.map(found -> Plan.of(found, catalog, problems));
    if (plan.isEmpty() || problems.hasErrors()) {
      return Optional.empty();
    }
    var scenes = new LinkedHashMap<Scenario, Scene>();
    for (var scenario : file.get().scenarios()) {
      var scene = Scene.of(file.get(), scenario, plan.get(), disk, problems);
      check(scenario, plan.get(), problems);
      scenes.put(scenario, scene);
    }
    return problems.hasErrors()
        ? Optional.empty()
        : Optional.of(new Trial(file.get(), plan.get(), disk, scenes));
  }

  /** Reports addresses in expectations that mean no step. */
  private static void check(Scenario scenario, Plan plan, Problems problems) {
    var expect = scenario.expect();
    Stream.of(
            expect.order(),
            expect.ran(),
            expect.never(),
            expect.skipped(),
            expect.failed(),
            expect.asked())
        .flatMap(List::stream)
        .forEach(word -> Address.steps(word, plan, problems));
    Stream.of(expect.times(), expect.with(), expect.shown(), expect.refused())
        .flatMap(List::stream)
        .map(Value.Entry::key)
        .forEach(word -> Address.steps(word, plan, problems));
    Stream.of(Optional.ofNullable(expect.failedStep()), during(scenario))
        .flatMap(Optional::stream)
        .forEach(word -> Address.steps(word, plan, problems));
    if (scenario.resume() != null) {
      check(scenario.resume(), plan, problems);
    }
  }

  private static Optional<Word> during(Scenario scenario) {
    return scenario.setting().crash() instanceof Crash.During during
        ? Optional.of(during.step())
        : Optional.empty();
  }

  /** Returns the names of the scenarios. */
  public List<String> names() {
    return file.scenarios().stream().map(scenario -> scenario.name().text()).toList();
  }

  /**
   * Tries a scenario.
   *
   * @param everywhere whether its run is cut off at every event of the journal, too, whatever it
   *     says itself
   */
  public Verdict verdict(String name, boolean everywhere) {
    var scenario =
        file.scenarios().stream()
            .filter(one -> one.name().text().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no scenario " + name));
    var scene = Objects.requireNonNull(scenes.get(scenario));
    var crash = scenario.setting().crash();
    var crashes = crash == null ? file.common().crash() : crash;
    var told = play(scene, Cut.NEVER);
    var whole = told;
    if (crashes instanceof Crash.During during) {
      whole = cutDuring(scene, told, during);
    }
    var problems = new ArrayList<>(judge(whole, scenario.expect()));
    coverage.take(whole.company.witness(), whole.run.events());
    var cuts = 0;
    if (problems.isEmpty() && (everywhere || crashes instanceof Crash.Everywhere)) {
      var crashing = new Crashing(this::play, scene, told, place(scenario, crashes));
      problems.addAll(crashing.problems());
      cuts = crashing.cuts();
    }
    for (var next = scenario.resume(); next != null && problems.isEmpty(); next = next.resume()) {
      problems.addAll(resumed(whole, scene, next));
    }
    return new Verdict(name, problems, whole.run.took(), cuts, whole.run.story());
  }

  private static Span place(Scenario scenario, @Nullable Crash crash) {
    return crash instanceof Crash.Everywhere everywhere
        ? everywhere.span()
        : scenario.name().span();
  }

  /** A run that was played, and who took part. */
  record Played(StagedRun run, Company company) {
    RunResult result() {
      return run.result().orElseThrow(() -> new IllegalStateException("no result"));
    }
  }

  private Played play(Scene scene, Cut cut) {
    var company = new Company(scene.script(), scene.operator(), Person.NOBODY, progress -> {});
    var run = new StagedRun(scene.staging(plan, disk, company));
    run.start(cut);
    return new Played(run, company);
  }

  private Played cutDuring(Scene scene, Played whole, Crash.During during) {
    var address = Address.of(during.step().text());
    var line = 0;
    for (var event : whole.run.events()) {
      var isEnd = event.event().equals("step.ended") || event.event().equals("step.answered");
      if (line == 0 && isEnd && event.step() != null && address.matches(plan, event.step())) {
        line = (int) event.seq();
      }
    }
    if (line == 0) {
      return whole;
    }
    var cut = play(scene, new Cut(line, Cut.How.BEFORE));
    cut.run.resumeUnlessOver();
    return cut;
  }

  private List<Diagnostic> judge(Played played, Expectation expect) {
    if (played.run.result().isEmpty()) {
      return played.run.refusals();
    }
    return new Checks(plan, played.run, played.result(), played.company.witness()).of(expect);
  }

  /** Goes on with the same systems, whose answers are others now. */
  private List<Diagnostic> resumed(Played before, Scene scene, Scenario next) {
    var company = before.company.next(scene.then(next, plan), before.run);
    before.run.with(company).resume(ResumeRequest.PLAIN);
    coverage.take(company.witness(), List.of());
    return judge(new Played(before.run, company), next.expect());
  }

  /** Returns what the scenarios tried so far have reached. */
  public Coverage coverage() {
    return coverage;
  }

  /** Returns a problem if less was reached than the file wants. */
  public Optional<Diagnostic> tooLittleCovered() {
    var wanted = file.coverage();
    if (wanted == null) {
      return Optional.empty();
    }
    var least = Integer.parseInt(wanted.text().replace("%", ""));
    return coverage.percent() >= least
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                wanted.span(),
                "expected "
                    + wanted.text()
                    + " of steps and branches, but "
                    + coverage.percent()
                    + "% were reached",
                "`--coverage` lists the others"));
  }
}

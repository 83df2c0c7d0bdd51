package dev.runbook.scenario;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.load.Files;
import dev.runbook.load.Loader;
import dev.runbook.model.Scenarios;
import dev.runbook.model.Scenarios.Setting;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import dev.runbook.run.Person;
import dev.runbook.run.Progress;
import dev.runbook.run.RunRequest;
import dev.runbook.run.RunResult;
import dev.runbook.run.StagedRun;
import dev.runbook.run.Staging;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole runbook carried out with stand-ins for all that is outside: they answer plausibly, by the
 * types of the outputs, unless a scenario says otherwise. Nothing outside is touched.
 */
public final class Rehearsal {
  private final Plan plan;
  private final RunRequest request;
  private final Script script;
  private final Instant start;
  private @Nullable StagedRun run;

  private Rehearsal(Plan plan, RunRequest request, Script script, Instant start) {
    this.plan = plan;
    this.request = request;
    this.script = script;
    this.start = start;
  }

  /** Who looks on. */
  public record Audience(
      String operator, Person person, Progress.Listener listener, Staging.Pace pace) {}

  /**
   * Prepares it; empty if anything is wrong in the scenario file, which is reported.
   *
   * @param scenario a scenario file; null where stand-ins answer everything
   */
  public static Optional<Rehearsal> of(
      Plan plan, RunRequest request, @Nullable Path scenario, Instant start, Problems problems) {
    var sites = new ArrayList<Site>();
    var script = Script.empty(plan);
    var given = new LinkedHashSet<>(request.inputs().keySet());
    if (scenario != null) {
      var file = new Loader(problems).scenarios(scenario);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      var settings = settings(file.get());
      script = Script.of(plan, settings, problems);
      sites.addAll(Scene.sites(file.get(), settings, plan, Files.onDisk(), problems));
    }
    sites.addAll(request.sites());
    sites.forEach(site -> site.inputs().forEach(input -> given.add(input.key().text())));
    sites.add(0, StandIns.site(plan, given));
    var all =
        new RunRequest(
            request.inputs(),
            sites,
            request.selected(),
            request.yes(),
            request.waits(),
            request.directory());
    return problems.hasErrors()
        ? Optional.empty()
        : Optional.of(new Rehearsal(plan, all, script, start));
  }

  /** What holds in all scenarios, and before that what the first one says. */
  private static List<Setting> settings(Scenarios file) {
    var first = file.scenarios().isEmpty() ? file.common() : file.scenarios().get(0).setting();
    return List.of(first, file.common());
  }

  /** Carries it out; empty if it was refused. */
  public Optional<RunResult> play(Audience audience) {
    var company = new Company(script, audience.operator(), audience.person(), audience.listener());
    var staging =
        new Staging(plan, request, Map.of(), Files.onDisk(), start, 1, audience.pace(), company);
    var staged = new StagedRun(staging);
    run = staged;
    return staged.start(StagedRun.Cut.NEVER).result();
  }

  /** Returns why it was refused. */
  public List<Diagnostic> refusals() {
    return run == null ? List.of() : run.refusals();
  }

  /** Returns the time of the rehearsal. */
  public Instant now() {
    return run == null ? start : run.now();
  }

  /** Returns how long it took so far, by that time. */
  public Duration took() {
    return Duration.between(start, now());
  }
}

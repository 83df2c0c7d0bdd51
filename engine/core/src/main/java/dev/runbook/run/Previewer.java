package dev.runbook.run;

import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.journal.StateException;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.plan.Plan;
import dev.runbook.run.PreviewResult.From;
import dev.runbook.run.PreviewResult.Kind;
import dev.runbook.run.PreviewResult.Need;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does dry runs: says what a run would do. It writes nothing, starts no process and reads no
 * secret; what is not given is unknown, and named.
 */
public final class Previewer {
  private final Machine machine;

  public Previewer(Machine machine) {
    this.machine = machine;
  }

  /** Whether outside systems are asked questions that change nothing. */
  public enum Probing {
    OFF,
    ON
  }

  /**
   * Returns what a run would do.
   *
   * @throws RefusedException where a run of it would be refused, but for what is not given
   */
  public PreviewResult preview(Plan plan, RunRequest request, Probing probing)
      throws RefusedException, StateException {
    var problems = new Problems();
    var steps = selected(plan, request.selected(), problems);
    var run = facts(request);
    var needs = new ArrayList<Need>();
    var inputs = inputs(plan.top(), request, run, needs, problems);
    Preparation.yes(plan, request.yes(), problems);
    if (problems.hasErrors()) {
      throw new RefusedException(problems.inFileOrder());
    }
    var secrets = new PreviewSecrets(machine.environment());
    var sites = secrets.completed(plan.top(), request.sites());
    var frame = Frame.top(plan.top(), run, inputs, sites, secrets);
    var context = Context.top(frame, Key.Prefix.TOP, new Stop(new Bell()));
    var resources = new Resources();
    try {
      var look = new PreviewLook(request.directory(), probing == Probing.ON, resources);
      var tree = new PreviewTree(plan);
      var actions = new PreviewActions(plan, look, secrets);
      var world = new PreviewWorld(run.startedAt(), tree, actions, new PreviewGates(request.yes()));
      var failure = walk(plan, world, steps, secrets, context);
      needs.addAll(reached(plan, frame, secrets, steps));
      return new PreviewResult(
          plan.top().name().text(),
          plan.top().path(),
          request.selected().only(),
          look.probing(),
          whole(inputs, new Walk(plan, actions, steps, secrets, context)),
          tree.done(),
          steps.leftOut(),
          steps.taken(),
          needs,
          LastTime.of(plan.top(), machine.state()).orElse(null),
          failure);
    } finally {
      resources.close();
    }
  }

  private SelectedSteps selected(Plan plan, RunRequest.Selected asked, Problems problems)
      throws StateException {
    var earlier = asked.outputsFrom();
    var outputs =
        earlier == null
            ? Map.<String, Map<String, @Nullable Object>>of()
            : EarlierOutputs.of(machine.state().find(earlier).read());
    return SelectedSteps.of(plan, asked, outputs, problems);
  }

  private RunFacts facts(RunRequest request) {
    return new RunFacts(
        RunFacts.PREVIEW,
        machine.clock().instant(),
        ZoneId.systemDefault(),
        machine.accounts().current(),
        request.directory(),
        new AtomicInteger());
  }

  /** Returns why the run would fail; null if nothing is known that would make it. */
  static @Nullable String walk(
      Plan plan,
      PreviewWorld world,
      Selection selection,
      Frame.SecretStore secrets,
      Context context) {
    var interpreter = new Interpreter(world, selection, new Calling(plan, world, secrets));
    try {
      var as = Steps.unwritten(plan.top());
      var ended = interpreter.runbook(plan.top(), new Key(""), as, context);
      return ended instanceof Ended.Failed failed ? PreviewTree.reason(failed.failure()) : null;
    } catch (EvaluationException e) {
      return e.getMessage();
    } catch (Halt halt) {
      return world.endless();
    }
  }

  /** Reads the inputs; what is not given is unknown, and so are those that are secret. */
  private Map<String, Result> inputs(
      Runbook top, RunRequest request, RunFacts run, List<Need> needs, Problems problems) {
    var outside = new GivenInputs(request, machine.environment(), problems);
    outside.refuseUnknown(top);
    var values =
        new Inputs(top, run, problems)
            .read(
                input -> {
                  var given = outside.given(input);
                  return given.isPresent() || canDoWithout(input)
                      ? given
                      : Optional.of(missing(input, needs));
                });
    var shown = new LinkedHashMap<String, Result>(values);
    for (var input : top.inputs()) {
      var name = input.name().text();
      if (input.shape().kind() == Declaration.Kind.SECRET
          && values.get(name) instanceof Result.Known known
          && known.value() != null) {
        shown.put(name, PreviewSecrets.unknown(name));
      }
    }
    return shown;
  }

  private static boolean canDoWithout(Declaration input) {
    return input.defaultValue() != null || !input.required();
  }

  private static Given missing(Declaration input, List<Need> needs) {
    var env = input.env();
    var name = input.name().text();
    needs.add(
        env == null
            ? Need.missing(Kind.INPUT, name)
            : new Need(Kind.INPUT, name, From.ENV, env.text(), false));
    return new Given.Unknown(List.of("input " + name), input.name().span());
  }

  /** Returns what the steps of the run can reach: the secrets, and the missing connections. */
  private static List<Need> reached(
      Plan plan, Frame frame, PreviewSecrets secrets, SelectedSteps steps) {
    var missing = new Problems();
    new Reach(plan, secrets, missing).top(frame, steps::mayRun);
    var places = missing.inFileOrder().stream().map(Diagnostic::span).toList();
    var needs = new ArrayList<>(secrets.needs());
    for (var runbook : plan.library().all().values()) {
      for (var connection : runbook.connections()) {
        if (places.contains(connection.name().span())) {
          needs.add(Need.missing(Kind.CONNECTION, connection.name().text()));
        }
      }
    }
    return needs;
  }

  private static PreviewResult.Whole whole(Map<String, Result> inputs, Walk walk) {
    var top = walk.plan.top();
    var context = walk.context;
    var scope = new StepScope(context, () -> Result.unknown(RunFacts.NOW));
    var lock = top.lock();
    return new PreviewResult.Whole(
        shown(inputs),
        known(List.<String>of(), () -> new PreviewLimits(scope).of(top.defaults())),
        lock == null ? null : known(written(lock), () -> PreviewWork.text(lock, scope)),
        notices(walk));
  }

  private static Map<String, @Nullable Object> shown(Map<String, Result> inputs) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    inputs.forEach(
        (name, input) ->
            shown.put(
                name,
                input instanceof Result.Unknown unknown
                    ? "<" + String.join(", ", unknown.after()) + ">"
                    : ((Result.Known) input).value()));
    return shown;
  }

  /** Something that is evaluated. */
  private interface Look<T> {
    T see() throws EvaluationException;
  }

  /** What cannot be evaluated is left out here: the steps that need it say what is wrong. */
  private static <T> T known(T otherwise, Look<T> look) {
    try {
      return look.see();
    } catch (EvaluationException | StepScope.BadVariable e) {
      return otherwise;
    }
  }

  private static String written(Value value) {
    return value instanceof Value.Scalar scalar ? scalar.template().excerpt().text() : "";
  }

  /** Walks through the steps that tell people; what they tell is known when they do. */
  private static Map<String, List<PreviewStep>> notices(Walk walk) {
    var notices = walk.plan.top().notices();
    var all = new LinkedHashMap<String, List<PreviewStep>>();
    all.put("gate", walk.steps("gate", notices.gate(), "the gate opens"));
    all.put("failure", walk.steps("failure", notices.failure(), RunFacts.FAILURE));
    all.put("success", walk.steps("success", notices.success(), "the end"));
    all.values().removeIf(List::isEmpty);
    return all;
  }

  /** What a walk through steps beside the run's own needs. */
  private record Walk(
      Plan plan,
      PreviewActions actions,
      Selection selection,
      PreviewSecrets secrets,
      Context context) {

    List<PreviewStep> steps(String occasion, List<Step> steps, String after) {
      var tree = new PreviewTree(plan);
      var gates = new PreviewGates(Map.of());
      var world = new PreviewWorld(context.frame().run().startedAt(), tree, actions, gates);
      var calling = new Calling(plan, world, secrets);
      var place =
          context
              .within(new Key.Prefix(Telling.PREFIX + occasion + "/"))
              .with("event", event(occasion, after));
      try {
        new Interpreter(world, selection, calling).sequence(steps, place);
      } catch (Halt halt) {
        // A wait without an end: what stands behind it is not reached.
      }
      return tree.done().stream().map(PreviewStep::plain).toList();
    }

    private static Result event(String kind, String after) {
      var unknown = new Result.Unknown(Set.of(after));
      var event = new LinkedHashMap<String, Result>();
      event.put("kind", Result.of(kind));
      event.put("step", unknown);
      event.put("text", unknown);
      event.put("command", unknown);
      return new Result.Unknown(unknown.after(), new Result.Part.Entries(event));
    }
  }
}

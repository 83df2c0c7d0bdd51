package dev.runbook.run;

import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Result;
import dev.runbook.journal.Decision;
import dev.runbook.model.Declaration;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Place;
import dev.runbook.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that is known before the first step: inputs, secrets, which steps. What is wrong or missing
 * is reported, and refused as a whole.
 */
final class Preparation {
  private final Plan plan;
  private final Surroundings around;
  private final Secrets secrets;
  private final Problems problems = new Problems();

  Preparation(Plan plan, Surroundings around, Secrets secrets) {
    this.plan = plan;
    this.around = around;
    this.secrets = secrets;
  }

  Problems problems() {
    return problems;
  }

  /** Goes on only if nothing was wrong. */
  void refuse() throws RefusedException {
    if (problems.hasErrors()) {
      throw new RefusedException(problems.inFileOrder());
    }
  }

  /** Reads the inputs that a run starts with. */
  Map<String, Result> inputs(RunFacts run, RunRequest request) {
    return inputs(run, request, Map.of());
  }

  /**
   * Reads the inputs of a run that goes on: those given anew, those recorded, and the secret ones,
   * which are recorded nowhere.
   */
  Map<String, Result> inputs(RunFacts run, RunRequest request, Map<String, ?> recorded) {
    var given = new GivenInputs(request, around.environment(), problems);
    given.refuseUnknown(plan.top());
    return hidden(
        new Inputs(plan.top(), run, problems)
            .read(
                input -> {
                  var name = input.name().text();
                  return recorded.containsKey(name) && !request.inputs().containsKey(name)
                      ? Optional.of(new Given.Fixed(recorded.get(name), input.name().span()))
                      : given.given(input);
                }));
  }

  /** Secret inputs are masked from here on. */
  private Map<String, Result> hidden(Map<String, Result> inputs) {
    for (var input : plan.top().inputs()) {
      var isSecret = input.shape().kind() == Declaration.Kind.SECRET;
      var name = input.name().text();
      if (isSecret
          && inputs.get(name) instanceof Result.Known known
          && known.value() instanceof String value) {
        secrets
            .give(name, value)
            .ifPresent(bad -> problems.error(input.name().span(), bad.reason(), bad.hint()));
      }
    }
    return inputs;
  }

  Frame frame(RunFacts run, Map<String, Result> inputs, List<Site> sites) {
    for (var runbook : plan.library().all().values()) {
      runbook.secrets().forEach(secret -> secrets.declare(secret, Frame.folder(runbook.path())));
    }
    for (var site : sites) {
      site.secrets().forEach(secret -> secrets.declare(secret, Frame.folder(site.path())));
    }
    return Frame.top(plan.top(), run, inputs, sites, secrets);
  }

  SelectedSteps selected(
      RunRequest.Selected selected, Map<String, Map<String, @Nullable Object>> supplied) {
    return SelectedSteps.of(plan, selected, supplied, problems);
  }

  void secrets(Frame frame, Predicate<String> comes) {
    new Reach(plan, secrets, problems).top(frame, comes);
    plan.top().inputs().forEach(input -> refuseSecret(input, frame.input(input.name().text())));
  }

  /** An input is recorded, shown and part of names: nothing of a secret may be in it. */
  private void refuseSecret(Declaration input, Result result) {
    if (input.shape().kind() != Declaration.Kind.SECRET
        && result instanceof Result.Known known
        && secrets.isIn(known.value())) {
      problems.error(
          input.name().span(),
          "input `" + input.name() + "` holds a secret, and would be recorded",
          "give it without; or declare it with `type: secret`");
    }
  }

  /**
   * Masks the secrets that other steps needed: what they left behind may be seen again. Nobody is
   * asked for them, and none is missed.
   */
  void mask(Frame frame, Map<String, Result> inputs, List<Site> sites, Predicate<String> came) {
    Frame.SecretStore known =
        (secret, from, folder) ->
            from instanceof Declaration.SecretFrom.Prompt
                ? Result.of(null)
                : secrets.value(secret, from, folder);
    var around = Frame.top(plan.top(), frame.run(), inputs, sites, known);
    new Reach(plan, known, new Problems()).top(around, came);
  }

  /** Refuses gates that mean nothing where people can write each other's decisions. */
  void gates(Map<String, String> yes) {
    for (var runbook : plan.library().all().values()) {
      for (var place : plan.steps(runbook)) {
        if (place.step().work() instanceof Work.Gate gate) {
          gate(place, gate);
        }
      }
    }
    yes(plan, yes, problems);
  }

  /** Refuses decisions for gates or choices that there are not. */
  static void yes(Plan plan, Map<String, String> yes, Problems problems) {
    new TreeMap<>(yes).forEach((key, choice) -> yes(plan, key, choice, problems));
  }

  private void gate(Place place, Work.Gate gate) {
    var isOne = gate.approvals() instanceof Value.Scalar scalar && isOne(scalar);
    var needsPeople =
        (gate.approvals() != null && !isOne) || gate.notSelf() || !gate.approvers().isEmpty();
    if (needsPeople && !around.shared()) {
      problems.error(
          place.step().id().span(),
          "gate `" + place + "` tells people apart, which a private state folder cannot",
          "share one: `runbook state init --group GROUP`");
    }
  }

  private static boolean isOne(Value.Scalar scalar) {
    return scalar.template().constant().filter("1"::equals).isPresent();
  }

  private static void yes(Plan plan, String key, String choice, Problems problems) {
    var address = Address.find(plan, key);
    if (address.isEmpty() || !(address.get().place().step().work() instanceof Work.Gate gate)) {
      var gates = gates(plan);
      problems.error(
          null,
          "no gate `" + key + "`",
          Spelling.didYouMean(key, gates)
              .orElse(gates.isEmpty() ? null : "the gates are " + Words.and(gates)));
      return;
    }
    var choices = Gates.choices(gate);
    if (!choices.contains(choice) && !choice.equals(Decision.REJECT)) {
      problems.error(
          null,
          "gate `" + key + "` has no choice `" + choice + "`",
          Spelling.didYouMean(choice, choices).orElse("the choices are " + Words.and(choices)));
    }
  }

  private static List<String> gates(Plan plan) {
    return plan.steps(plan.top()).stream()
        .filter(place -> place.step().work() instanceof Work.Gate)
        .map(Place::id)
        .toList();
  }
}

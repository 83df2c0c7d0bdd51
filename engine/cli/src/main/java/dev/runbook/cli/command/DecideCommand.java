package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.Decision;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import dev.runbook.run.Answer;
import dev.runbook.standing.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code decide}, and {@code approve} and {@code reject} for short: a person's decision. */
final class DecideCommand implements Command {
  private static final List<String> RESULTS =
      Stream.concat(Decision.RESULTS.stream(), Stream.of(Decision.WAIT)).toList();

  private final Syntax syntax;
  private final Supplier<String> run;
  private final Supplier<Optional<String>> step;
  private final Supplier<Optional<String>> choice;
  private final Supplier<Optional<String>> result;
  private final Supplier<List<String>> fields;
  private final Supplier<Optional<String>> comment;
  private final StateOption state;
  private final OutputForm output;

  private DecideCommand(Syntax syntax, Supplier<Optional<String>> fixed) {
    this.syntax = syntax;
    run = syntax.required("RUN", "the run");
    step = syntax.optional("STEP", "the gate, or the step that was cut off; if there are several");
    var isDecide = fixed.get().isEmpty();
    choice =
        isDecide
            ? syntax.option("--choice", "CHOICE", "what is chosen at the gate")
            : chosen(fixed);
    result =
        isDecide
            ? syntax.option("--as", String.join("|", RESULTS), "how a step that was cut off stands")
            : Optional::empty;
    fields = syntax.options("--field", "NAME=VALUE", "fill in a field of the gate");
    comment = syntax.option("--comment", "TEXT", "why; it is kept in the run");
    state = new StateOption(syntax);
    output = new OutputForm(syntax);
  }

  private Supplier<Optional<String>> chosen(Supplier<Optional<String>> fixed) {
    if (fixed.get().filter(Decision.REJECT::equals).isPresent()) {
      return fixed;
    }
    var option = syntax.option("--choice", "CHOICE", "what is chosen, where the gate has choices");
    return () -> option.get().or(fixed);
  }

  static DecideCommand decide() {
    return new DecideCommand(
        new Syntax("decide", "Decides what a run waits for: a gate, or a step that was cut off.")
            .example("runbook decide 2026-11-23-k3 review --choice hold --comment 'too few tests'")
            .example(
                "runbook decide 2026-11-23-k3 push --as done --comment 'looked at the remote'"),
        Optional::empty);
  }

  static DecideCommand approve() {
    return new DecideCommand(
        new Syntax("approve", "Approves what a run waits for; `runbook resume` then goes on.")
            .example("runbook approve 2026-11-23-k3 review"),
        () -> Optional.of(Decision.APPROVE));
  }

  static DecideCommand reject() {
    return new DecideCommand(
        new Syntax("reject", "Rejects what a run waits for: the step fails.")
            .example("runbook reject 2026-11-23-k3 review --comment 'not on a Friday'"),
        () -> Optional.of(Decision.REJECT));
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var folder = state.folder(console);
    var place = new Workplace(console, folder, Installed.catalog(console));
    var id = place.run(run.get());
    var standing = place.ask(engine -> engine.standing(id));
    var answer = answer(standing);
    place.ask(
        engine -> {
          engine.decide(id, answer);
          return answer;
        });
    console.line(json ? Json.write(json(answer)) : told(place, answer));
    return Exit.SUCCEEDED;
  }

  private Answer answer(Standing standing) throws Refusal {
    var address = step.get().isPresent() ? step.get().get() : only(standing);
    var pairs = Pairs.of(fields.get(), "--field", "NAME=VALUE");
    return new Answer(address, word(standing), pairs, comment.get().orElse(null));
  }

  private String only(Standing standing) throws Refusal {
    var open = standing.open();
    if (open.size() == 1) {
      return open.get(0).step();
    }
    var steps = open.stream().map(Standing.Question::step).toList();
    throw open.isEmpty()
        ? Refusal.of("run `" + run.get() + "` waits for no decision", null)
        : Refusal.of(
            "run `" + run.get() + "` waits for several decisions", "name one: " + Words.or(steps));
  }

  private String word(Standing standing) throws Refusal {
    if (choice.get().isPresent() == result.get().isPresent()) {
      throw Refusal.of(
          "nothing is decided",
          "give `--choice` at a gate"
              + choices(standing)
              + ", or `--as` for a step that was cut off");
    }
    if (result.get().isPresent() && !RESULTS.contains(result.get().get())) {
      throw Refusal.of(
          "`--as " + result.get().get() + "` says nothing about a step",
          Spelling.didYouMean(result.get().get(), RESULTS).orElse("write " + Words.or(RESULTS)));
    }
    return choice.get().or(result).orElseThrow();
  }

  private static String choices(Standing standing) {
    return standing.open().size() == 1 ? ": " + Words.or(standing.open().get(0).choices()) : "";
  }

  private static Map<String, ?> json(Answer answer) {
    var json = new LinkedHashMap<String, Object>();
    json.put("step", answer.step());
    json.put("choice", answer.choice());
    return json;
  }

  private String told(Workplace place, Answer answer) throws Refusal, StateException {
    var standing = place.ask(engine -> engine.standing(run.get()));
    for (var question : standing.open()) {
      if (question.step().equals(answer.step()) && !question.isDecided()) {
        var all = question.rules().approvals();
        return "`"
            + answer.step()
            + "`: "
            + answer.choice()
            + ", "
            + question.agreed()
            + " of "
            + all
            + " approvals; somebody else has to say the same";
      }
    }
    var decided = "`" + answer.step() + "` is decided: " + answer.choice();
    return standing.status() == Standing.Status.RUNNING
        ? decided + "; the run takes it by itself"
        : decided + "; go on with `" + place.state().commands().resume(run.get()) + "`";
  }
}

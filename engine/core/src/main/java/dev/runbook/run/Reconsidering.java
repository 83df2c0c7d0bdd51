package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.json.Json;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks, in a run that goes on with an edited text, about finished steps whose arguments are not
 * what they were.
 */
final class Reconsidering {
  private final Local local;
  private final Gates gates;
  private final Performer performer;

  Reconsidering(Local local, Gates gates, Performer performer) {
    this.local = local;
    this.gates = gates;
    this.performer = performer;
  }

  /** Returns how a step that is recorded ended; empty if it is to be done again. */
  Optional<Ended> recorded(Key key, Step step, Ended ended, Context context) {
    if (!(step.work() instanceof Work.Act act)
        || !(ended instanceof Ended.Succeeded)
        || step.settings().sensitive()) {
      return Optional.of(ended);
    }
    var before = before(key);
    var now = now(key, step, act, context);
    if (before.isEmpty() || before.get().equals(now)) {
      return Optional.of(ended);
    }
    return switch (gates.reconsider(key, now, context)) {
      case "rerun" -> {
        var again = List.of(key.text());
        local.writing().force("run.reopened", null, Map.of("again", again, "reopen", List.of()));
        yield Optional.empty();
      }
      case "failed" ->
          Optional.of(
              Ended.failed(
                  Failures.of(
                      key,
                      Failure.Kind.REJECTED,
                      "its arguments were edited, and it was called failed",
                      Failures.place(step),
                      null)));
      default -> Optional.of(ended);
    };
  }

  private Optional<String> before(Key key) {
    return local.records().of(key.text()).attempts.values().stream()
        .flatMap(attempt -> Optional.ofNullable(attempt.startedWith).stream())
        .reduce((first, last) -> last)
        .map(started -> Json.writeTyped(Records.map(started, "with")));
  }

  /** What cannot be evaluated any more is different, too. */
  private String now(Key key, Step step, Work.Act act, Context context) {
    try {
      var bound = performer.bind(act.action().text(), act.with(), key, step, context);
      return Json.writeTyped(local.masker().maskValue(bound.arguments()));
    } catch (EvaluationException e) {
      return String.valueOf(e.getMessage());
    } catch (StepScope.BadVariable e) {
      return String.valueOf(e.error().getMessage());
    }
  }
}

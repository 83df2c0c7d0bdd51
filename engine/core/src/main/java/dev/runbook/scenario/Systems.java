package dev.runbook.scenario;

import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.catalog.Binding;
import dev.runbook.diagnostic.Problems;
import dev.runbook.run.Effects;
import dev.runbook.run.StagedRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The systems outside, played: they answer as the script says, and else with the action's example.
 * What they did they still know after a crash. No action does its work.
 */
final class Systems implements Effects {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final Script script;
  private final Supplier<StagedRun> run;
  private final Map<String, Turn> turns = new HashMap<>();
  private final Map<List<Object>, Answer> given = new HashMap<>();
  private final List<String> effects = new ArrayList<>();

  Systems(Script script, Supplier<StagedRun> run) {
    this.script = script;
    this.run = run;
  }

  /** How far the answers for a step have come. */
  private static final class Turn {
    int next;
    @Nullable Instant since;
  }

  @Override
  public Outcome<?> perform(Effect effect, Call call) throws Exception {
    var asked = List.<Object>of(effect.step(), effect.attempt(), Map.copyOf(call.token()));
    Answer answer;
    synchronized (this) {
      var known = given.get(asked);
      answer = known == null ? next(effect.step()) : known;
      given.put(asked, answer);
      if (known == null && answer.kind() != Answer.Kind.BREAKS) {
        effects.add(effect.step());
      }
    }
    if (!answer.after().isZero() && answer.kind() != Answer.Kind.NOT_YET) {
      run.get().works(answer.after(), call.cancellation());
    }
    return outcome(answer, effect, call);
  }

  /** Returns the next answer of a step; the last one stays. */
  private Answer next(String step) {
    var answers = script.answers(step).orElse(List.of());
    if (answers.isEmpty()) {
      return new Answer(Answer.Kind.DONE, "", StandIns.NOTHING, Duration.ZERO, null);
    }
    var turn = turns.computeIfAbsent(script.place(step), none -> new Turn());
    while (turn.since != null && isOver(answers.get(turn.next), turn.since)) {
      turn.since = null;
      turn.next = Math.min(turn.next + 1, answers.size() - 1);
      if (turn.next == answers.size() - 1) {
        break;
      }
    }
    var answer = answers.get(turn.next);
    if (turn.since == null) {
      turn.since = run.get().now();
    }
    return answer;
  }

  private boolean isOver(Answer answer, Instant since) {
    return answer.lasts() == null || !since.plus(answer.lasts()).isAfter(run.get().now());
  }

  private Outcome<?> outcome(Answer answer, Effect effect, Call call) throws IOException {
    return switch (answer.kind()) {
      case BREAKS -> throw new IOException(answer.reason());
      case NOT_YET -> {
        var again = answer.after().isZero() ? LOOK_AGAIN : answer.after();
        var count = call.token().get("asked") instanceof Number n ? n.intValue() + 1 : 1;
        yield Outcome.notYet(answer.reason(), Map.of("asked", count), again);
      }
      case FAILS ->
          answer.outputs().entries().isEmpty()
              ? Outcome.failed(answer.reason())
              : Outcome.failed(answer.reason(), outputs(answer, effect));
      case DONE -> Outcome.done(outputs(answer, effect));
    };
  }

  private static Object outputs(Answer answer, Effect effect) throws IOException {
    var problems = new Problems();
    return effect
        .type()
        .outputs(answer.outputs(), effect.action(), problems)
        .orElseThrow(
            () ->
                new IOException(
                    "nothing can stand in for `"
                        + effect.type().name()
                        + "`: say what it answers"));
  }

  @Override
  public void abandon(Effect effect, Call call) {
    call.line("given up");
  }

  /** Asked again after a crash, they tell what they did: see {@link #perform}. */
  @Override
  public Again again(Effect effect) {
    return Again.FIND_OUT;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> called(String step) {
    return script.answers(step).map(answers -> outputs(answers.get(0)));
  }

  private static Map<String, @Nullable Object> outputs(Answer answer) {
    var outputs = new LinkedHashMap<String, @Nullable Object>();
    answer.outputs().entries().forEach((name, value) -> outputs.put(name, Binding.any(value)));
    return outputs;
  }

  /** Returns the steps whose work was done, once for each time. */
  synchronized List<String> effects() {
    return List.copyOf(effects);
  }

  /** Returns whether the work of a step was ever done. */
  synchronized boolean hasDone(String step) {
    return effects.contains(step);
  }
}

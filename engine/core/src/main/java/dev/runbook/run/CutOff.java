package dev.runbook.run;

import dev.runbook.journal.Decision;
import dev.runbook.model.Step;
import dev.runbook.process.ChildProcesses;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a step that was cut off inside its effect, so that nobody knows what it did. */
final class CutOff {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Local local;
  private final Gates gates;

  CutOff(Local local, Gates gates) {
    this.local = local;
    this.gates = gates;
  }

  /**
   * What to do.
   *
   * @param ended how the step ends without being run again
   * @param findOut whether the action is to find out itself
   */
  record Verdict(Optional<Ended> ended, boolean findOut) {
    static final Verdict RERUN = new Verdict(Optional.empty(), false);
    static final Verdict FIND_OUT = new Verdict(Optional.empty(), true);

    static Verdict ended(Ended ended) {
      return new Verdict(Optional.of(ended), false);
    }
  }

  Verdict settle(Attempt attempt, Step step, Performer.Bound bound, Context context) {
    var onResume = step.settings().onResume();
    if (step.settings().doneIf() != null && onResume == null) {
      return rerun(attempt);
    }
    if (onResume != null) {
      return switch (onResume) {
        case RERUN -> rerun(attempt);
        case SKIP -> skip(attempt);
        case ASK -> ask(attempt, step, context);
      };
    }
    return switch (local.effects().again(Performer.effect(local, attempt, bound))) {
      case YES -> rerun(attempt);
      case FIND_OUT -> findOut(attempt);
      case NO -> ask(attempt, step, context);
    };
  }

  /** What is left of the call that was cut off ends before it is run again. */
  private Verdict rerun(Attempt attempt) {
    endSurvivors(attempt);
    return Verdict.RERUN;
  }

  private Verdict findOut(Attempt attempt) {
    endSurvivors(attempt);
    return Verdict.FIND_OUT;
  }

  private Verdict skip(Attempt attempt) {
    endSurvivors(attempt);
    return Verdict.ended(new Ended.Settled("skip"));
  }

  /** Ends what is left of a call that was cut off. */
  void endSurvivors(Attempt attempt) {
    endSurvivors(attempt.key().text(), local.records().attempt(attempt));
  }

  private void endSurvivors(String key, Records.AttemptRecord attempt) {
    var alive = survivors(local, key, attempt);
    if (!alive.isEmpty()) {
      local.tell(new Progress.Output(key, "ends " + names(alive) + ", left from before"));
      ChildProcesses.end(RunCall.mark(local, key), attempt.children, GRACE);
    }
  }

  /** Ends what is left of all calls that were cut off. */
  void endAll() {
    for (var record : local.records().all()) {
      for (var attempt : record.attempts.values()) {
        if (attempt.isOpen()) {
          endSurvivors(record.key, attempt);
        }
      }
    }
  }

  /** Returns the processes of a cut-off call that are still alive. */
  static List<ChildProcesses.Child> survivors(
      Local local, String key, Records.AttemptRecord attempt) {
    return attempt.children.isEmpty()
        ? List.of()
        : ChildProcesses.survivors(RunCall.mark(local, key), attempt.children);
  }

  private Verdict ask(Attempt attempt, Step step, Context context) {
    if (attempt.key().text().startsWith(Telling.PREFIX)) {
      local.warn("`" + attempt.key() + "` was cut off: perhaps nobody was told");
      return skip(attempt);
    }
    var choice = asked(attempt, context);
    while (choice.equals(Decision.WAIT)) {
      awaitSurvivors(attempt, step, context);
      choice = asked(attempt, context);
    }
    endSurvivors(attempt);
    return switch (choice) {
      case "done" -> Verdict.ended(new Ended.Settled("done"));
      case "failed" ->
          Verdict.ended(
              Ended.failed(
                  Failures.of(
                      attempt.key(),
                      Failure.Kind.REJECTED,
                      "it was cut off, and called failed",
                      Failures.place(step),
                      null)));
      default -> Verdict.RERUN;
    };
  }

  private List<ChildProcesses.Child> survivors(Attempt attempt) {
    return survivors(local, attempt.key().text(), local.records().attempt(attempt));
  }

  private String asked(Attempt attempt, Context context) {
    var alive = survivors(attempt);
    return gates.settle(attempt, question(attempt, alive), alive, context);
  }

  /** Lets what is left of a call end by itself; what it did is asked about then. */
  private void awaitSurvivors(Attempt attempt, Step step, Context context) {
    var passing = new Passing(local);
    for (var alive = survivors(attempt); !alive.isEmpty(); alive = survivors(attempt)) {
      var again = local.clock().instant().plus(LOOK);
      var why = "until " + names(alive) + " has ended";
      passing.pass(new World.Pause(attempt.key(), step, again, why, null), context);
    }
  }

  private static String question(Attempt attempt, List<ChildProcesses.Child> alive) {
    var cut = "step `" + attempt.key() + "` was cut off in the middle: nobody knows what it did";
    return alive.isEmpty()
        ? cut + ". Run it again, or is it done, or failed?"
        : cut
            + ". Still running: "
            + names(alive)
            + ". `wait` lets that end and asks again then; whatever else you say ends it first.";
  }

  static String names(List<ChildProcesses.Child> alive) {
    return String.join(
        ", ", alive.stream().map(c -> "`" + c.program() + "` (process " + c.pid() + ")").toList());
  }

  static Map<String, Object> shown(List<ChildProcesses.Child> alive) {
    return alive.isEmpty() ? Map.of() : Map.of("still running", names(alive));
  }
}

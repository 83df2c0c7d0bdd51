package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.journal.StateException;
import dev.runbook.model.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts that carry one run out in this process, put together. */
final class Carriage {
  private final Local local;
  private final Context context;
  private final Telling telling;
  private final Gates gates;
  private final Performer performer;
  private final LocalWorld world;
  private final Interpreter interpreter;
  private final Step top;

  /**
   * Puts them together.
   *
   * @param stop asked to stop, it stops all of them
   */
  Carriage(Local local, Session.Ready ready, Stop stop, Branches branches) {
    this.local = local;
    this.context = Context.top(ready.frame(), Key.Prefix.TOP, stop);
    this.top = Steps.unwritten(ready.plan().top());
    this.telling = new Telling(local, context, this::teller);
    var ahead = new LookingAhead(local, ready.frame(), ready.selection());
    this.gates = new Gates(local, branches, telling, ahead);
    var undoing = new Undoing(local);
    this.performer = new Performer(local, new CutOff(local, gates), undoing);
    this.world = new LocalWorld(local, branches, gates, performer, undoing);
    this.interpreter = interpreter(ready.selection());
  }

  private Interpreter interpreter(Selection selection) {
    return new Interpreter(world, selection, new Calling(local.plan(), world, local.secrets()));
  }

  private Interpreter teller() {
    return interpreter(Selection.ALL);
  }

  /** Carries the whole runbook out. */
  RunResult runbook() throws StateException {
    return concluded(this::steps);
  }

  private Ended steps() {
    try {
      var ended = interpreter.runbook(local.plan().top(), Session.TOP, top, context);
      return ended instanceof Ended.Failed
          ? ended
          : Calling.outputs(interpreter, Session.TOP, context);
    } catch (EvaluationException e) {
      return Ended.failed(Failures.of(Session.TOP, e));
    } catch (StepScope.BadVariable e) {
      return Ended.failed(Failures.of(Session.TOP, e.error()));
    }
  }

  /** Takes back all that was done. */
  RunResult rollback() throws StateException {
    var finished = Undoing.finished(local.records(), List.of());
    var back = new TakingBack(local, world, performer);
    return concluded(
        () -> {
          endSurvivors();
          return back.all(finished, new Key("rollback"), top, context);
        });
  }

  /** Runs what is left to run of a run that was cancelled, and ends what goes on outside. */
  RunResult cancelled() throws StateException {
    return concluded(
        () -> {
          endSurvivors();
          steps();
          throw new Halt(Halt.Why.CANCELLED);
        });
  }

  /** Nothing cleans up, or is taken back, beside a program that still works. */
  private void endSurvivors() {
    new CutOff(local, gates).endAll();
  }

  /** A run, or what takes it back. */
  private interface Way {
    Ended go();
  }

  private RunResult concluded(Way way) throws StateException {
    try {
      var result = left(way);
      closeResources();
      return recorded(result);
    } catch (StateTrouble e) {
      throw unfinished(e.trouble());
    }
  }

  /** What was done so far stands in the journal: it is not as if nothing had been done. */
  private StateException unfinished(StateException trouble) {
    return new StateException(
        StateException.Reason.UNWRITABLE,
        String.valueOf(trouble.getMessage()),
        "mend that, then `" + local.commands().resume(local.run().id()) + "`");
  }

  private RunResult left(Way way) {
    try {
      var ended = way.go();
      var result = ended instanceof Ended.Failed failed ? failed(failed) : succeeded(ended);
      telling.end(result);
      return result;
    } catch (Halt halt) {
      return halted(halt);
    } catch (TimedOut late) {
      throw new IllegalStateException("nobody's time was up", late);
    }
  }

  private RunResult succeeded(Ended ended) {
    var isBack = local.records().isTakenBack();
    var status = isBack ? RunResult.Status.ROLLED_BACK : RunResult.Status.SUCCEEDED;
    return ended instanceof Ended.Succeeded s
        ? result(status, null, s.outputs())
        : result(status, null, Map.of());
  }

  private RunResult failed(Ended.Failed failed) {
    return result(RunResult.Status.FAILED, failed.failure(), Map.of());
  }

  private RunResult halted(Halt halt) {
    switch (halt.why()) {
      case CANCELLED -> {
        world.abandon(List.of(), context);
        endSurvivors();
        return result(RunResult.Status.CANCELLED, null, Map.of());
      }
      case PAUSED, REACHED -> {
        return result(RunResult.Status.PAUSED, null, Map.of());
      }
      default -> {
        return result(RunResult.Status.INTERRUPTED, null, Map.of());
      }
    }
  }

  private RunResult result(
      RunResult.Status status, @Nullable Failure failure, Map<String, @Nullable Object> outputs) {
    var isOver = status == RunResult.Status.SUCCEEDED || status == RunResult.Status.CANCELLED;
    return new RunResult(
        local.run().id(),
        status,
        failure,
        outputs,
        local.run().failures().get(),
        isOver ? List.of() : gates.open(),
        isOver ? List.of() : inFlight(),
        List.copyOf(local.warnings()),
        again(status),
        undo(),
        "");
  }

  private @Nullable String again(RunResult.Status status) {
    var run = local.run().id();
    return switch (status) {
      case FAILED, PAUSED, INTERRUPTED ->
          local.records().isTakenBack()
              ? local.commands().rollback(run)
              : isCancelled() ? local.commands().cancel(run) : local.commands().resume(run);
      case SUCCEEDED, CANCELLED, ROLLED_BACK -> null;
    };
  }

  private boolean isCancelled() {
    return context.stop().requested().equals(Optional.of(Halt.Why.CANCELLED));
  }

  private RunResult.Undo undo() {
    if (local.records().isTakenBack()) {
      return RunResult.Undo.BEGUN;
    }
    return Undoing.isPossible(local.records()) ? RunResult.Undo.SOMETHING : RunResult.Undo.NOTHING;
  }

  private List<String> inFlight() {
    var keys = new ArrayList<String>();
    for (var record : local.records().all()) {
      if (record.attempts.values().stream().anyMatch(Records.AttemptRecord::isOpen)) {
        keys.add(record.key);
      }
    }
    return keys;
  }

  private void closeResources() {
    local.resources().close().forEach(local::warn);
  }

  private RunResult recorded(RunResult result) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("status", word(result.status()));
    if (result.failure() != null) {
      data.put("error", Encoding.of(result.failure()));
    }
    if (!result.outputs().isEmpty()) {
      data.put("outputs", local.masker().maskValue(result.outputs()));
    }
    data.put("tolerated", BigDecimal.valueOf(result.tolerated()));
    if (result.status() == RunResult.Status.PAUSED && result.waiting().isEmpty()) {
      data.put("reached", true);
    }
    local.writing().force("run.ended", null, data);
    return new RunResult(
        result.run(),
        result.status(),
        result.failure(),
        result.outputs(),
        result.tolerated(),
        result.waiting(),
        result.inFlight(),
        List.copyOf(local.warnings()),
        result.again(),
        result.undo(),
        local.writing().head());
  }

  /** Returns how a status is written in a journal. */
  static String word(RunResult.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}

package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import dev.runbook.secret.Masker;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One process carrying one run out: from its start, or from where the journal says it is. */
final class Session {
  /** The key of the runbook as a whole. */
  static final Key TOP = new Key("");

  private final Surroundings around;
  private final Bell bell = new Bell();
  private final Stop stop = new Stop(bell);
  private final LiveCalls live;
  private final Masker masker = new Masker();
  private final Secrets secrets;
  private boolean interrupted;

  Session(Surroundings around) {
    this.around = around;
    this.live = new LiveCalls(around.clock(), bell);
    this.secrets = new Secrets(around.secrets(), masker);
  }

  /**
   * What is known before the first step.
   *
   * @param sites the site files that were given
   * @param given the starter's own decisions, by the key of the gate
   * @param edited whether the text is not the one that the run began with
   */
  record Ready(
      Plan plan,
      RunFacts run,
      Frame frame,
      Selection selection,
      List<Site> sites,
      Map<String, String> given,
      boolean waits,
      boolean edited) {}

  /**
   * Prepares a run; refused if anything is wrong or missing.
   *
   * @param run its id; anything while it has none
   * @param supplied outputs of an earlier run
   */
  Ready prepare(
      Plan plan,
      RunRequest request,
      String run,
      Instant start,
      Map<String, Map<String, @Nullable Object>> supplied)
      throws RefusedException {
    var operator = around.accounts().current();
    var facts =
        new RunFacts(
            run, start, ZoneId.systemDefault(), operator, request.directory(), new AtomicInteger());
    var preparation = new Preparation(plan, around, secrets);
    var inputs = preparation.inputs(facts, request);
    var selected = preparation.selected(request.selected(), supplied);
    preparation.gates(request.yes());
    preparation.refuse();
    var frame = preparation.frame(facts, inputs, request.sites());
    preparation.secrets(frame, selected::mayRun);
    preparation.refuse();
    var masked = preparation.selected(request.selected(), masked(supplied));
    return new Ready(
        plan, facts, frame, masked, request.sites(), request.yes(), request.waits(), false);
  }

  /** Returns the outputs of an earlier run as this one may know them: it may know more secrets. */
  private Map<String, Map<String, @Nullable Object>> masked(
      Map<String, Map<String, @Nullable Object>> supplied) {
    var masked = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    supplied.forEach((step, outputs) -> masked.put(step, masker.maskEntries(outputs)));
    return masked;
  }

  /** Returns the lock that the run needs; null for none. */
  static @Nullable String lock(Ready ready) throws RefusedException {
    var lock = ready.plan().top().lock();
    if (lock == null) {
      return null;
    }
    var context = Context.top(ready.frame(), Key.Prefix.TOP, new Stop(new Bell()));
    try {
      var scope = new StepScope(context, () -> Result.of(ready.run().startedAt()));
      return Values.text(Giving.shown(Evaluation.of(lock, scope)));
    } catch (EvaluationException e) {
      throw new RefusedException(List.of(e.diagnostic()));
    }
  }

  /** Starts a run that has a folder. */
  RunResult start(
      Ready ready,
      RunRequest request,
      RunFolder folder,
      Map<String, Map<String, @Nullable Object>> supplied)
      throws StateException {
    folder.keep(Beginning.files(ready.plan(), request.sites()));
    try (var journal = folder.open()) {
      var writing = new Writing(journal);
      writing.force("run.started", null, Beginning.of(ready, request, masked(supplied)));
      around.listener().on(new Progress.Starts(folder.id(), Progress.Starts.Way.BEGINS));
      return carriage(ready, folder, writing).runbook();
    }
  }

  /** Goes on with a run. */
  RunResult resume(ResumeRequest request, RunFolder folder, Locks locks)
      throws RefusedException, StateException {
    try (var journal = folder.open()) {
      var writing = new Writing(journal);
      var resuming = new Resuming(around, secrets, folder, writing);
      resuming.refuseEnded();
      var ready = resuming.prepare(request);
      locks.take(lock(ready));
      var rounds = resuming.rounds(ready.plan(), request);
      if (rounds.isEmpty()) {
        return resuming.rescued(ready.plan(), request);
      }
      if (request.edited()) {
        folder.keep(Beginning.files(ready.plan(), ready.sites()));
      }
      resuming.record(ready, request, rounds.get());
      around.listener().on(new Progress.Starts(folder.id(), Progress.Starts.Way.GOES_ON));
      return carriage(ready, folder, writing).runbook();
    }
  }

  /** Cancels a run that no process carries out. */
  RunResult cancel(RunFolder folder) throws RefusedException, StateException {
    try (var journal = folder.open()) {
      var writing = new Writing(journal);
      var resuming = new Resuming(around, secrets, folder, writing);
      resuming.refuseDone();
      var ready = resuming.prepareToLeave();
      writing.force("run.cancelling", null, Map.of("by", around.accounts().current()));
      stop.request(Halt.Why.CANCELLED, true);
      around.listener().on(new Progress.Starts(folder.id(), Progress.Starts.Way.CANCELS));
      return carriage(ready, folder, writing).cancelled();
    }
  }

  /** Takes back all that a run did. */
  RunResult rollback(RunFolder folder, Locks locks) throws RefusedException, StateException {
    try (var journal = folder.open()) {
      var writing = new Writing(journal);
      var resuming = new Resuming(around, secrets, folder, writing);
      resuming.refuseTakenBack();
      var ready = resuming.prepareToLeave();
      resuming.refuseMissing();
      locks.take(lock(ready));
      resuming.reopenUndos();
      writing.force("run.taking_back", null, Map.of("by", around.accounts().current()));
      around.listener().on(new Progress.Starts(folder.id(), Progress.Starts.Way.TAKES_BACK));
      return carriage(ready, folder, writing).rollback();
    }
  }

  /** Takes the lock of a run, whoever keeps locks. */
  interface Locks {
    void take(@Nullable String name) throws StateException;
  }

  private Carriage carriage(Ready ready, RunFolder folder, Writing writing) {
    var local =
        new Local(
            ready.plan(),
            ready.run(),
            folder,
            writing,
            around.clock(),
            bell,
            live,
            new Resources(),
            masker,
            secrets,
            around.person(),
            around.accounts(),
            around.listener(),
            ready.given(),
            ready.waits(),
            ready.edited(),
            new CopyOnWriteArrayList<>(),
            around.effects(),
            around.commands());
    return new Carriage(local, ready, stop, around.crew().branches(bell));
  }

  /** Wakes all that waits: something was put into the run's folder. */
  void look(RunFolder folder) {
    try {
      if (folder.requests().contains("cancel")) {
        stop.request(Halt.Why.CANCELLED, true);
      }
    } catch (StateException e) {
      around.listener().on(new Progress.Warns(String.valueOf(e.getMessage())));
    }
    bell.ring();
  }

  /** Stops softly; a second time, or if hard, what is in flight is ended too. */
  synchronized void interrupt(boolean hard) {
    var ends = hard || interrupted;
    interrupted = true;
    var inFlight = live.keys();
    stop.request(Halt.Why.INTERRUPTED, ends);
    if (!ends) {
      around.listener().on(new Progress.InFlight(inFlight)); // it may wait for whoever reads
    }
  }
}

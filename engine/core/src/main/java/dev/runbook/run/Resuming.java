package dev.runbook.run;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Result;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prepares a run to go on, from what its folder keeps. */
final class Resuming {
  private final Surroundings around;
  private final Secrets secrets;
  private final RunFolder folder;
  private final Writing writing;
  private final Past past;

  Resuming(Surroundings around, Secrets secrets, RunFolder folder, Writing writing)
      throws RefusedException {
    this.around = around;
    this.secrets = secrets;
    this.folder = folder;
    this.writing = writing;
    this.past = Past.of(writing.records(), folder.id());
  }

  /** Refuses a run with which nobody can go on. */
  void refuseEnded() throws RefusedException {
    if (past.is(RunResult.Status.SUCCEEDED)) {
      throw RefusedException.because(
          "run `" + folder.id() + "` has succeeded: there is nothing to resume",
          "`" + around.commands().show(folder.id()) + "` shows what it did");
    }
    refuseOver();
  }

  /** Refuses to cancel a run that is over. */
  void refuseDone() throws RefusedException {
    if (past.is(RunResult.Status.SUCCEEDED)) {
      throw RefusedException.because(
          "run `" + folder.id() + "` has succeeded: there is nothing to cancel",
          "`" + around.commands().rollback(folder.id()) + "` takes back what it did");
    }
    if (!past.isBeingCancelled() || past.isTakenBack()) {
      refuseOver();
    }
  }

  /** Refuses a run that was cancelled or taken back. */
  void refuseOver() throws RefusedException {
    if (past.isTakenBack()) {
      throw RefusedException.because(
          "run `" + folder.id() + "` was taken back: it cannot go on",
          Undoing.isPossible(writing.records())
              ? "`" + around.commands().rollback(folder.id()) + "` takes back what is left"
              : "`" + around.commands().begin(past.file()) + "` begins a new one");
    }
    if (past.isBeingCancelled()) {
      throw RefusedException.because(
          "run `" + folder.id() + "` is being cancelled: it cannot go on",
          "`" + around.commands().cancel(folder.id()) + "` ends what is left of it");
    }
    if (past.wasCancelled()) {
      throw RefusedException.because(
          "run `" + folder.id() + "` was cancelled: it cannot go on",
          "`" + around.commands().rollback(folder.id()) + "` takes back what it did");
    }
  }

  /** Refuses to take back what was taken back. */
  void refuseTakenBack() throws RefusedException {
    if (past.is(RunResult.Status.ROLLED_BACK) && !Undoing.isPossible(writing.records())) {
      throw RefusedException.because(
          "run `" + folder.id() + "` was taken back already: nothing is left",
          "`" + around.commands().show(folder.id()) + "` shows what stays");
    }
  }

  /** Prepares all that the remaining steps can reach. */
  Session.Ready prepare(ResumeRequest request) throws RefusedException, StateException {
    var kept = kept(request.edited());
    var preparation = new Preparation(kept.plan(), around, secrets);
    var facts = past.facts(folder.id());
    var inputs = preparation.inputs(facts, asStart(request, kept), past.inputs());
    var selected = preparation.selected(past.selected(request.until()), past.supplied());
    var given = new LinkedHashMap<>(past.yes());
    given.putAll(request.yes());
    preparation.gates(request.yes());
    preparation.refuse();
    var frame = preparation.frame(facts, inputs, kept.sites());
    preparation.secrets(frame, key -> selected.mayRun(key) && !isDone(key));
    preparation.refuse();
    preparation.mask(frame, inputs, kept.sites(), selected::mayRun);
    var edited = request.edited() || past.wasEdited();
    return new Session.Ready(
        kept.plan(), facts, frame, selected, kept.sites(), given, request.waits(), edited);
  }

  private boolean isDone(String key) {
    return writing
        .records()
        .find(new Key(key))
        .map(record -> record.ended)
        .filter(ended -> "succeeded".equals(ended.get("status")))
        .isPresent();
  }

  /** Prepares a run that is only taken back or cancelled: no secret is read before it is needed. */
  Session.Ready prepareToLeave() throws RefusedException, StateException {
    var kept = kept(false);
    var preparation = new Preparation(kept.plan(), around, secrets);
    var facts = past.facts(folder.id());
    var inputs = new LinkedHashMap<String, Result>();
    past.inputs().forEach((name, value) -> inputs.put(name, Result.of(value)));
    var frame = preparation.frame(facts, inputs, kept.sites());
    var selected = preparation.selected(past.selected(null), past.supplied());
    preparation.refuse();
    return new Session.Ready(
        kept.plan(), facts, frame, selected, kept.sites(), Map.of(), false, false);
  }

  /** Refuses to take back what needs secrets that are gone. */
  void refuseMissing() throws RefusedException {
    var problems = new Problems();
    for (var finished : Undoing.finished(writing.records(), List.of())) {
      for (var missing : secrets.missing(finished.undo())) {
        problems.error(null, missing.reason(), missing.hint());
      }
    }
    if (problems.hasErrors()) {
      throw new RefusedException(problems.inFileOrder());
    }
  }

  /** An undo that failed is tried anew. */
  void reopenUndos() {
    if (past.isTakenBack() && past.is(RunResult.Status.FAILED)) {
      var trail = Encoding.trail(Records.map(past.end(), "error"));
      writing.add("run.reopened", null, Map.of("again", trail.again(), "reopen", trail.reopen()));
    }
  }

  private RunRequest asStart(ResumeRequest request, Kept kept) {
    return new RunRequest(
        request.inputs(),
        kept.sites(),
        RunRequest.Selected.ALL,
        Map.of(),
        request.waits(),
        past.directory());
  }

  private Kept kept(boolean edited) throws RefusedException, StateException {
    var files = edited ? around.disk() : Kept.files(folder);
    return Kept.read(past, around.catalog(), files);
  }

  /**
   * Returns what begins a new round; empty if somebody has to say where it begins, because a rescue
   * ran after the failure.
   */
  Optional<List<Failure.Trail>> rounds(Plan plan, ResumeRequest request) throws RefusedException {
    var rounds = new ArrayList<Failure.Trail>();
    var failure = Records.map(past.end(), "error");
    if (!failure.isEmpty()) {
      var trail = Encoding.trail(failure);
      if (!trail.rescued().isEmpty() && request.redo().isEmpty()) {
        return Optional.empty();
      }
      rounds.add(trail);
    }
    for (var key : request.redo()) {
      rounds.add(Redo.from(plan, address(plan, key)));
    }
    return Optional.of(rounds);
  }

  private Address address(Plan plan, String key) throws RefusedException {
    var known = writing.records().all().stream().map(record -> record.key).toList();
    var address = Address.find(plan, key);
    if (address.isEmpty() || !known.contains(key)) {
      throw RefusedException.because(
          "no step `" + key + "` was begun in run `" + folder.id() + "`",
          "`" + around.commands().show(folder.id()) + "` lists them");
    }
    return address.get();
  }

  void record(Session.Ready ready, ResumeRequest request, List<Failure.Trail> rounds) {
    for (var trail : rounds) {
      writing.add("run.reopened", null, Map.of("again", trail.again(), "reopen", trail.reopen()));
    }
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("by", around.accounts().current());
    data.put("edited", request.edited());
    data.put("until", request.until());
    data.put("redo", request.redo());
    data.put("yes", request.yes());
    if (!request.inputs().isEmpty()) {
      data.put("inputs", Inputs.storable(ready.plan().top(), ready.frame().inputs()));
    }
    writing.force("run.resumed", null, data);
  }

  /** Returns how a run stands that nobody goes on with before a person says where. */
  RunResult rescued(Plan plan, ResumeRequest request) {
    var error = Records.map(past.end(), "error");
    var failure = Encoding.failure(error, Steps.unwritten(plan.top()), plan);
    var ran = failure.trail().rescued().stream().filter(this::ran).toList();
    var again =
        request.edited()
            ? around.commands().redoEdited(folder.id(), failure.step())
            : around.commands().redo(folder.id(), failure.step());
    return new RunResult(
        folder.id(),
        RunResult.Status.PAUSED,
        failure,
        Map.of(),
        0,
        List.of(),
        List.of(),
        List.of(
            "after `"
                + failure.step()
                + "` had failed, its rescue ran: "
                + String.join(", ", ran)
                + "; say where to begin a new round, such as `"
                + again
                + "`"),
        again,
        Undoing.isPossible(writing.records()) ? RunResult.Undo.SOMETHING : RunResult.Undo.NOTHING,
        writing.head());
  }

  private boolean ran(String key) {
    return writing.records().find(new Key(key)).filter(record -> record.ended != null).isPresent();
  }
}

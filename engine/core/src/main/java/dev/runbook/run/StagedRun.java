package dev.runbook.run;

import dev.runbook.action.Cancellation;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.journal.Commands;
import dev.runbook.journal.Decision;
import dev.runbook.journal.Event;
import dev.runbook.journal.StateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run in the scripted world: the interpreter, the journal and the people are the real ones, but
 * the journal is in memory, time jumps instead of passing, and branches take turns. So a wait of
 * two days is over at once, and a run is the same each time.
 *
 * <p>For one thread. It can be cut off as a process that dies, and gone on with as by another.
 */
public final class StagedRun {
  private Staging staging;
  private final MemoryFolder folder;
  private final List<String> lines = new ArrayList<>();
  private final List<Diagnostic> refusals = new ArrayList<>();
  private Stage stage;
  private @Nullable RunResult result;
  private @Nullable Session session;
  private boolean died;

  public StagedRun(Staging staging) {
    this.staging = staging;
    this.stage = new Stage(staging.start(), staging.seed(), staging.pace());
    this.folder = new MemoryFolder(stage);
  }

  /** Where a process dies, and what is left of the journal then. */
  public record Cut(int line, How how) {
    public static final Cut NEVER = new Cut(Integer.MAX_VALUE, How.AFTER);

    /** What is left of the journal. */
    public enum How {
      /** The line is lost. */
      BEFORE,
      /** The line is there. */
      AFTER,
      /** The line is lost, and all before it that were not forced onto the disk: no power. */
      UNFORCED
    }
  }

  /** What a session does. */
  interface Part {
    RunResult play(Session session) throws RefusedException, StateException;
  }

  /** Runs it from the start. */
  public StagedRun start(Cut cut) {
    folder.cutAt(cut);
    var supplied = staging.supplied();
    return play(
        going -> {
          var ready =
              going.prepare(
                  staging.plan(), staging.request(), folder.id(), staging.start(), supplied);
          return going.start(ready, staging.request(), folder, supplied);
        });
  }

  /** Has others take part from now on. */
  public StagedRun with(Troupe troupe) {
    staging = staging.with(troupe);
    return this;
  }

  /** Another process goes on, a minute later. */
  public StagedRun resume(ResumeRequest request) {
    return again(going -> going.resume(request, folder, name -> {}));
  }

  /** Another process goes on with it as it was begun. */
  public StagedRun resume() {
    var waits = staging.request().waits();
    return resume(new ResumeRequest(false, null, List.of(), Map.of(), Map.of(), waits));
  }

  /** Resumes it, unless it had ended and only its process died. */
  public StagedRun resumeUnlessOver() {
    var end = folder.events().get(folder.events().size() - 1);
    if (!end.event().equals("run.ended")) {
      return resume();
    }
    died = false;
    var failure = Records.map(end.data(), "error");
    var step = Steps.unwritten(staging.plan().top());
    result =
        new RunResult(
            folder.id(),
            RunResult.Status.valueOf(Records.text(end.data(), "status").toUpperCase(Locale.ROOT)),
            failure.isEmpty() ? null : Encoding.failure(failure, step, staging.plan()),
            new LinkedHashMap<>(Records.map(end.data(), "outputs")),
            0,
            List.of(),
            List.of(),
            List.of(),
            null,
            RunResult.Undo.NOTHING,
            "");
    return this;
  }

  StagedRun again(Part part) {
    stage = new Stage(stage.instant().plusSeconds(60), staging.seed(), staging.pace());
    folder.on(stage);
    return play(part);
  }

  private StagedRun play(Part part) {
    result = null;
    refusals.clear();
    died = false;
    try {
      result = part.play(begin());
    } catch (RefusedException e) {
      refusals.addAll(e.diagnostics());
    } catch (StateException e) {
      throw new IllegalStateException("the folder is in memory", e);
    } catch (MemoryFolder.Died e) {
      died = true;
      stage.close();
    }
    return this;
  }

  private Session begin() {
    var going = new Session(surroundings());
    session = going;
    return going;
  }

  private Surroundings surroundings() {
    var troupe = staging.troupe();
    troupe.enter(this);
    return new Surroundings(
        staging.plan().catalog(),
        stage,
        troupe.person(),
        troupe.accounts(),
        this::told,
        troupe.environment(),
        troupe.peopleDiffer(),
        staging.disk(),
        bell -> stage,
        troupe.effects(),
        troupe::secret,
        Commands.PLAIN);
  }

  private void told(Progress progress) {
    var text = StoryLine.of(progress);
    if (text != null) {
      synchronized (lines) {
        lines.add(time() + "  " + text);
      }
    }
    staging.troupe().sees(progress);
    if (!(progress instanceof Progress.InFlight)) {
      stage.yield();
    }
  }

  private String time() {
    var passed = took().toString().substring(2).toLowerCase(Locale.ROOT);
    return String.format(Locale.ROOT, "%8s", passed);
  }

  /** Returns what was told, a line each, with the time since the start. */
  public String story() {
    synchronized (lines) {
      return String.join("\n", lines) + "\n";
    }
  }

  /** Returns the time of the scripted world. */
  public Instant now() {
    return stage.instant();
  }

  /** Returns how long it took, by the clock of the scripted world. */
  public Duration took() {
    return Duration.between(staging.start(), stage.instant());
  }

  /** Lets time pass while no process carries the run out. */
  public void advance(Duration time) {
    stage.advance(time);
  }

  /** Has something happen at a time, whatever the run does then. */
  public void at(Instant time, Runnable happening) {
    stage.alarm(time, happening);
  }

  /** Lets time pass in an action that works; it ends early when it is cancelled. */
  public void works(Duration time, Cancellation cancellation) throws InterruptedException {
    if (stage.await(stage.instant().plus(time), this, cancellation::isRequested)) {
      throw new InterruptedException("ended early");
    }
  }

  /** Puts a person's decision into the run, as from another terminal. */
  public void decide(Decision decision) {
    folder.decide(decision);
  }

  /** Returns why it was not carried out; empty if it was. */
  public List<Diagnostic> refusals() {
    return List.copyOf(refusals);
  }

  /** Returns how it stands; empty if it was refused or its process died. */
  public Optional<RunResult> result() {
    return Optional.ofNullable(result);
  }

  /** Returns whether its process died, where it was to. */
  public boolean died() {
    return died;
  }

  /** Returns what the journal holds. */
  public List<Event> events() {
    return folder.events();
  }

  MemoryFolder folder() {
    return folder;
  }

  Stage stage() {
    return stage;
  }

  Optional<Session> session() {
    return Optional.ofNullable(session);
  }
}

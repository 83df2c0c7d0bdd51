package dev.runbook.standing;

import dev.runbook.journal.Commands;
import dev.runbook.journal.Decision;
import dev.runbook.journal.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands.
 *
 * @param run its id
 * @param runbook its name
 * @param file the runbook's file; absolute
 * @param directory {@code run.dir}; absolute
 * @param operator the account that started it
 * @param lastAt when the journal's last line was written
 * @param steps those of which something is recorded, in the order they began
 * @param undos the keys of what took steps back, in the order it began
 * @param open what a person has to decide
 * @param decisions who decided what and when, oldest first
 * @param failure why it failed, or with what it was left; null if it did not
 * @param outputs of the runbook, once it has succeeded
 * @param tolerated how many steps failed without ending the run
 * @param takingBack whether a rollback of it was begun: {@code runbook rollback} goes on with it
 */
public record Standing(
    String run,
    String runbook,
    Path file,
    Path directory,
    String operator,
    Instant startedAt,
    Instant lastAt,
    Status status,
    List<StepStanding> steps,
    List<String> undos,
    List<Question> open,
    List<Ruling> decisions,
    @Nullable Trouble failure,
    Map<String, ?> outputs,
    int tolerated,
    List<String> warnings,
    boolean takingBack) {

  /** Whether a run goes on, and how it ended. */
  public enum Status {
    /** A process carries it out now. */
    RUNNING,
    /** Its process is gone without a word: {@code runbook resume}. */
    CUT_OFF,
    /** A person has to decide, or it went as far as it was asked to. */
    PAUSED,
    /** Ctrl-C or a signal. */
    INTERRUPTED,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** Taken back. */
    ROLLED_BACK;

    /** Returns whether nothing more happens to it by {@code resume}. */
    public boolean isOver() {
      return this == SUCCEEDED || this == CANCELLED || this == ROLLED_BACK;
    }
  }

  /**
   * Something that a person has to decide.
   *
   * @param step the key of the gate, or of the step that was cut off in the middle
   * @param cutOff whether it is about a step that was cut off
   * @param show what the person sees, by name
   * @param fields what is filled in
   * @param closes when nobody can decide any more; null for never
   * @param onTimeout the choice that holds then; null if the step fails
   * @param opening the hash that a decision names
   * @param rules who may decide
   * @param outlook what the choices lead to
   * @param decided what people have decided that the run has not taken up yet, oldest first
   */
  public record Question(
      String step,
      String ask,
      boolean cutOff,
      Map<String, ?> show,
      List<String> choices,
      List<Field> fields,
      Instant openedAt,
      @Nullable Instant closes,
      @Nullable String onTimeout,
      String opening,
      Rules rules,
      Outlook outlook,
      List<Ruling> decided) {

    /** Returns what decides it, to be typed in the run's state folder. */
    public String command(Commands commands, String run) {
      return cutOff
          ? commands.settle(run, step, choices)
          : commands.decide(run, step, choices, Field.required(fields));
    }

    /** Returns how many different people have said the same, at most. */
    public int agreed() {
      return decided.stream().mapToInt(ruling -> (int) saying(ruling.choice())).max().orElse(0);
    }

    /** Returns whether nobody is asked any more: it was rejected, or enough people say the same. */
    public boolean isDecided() {
      return decided.stream().anyMatch(this::isEnough);
    }

    private boolean isEnough(Ruling ruling) {
      return ruling.choice().equals(Decision.REJECT)
          || saying(ruling.choice()) >= rules.approvals();
    }

    private long saying(String choice) {
      return decided.stream()
          .filter(ruling -> ruling.choice().equals(choice))
          .map(Ruling::by)
          .distinct()
          .count();
    }

    private Question with(List<Decision> decisions) {
      var rulings =
          decisions.stream()
              .filter(d -> d.step().equals(step) && opening.equals(d.opening()))
              .filter(d -> closes == null || !d.at().isAfter(closes))
              .map(d -> new Ruling(step, d.choice(), d.by(), d.at(), d.comment(), d.fields()))
              .toList();
      return new Question(
          step, ask, cutOff, show, choices, fields, openedAt, closes, onTimeout, opening, rules,
          outlook, rulings);
    }
  }

  /** What was decided; {@code by} is {@code timeout} where nobody did in time. */
  public record Ruling(
      String step,
      String choice,
      String by,
      Instant at,
      @Nullable String comment,
      Map<String, ?> fields) {}

  /**
   * Why something failed.
   *
   * @param step the key of the step that failed first
   * @param kind {@code answer}, {@code accident}, {@code timeout} or {@code rejected}
   * @param place file, line and column
   */
  public record Trouble(
      String step, String reason, String kind, @Nullable String hint, @Nullable String place) {}

  /** Returns it with what people have decided, which a run may not have taken up yet. */
  public Standing with(List<Decision> decisions) {
    return new Standing(
        run,
        runbook,
        file,
        directory,
        operator,
        startedAt,
        lastAt,
        status,
        steps,
        undos,
        open.stream().map(question -> question.with(decisions)).toList(),
        this.decisions,
        failure,
        outputs,
        tolerated,
        warnings,
        takingBack);
  }

  /**
   * Reads a journal.
   *
   * @param held whether a process holds the run now
   */
  public static Standing of(String run, List<Event> events, boolean held) {
    return new StandingReader(run).read(events, held);
  }
}

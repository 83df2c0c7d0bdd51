package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Printable;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.journal.Commands;
import dev.runbook.standing.Standing;
import dev.runbook.standing.Standings;
import dev.runbook.standing.StepStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How runs stand, as people read it. */
public final class StandingText {
  private final Console console;
  private final Commands commands;

  public StandingText(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
  }

  /** Returns one line a run. */
  public static String list(Standings all, Console console) {
    var rows = new ArrayList<List<String>>();
    all.runs().forEach(run -> rows.add(cells(run, console)));
    all.damaged().forEach(run -> rows.add(List.of(run.run(), "", "damaged", "", "", "")));
    return rows.isEmpty() ? "there are no runs\n" : ValueText.aligned(rows, "");
  }

  /** Returns why some runs cannot be read, and what to do. */
  public static List<Diagnostic> damages(Standings all) {
    return all.damaged().stream()
        .map(run -> Diagnostic.warning(null, run.reason(), run.hint()))
        .toList();
  }

  /** Returns a run in one line. */
  public static String line(Standing run, Console console) {
    return Printable.line(String.join("  ", cells(run, console)).strip());
  }

  private static List<String> cells(Standing run, Console console) {
    var status = run.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    var began = Times.date(run.startedAt());
    var took = Times.text(Duration.between(run.startedAt(), last(run, console)));
    return List.of(run.run(), run.runbook(), status, began, took, remark(run));
  }

  private static Instant last(Standing run, Console console) {
    return run.status() == Standing.Status.RUNNING ? console.now() : run.lastAt();
  }

  private static String remark(Standing run) {
    if (!run.open().isEmpty()) {
      var steps = run.open().stream().map(Standing.Question::step).toList();
      var isDecided = run.open().stream().allMatch(Standing.Question::isDecided);
      return (isDecided ? "decided: " : "waits for a decision: ") + String.join(", ", steps);
    }
    return run.failure() == null ? "" : run.failure().step() + ": " + run.failure().reason();
  }

  /** Returns all that is known of a run, as lines. */
  public String of(Standing run) {
    var text = new StringBuilder(console.style().bold(line(run, console))).append('\n');
    text.append("  ").append(run.file()).append(", started by ").append(run.operator());
    text.append(", in ").append(run.directory()).append('\n');
    var asked = run.open().stream().map(Standing.Question::step).toList();
    for (var step : run.steps()) {
      if (!asked.contains(step.key())) {
        text.append(row(step).in(console.style()));
      }
    }
    run.warnings().forEach(warning -> text.append(notice(warning)));
    run.open().forEach(question -> text.append(question(run, question)));
    if (!run.decisions().isEmpty()) {
      text.append("decisions\n").append(decisions(run.decisions()));
    }
    run.outputs().forEach((name, value) -> text.append(ValueText.of(name, value, "  ")));
    return text.append(ValueText.aligned(next(run), "  ")).toString();
  }

  private String notice(String text) {
    return new Row(Row.Mark.NOTICE, 0, text, "", "").in(console.style());
  }

  /** Returns the line of one step. */
  static Row row(StepStanding step) {
    var mark =
        switch (step.state()) {
          case RUNNING -> Row.Mark.BEGINS;
          case WAITING -> Row.Mark.WAITS;
          case ASKED, UNKNOWN -> Row.Mark.ASKS;
          case SUCCEEDED -> Row.Mark.GOOD;
          case FAILED -> Row.Mark.BAD;
          case SKIPPED -> Row.Mark.LEFT_OUT;
          case TAKEN_BACK, STOPPED -> Row.Mark.STOPPED;
        };
    var text =
        switch (step.state()) {
          case TAKEN_BACK -> "taken back";
          case STOPPED -> "left unfinished";
          case UNKNOWN -> "cut off, nobody knows what it did";
          default -> step.text();
        };
    return new Row(mark, 0, step.key(), text, took(step));
  }

  private static String took(StepStanding step) {
    return step.began() == null || step.ended() == null
        ? ""
        : Times.ifAny(Duration.between(step.began(), step.ended()));
  }

  private String question(Standing run, Standing.Question question) {
    var text = new StringBuilder(QuestionText.of(question).lines(0, console));
    var indent = Row.indent(0);
    text.append(indent).append(question.command(commands, run.run())).append('\n');
    question.decided().forEach(ruling -> text.append(indent).append(decided(ruling)).append('\n'));
    var needed = question.rules().approvals();
    if (needed > 1 && !question.isDecided()) {
      text.append(indent).append(question.agreed()).append(" of ").append(needed);
      text.append(" approvals\n");
    }
    return text.toString();
  }

  private static String decided(Standing.Ruling ruling) {
    var comment = ruling.comment() == null ? "" : ": " + ruling.comment();
    return Printable.line(
        ruling.by() + " decided " + ruling.choice() + ", " + Times.date(ruling.at()) + comment);
  }

  private static String decisions(List<Standing.Ruling> decisions) {
    var lines = new ArrayList<List<String>>();
    for (var d : decisions) {
      var comment = d.comment() == null ? "" : d.comment();
      lines.add(List.of(d.step(), d.choice(), d.by(), Times.date(d.at()), comment));
    }
    return ValueText.aligned(lines, "  ");
  }

  private List<List<String>> next(Standing run) {
    var lines = new ArrayList<List<String>>();
    var failure = run.failure();
    if (failure != null) {
      lines.add(
          List.of("failed", failure.step() + ": " + failure.reason() + place(failure.place())));
      lines.add(List.of("log", commands.logs(run.run(), logged(run, failure))));
    }
    if (!run.status().isOver() && run.status() != Standing.Status.RUNNING) {
      var back = commands.rollback(run.run());
      lines.add(List.of("go on", run.takingBack() ? back : commands.resume(run.run())));
    }
    return lines;
  }

  /** A rollback ends with the first undo that fails. */
  private static String logged(Standing run, Standing.Trouble failure) {
    return run.takingBack() && !run.undos().isEmpty()
        ? run.undos().get(run.undos().size() - 1)
        : failure.step();
  }

  private static String place(@Nullable String place) {
    return place == null ? "" : " (" + place + ")";
  }
}

package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Printable;
import dev.runbook.cli.console.Style;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.run.Ended;
import dev.runbook.run.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows a run as it happens, as lines for people. */
public final class RunView implements Progress.Listener {
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration FAR_AGAIN = Duration.ofSeconds(10);

  private final Console console;
  private final Screen screen;
  private final Style style;
  private final Nesting nesting = new Nesting();
  private final Map<String, Under> underway = new LinkedHashMap<>();
  private final Map<String, Said> said = new HashMap<>();
  private boolean isHeld;

  /** The step whose first line is not yet printed; null for none. */
  private @Nullable String pending;

  /** A step that has begun: its first line, and what it is doing. */
  private record Under(Step step, Instant since, Row line, String note) {
    boolean isLeaf() {
      return !(step.work() instanceof Work.Group) && !(step.work() instanceof Work.Call);
    }
  }

  /** What was last said of a wait. */
  private record Said(String text, Instant at) {
    static final Said NOTHING = new Said("", Instant.EPOCH);
  }

  public RunView(Console console) {
    this.console = console;
    this.screen = new Screen(console);
    this.style = console.style();
  }

  @Override
  public synchronized void on(Progress progress) {
    if (progress instanceof Progress.Starts starts) {
      print(style.bold("run " + starts.run()) + way(starts) + "\n");
    } else if (progress instanceof Progress.Warns warns) {
      print(new Row(Row.Mark.NOTICE, 0, Printable.line(warns.text()), "", "").in(style));
    } else if (progress instanceof Progress.InFlight inFlight) {
      stops(inFlight);
    } else {
      step(progress);
    }
    tick();
  }

  private static String way(Progress.Starts starts) {
    return switch (starts.way()) {
      case BEGINS -> "";
      case GOES_ON -> " goes on";
      case TAKES_BACK -> ": what it did is taken back";
      case CANCELS -> " is cancelled";
    };
  }

  private void step(Progress progress) {
    if (progress instanceof Progress.Began began) {
      begins(began);
    } else if (progress instanceof Progress.Output output) {
      print(Printable.lines(output.text(), before(output.step())));
    } else if (progress instanceof Progress.Far far) {
      notes(far.step(), Printable.line(far.text()));
    } else if (progress instanceof Progress.Ends ends) {
      ends(ends);
    } else {
      waits(progress);
    }
  }

  private void waits(Progress progress) {
    if (progress instanceof Progress.Waits waits) {
      var now = console.now();
      var plain = waits.why().isEmpty();
      var when = (plain ? "goes on " : "; looks again ") + Times.ahead(waits.again(), now);
      say(waits.step(), Row.Mark.WAITS, plain ? "" : waits.why(), when);
    } else if (progress instanceof Progress.Retries retries) {
      var when = "; tries again " + Times.ahead(retries.again(), console.now());
      say(retries.step(), Row.Mark.NOTICE, retries.why(), when);
    } else if (progress instanceof Progress.Asks asks) {
      var depth = depth(asks.opening().step());
      print(QuestionText.of(asks.opening()).lines(depth, console));
    } else if (progress instanceof Progress.Decides decides) {
      decides(decides);
    }
  }

  private void begins(Progress.Began began) {
    var step = began.what();
    nesting.begins(began.step(), step);
    var depth = nesting.depth(began.step(), step);
    var line = new Row(Row.Mark.BEGINS, depth, began.step(), began.title(), "");
    printPending();
    underway.put(began.step(), new Under(step, console.now(), line, ""));
    pending = tellsOfItself(step) && line.text().isEmpty() ? null : began.step();
    if (!underway.get(began.step()).isLeaf()) {
      printPending();
    }
    if (pending != null) {
      notifyAll();
    }
  }

  /**
   * A wait or a gate says what it is about as soon as it begins: a line with only its name is none.
   */
  private static boolean tellsOfItself(Step step) {
    return step.work() instanceof Work.Gate || step.work() instanceof Work.Wait;
  }

  /** A step that ends at once, without a word, is one line: its first one waits for the next. */
  private void printPending() {
    var under = pending == null ? null : underway.get(pending);
    pending = null;
    if (under != null) {
      screen.print(under.line().in(style));
    }
  }

  private void print(String lines) {
    printPending();
    screen.print(lines);
  }

  private void ends(Progress.Ends ends) {
    var began = underway.remove(ends.step());
    said.remove(ends.step());
    var isOnlyLine = ends.step().equals(pending);
    if (isOnlyLine) {
      pending = null;
    }
    var row = row(ends, nesting.depth(ends.step(), ends.what()));
    if (isOnlyLine && began != null && row.text().isEmpty()) {
      row = row.saying(began.line().text());
    }
    print(row.in(style));
  }

  private static Row row(Progress.Ends ends, int depth) {
    var step = ends.step();
    var took = Times.ifAny(ends.took());
    if (ends.ended() instanceof Ended.Failed failed) {
      return new Row(Row.Mark.BAD, depth, step, why(step, failed), took);
    }
    if (ends.ended() instanceof Ended.Skipped skipped) {
      return new Row(Row.Mark.LEFT_OUT, depth, step, skipped.reason(), "");
    }
    if (ends.ended() instanceof Ended.Unknown) {
      var open = ends.what().work() instanceof Work.Gate;
      return new Row(Row.Mark.STOPPED, depth, step, open ? "stays open" : "left unfinished", took);
    }
    return new Row(Row.Mark.GOOD, depth, step, "", took);
  }

  /** What is around a step that failed need not say why again. */
  private static String why(String step, Ended.Failed failed) {
    var failure = failed.failure();
    var why = failure.step().equals(step) ? failure.reason() : "because of " + failure.step();
    return failed.tolerated() ? why + " (the run goes on)" : why;
  }

  /** Where steps run side by side, each line says whose it is. */
  private String before(String step) {
    var others = underway.values().stream().filter(Under::isLeaf).count() > 1;
    return Row.indent(depth(step)) + (others ? style.faint(step + " | ") : "");
  }

  private int depth(String step) {
    var known = underway.get(step);
    return known == null ? 0 : nesting.depth(step, known.step());
  }

  private void notes(String step, String text) {
    underway.computeIfPresent(
        step, (key, old) -> new Under(old.step(), old.since(), old.line(), text));
    var known = underway.get(step);
    if (!screen.isLive() && known != null && isDue(step, known)) {
      said.put(step, new Said(text, console.now()));
      print(new Row(Row.Mark.WAITS, depth(step), step, text, "").in(style));
    }
  }

  /** How far a step is changes many times a second: plain lines say it now and then. */
  private boolean isDue(String step, Under under) {
    var before = said.getOrDefault(step, Said.NOTHING).at();
    var last = before.isAfter(under.since()) ? before : under.since();
    return !last.plus(FAR_AGAIN).isAfter(console.now());
  }

  /** Says a thing again only after a while, however often it happens. */
  private void say(String step, Row.Mark mark, String what, String when) {
    var now = console.now();
    var before = said.getOrDefault(step, Said.NOTHING);
    var isNew = !before.text().equals(what);
    if (isNew || !before.at().plus(SAY_AGAIN).isAfter(now)) {
      said.put(step, new Said(what, now));
      print(new Row(mark, depth(step), step, what + when, "").in(style));
    }
  }

  private void decides(Progress.Decides decides) {
    var comment = decides.comment() == null ? "" : ": " + decides.comment();
    var count = " (" + decides.agreed() + " of " + decides.needed() + " approvals)";
    var text =
        decides.by()
            + " decided "
            + decides.choice()
            + (decides.needed() > 1 ? count : "")
            + comment;
    print(new Row(Row.Mark.ASKS, depth(decides.step()), decides.step(), text, "").in(style));
  }

  private void stops(Progress.InFlight inFlight) {
    var steps = inFlight.steps();
    var text =
        steps.isEmpty()
            ? "stopping"
            : "stopping; still running: " + String.join(", ", steps) + " (Ctrl-C again ends them)";
    print(new Row(Row.Mark.NOTICE, 0, text, "", "").in(style));
  }

  /** Waits a second, once what is shown may change by itself: while a run waits it does not. */
  public synchronized void awaitTick() throws InterruptedException {
    while (pending == null && !screen.isLive()) {
      wait();
    }
    var due = System.nanoTime() + SHORT.toNanos();
    for (var left = SHORT.toNanos(); left > 0; left = due - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Brings the line that tells what is going on up to date; called every second, too. */
  public synchronized void tick() {
    var under = pending == null ? null : underway.get(pending);
    if (under != null && !under.since().plus(SHORT).isAfter(console.now())) {
      printPending();
    }
    if (screen.isLive()) {
      screen.show(LiveLine.of(isHeld ? Map.of() : now(), console.width(), style));
    }
  }

  private Map<String, String> now() {
    var steps = new LinkedHashMap<String, String>();
    underway.forEach((key, under) -> steps.put(key, doing(under)));
    underway.forEach((key, under) -> steps.remove(under.isLeaf() ? "" : key));
    return steps;
  }

  private String doing(Under under) {
    var since = Times.text(Duration.between(under.since(), console.now()));
    return under.note().isEmpty() ? since : under.note() + ", " + since;
  }

  /** Keeps the line away that tells what is going on: somebody is asked something. */
  synchronized void hold() {
    isHeld = true;
    tick();
  }

  synchronized void goOn() {
    isHeld = false;
    tick();
  }

  /** Takes the line away that tells what is going on. */
  public synchronized void close() {
    underway.clear();
    tick();
  }
}

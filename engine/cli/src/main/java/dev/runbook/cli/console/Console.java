package dev.runbook.cli.console;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Report;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where commands print. A stream that nobody reads any more, such as after {@code | head}, swallows
 * what is printed: no command ends for that, or waits. Safe for several threads.
 */
public final class Console {
  private final Surroundings surroundings;
  private final Printing out;
  private final PrintStream err;
  private final Keyboard keyboard;

  public Console(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.out = new Printing(surroundings.out());
    this.err = surroundings.err();
    this.keyboard = new Keyboard(surroundings.in());
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  /** Prints a line of what was asked for. */
  public void line(String text) {
    text(text + "\n");
  }

  /** Prints what was asked for. */
  public synchronized void text(String text) {
    out.print(text);
  }

  /** Returns when all that was printed is out: at the latest before the process ends. */
  public void flush() {
    handOn();
    outlet().ifPresent(Outlet::drain);
  }

  private synchronized void handOn() {
    out.flush();
  }

  private Optional<Outlet> outlet() {
    return surroundings.out() instanceof Outlet outlet ? Optional.of(outlet) : Optional.empty();
  }

  /** From now on nobody waits long for a reader that reads nothing: the process has to end. */
  public void hurry() {
    outlet().ifPresent(Outlet::hurry);
  }

  /** Returns why something that was asked for could not be printed; empty if all was. */
  public Optional<String> unprinted() {
    flush();
    return outlet().flatMap(Outlet::trouble);
  }

  /**
   * Prints a line beside what was asked for: a notice, a prompt, progress of a machine's reader.
   */
  public void notice(String text) {
    complain(text + "\n");
  }

  /** Prints a question; the answer is typed behind it. */
  public void prompt(String text) {
    complain(text);
  }

  public Keyboard keyboard() {
    return keyboard;
  }

  /** Asks for something that is not shown while it is typed; empty if nobody can be asked. */
  public Optional<String> secret(String prompt) {
    flush();
    var terminal = canAsk() ? System.console() : null;
    var typed = terminal == null ? null : terminal.readPassword("%s", prompt);
    return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(new String(typed));
  }

  /** Reports problems. */
  public void report(List<Diagnostic> problems) {
    if (!problems.isEmpty()) {
      complain(coloured(Printable.text(Report.of(problems))));
    }
  }

  public void report(Diagnostic problem) {
    report(List.of(problem));
  }

  private synchronized void complain(String text) {
    out.flush();
    err.print(text);
    err.flush();
  }

  /** Returns the colours of what was asked for. */
  public Style style() {
    return style(surroundings.terminals().out());
  }

  private Style style(boolean terminal) {
    var colour = terminal && surroundings.variable("NO_COLOR").isEmpty() && !isDumb();
    return colour ? Style.COLOUR : Style.PLAIN;
  }

  private boolean isDumb() {
    return surroundings.variable("TERM").filter("dumb"::equals).isPresent();
  }

  /** Returns whether lines that were printed can be changed: somebody looks at a terminal. */
  public boolean isLive() {
    return surroundings.terminals().out() && !isDumb();
  }

  /** Returns how many columns the terminal has. */
  public int width() {
    return surroundings.terminals().out() ? TerminalWidth.columns() : Integer.MAX_VALUE;
  }

  public Instant now() {
    return surroundings.clock().instant();
  }

  /** Returns whether a person can be asked here. */
  public boolean canAsk() {
    return surroundings.terminals().in() && surroundings.terminals().err();
  }

  private String coloured(String report) {
    var style = style(surroundings.terminals().err());
    if (style == Style.PLAIN) {
      return report;
    }
    var text = new StringBuilder();
    report.lines().forEach(line -> text.append(coloured(line, style)).append('\n'));
    return text.toString();
  }

  private static String coloured(String line, Style style) {
    if (line.startsWith("error: ")) {
      return style.bad("error:") + style.bold(line.substring(6));
    }
    if (line.startsWith("warning: ")) {
      return style.warning("warning:") + style.bold(line.substring(8));
    }
    var bar = line.indexOf(" | ");
    if (bar > 0 && line.substring(bar + 3).matches("\\s*\\^+")) {
      return line.substring(0, bar + 3) + style.bad(line.substring(bar + 3));
    }
    return line;
  }
}

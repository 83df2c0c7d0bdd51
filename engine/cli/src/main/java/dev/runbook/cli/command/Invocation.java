package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One call of the program: finds the command, reads what it is given, carries it out. */
public final class Invocation {
  private final Console console;

  public Invocation(Console console) {
    this.console = console;
  }

  /** Carries a command line out; whatever goes wrong is told, and is in the exit code. */
  public Exit of(List<String> words) {
    var exit = carriedOut(words);
    var lost = console.unprinted();
    lost.ifPresent(
        reason ->
            console.report(
                Diagnostic.error(null, "standard output cannot be written: " + reason, null)));
    console.flush();
    return lost.isPresent() && exit == Exit.SUCCEEDED ? Exit.FAILED : exit;
  }

  private Exit carriedOut(List<String> words) {
    try {
      return dispatch(words);
    } catch (Refusal e) {
      return refused(e, words);
    } catch (UncheckedIOException e) {
      return unreadable(e);
    } catch (RuntimeException | Error e) {
      return bug(e, words.contains("--debug"));
    }
  }

  private Exit dispatch(List<String> words) throws Refusal {
    var first = words.isEmpty() ? "" : words.get(0);
    return switch (first) {
      case "" -> help(Exit.WRONG);
      case "-h", "--help" -> help(Exit.SUCCEEDED);
      case "help" ->
          words.size() == 1 ? help(Exit.SUCCEEDED) : run(List.of(words.get(1), "--help"));
      case "-V", "--version" -> version();
      default -> run(words);
    };
  }

  private Exit run(List<String> words) throws Refusal {
    var command = find(words.get(0)).maker().get();
    var syntax = command.syntax();
    if (CommandReader.read(syntax, words.subList(1, words.size())).isHelp()) {
      console.text(CommandReader.help(syntax));
      return Exit.SUCCEEDED;
    }
    try {
      return command.run(console);
    } catch (StateException e) {
      throw Refusal.of(e);
    }
  }

  private static Commands find(String word) throws Refusal {
    var found = Commands.named(word);
    if (found.isPresent()) {
      return found.get();
    }
    var what = word.startsWith("-") ? "option" : "command";
    var known = word.startsWith("-") ? List.of("--help", "--version") : Commands.words();
    throw Refusal.of(
        "unknown " + what + " `" + word + "`",
        Spelling.didYouMean(word, known)
            .orElse(
                word.startsWith("-")
                    ? "options follow the command; `runbook --help` lists the commands"
                    : "`runbook --help` lists the commands"));
  }

  private Exit help(Exit exit) {
    var text = Help.overview();
    if (exit == Exit.SUCCEEDED) {
      console.text(text);
    } else {
      console.notice(text.stripTrailing());
    }
    return exit;
  }

  private Exit version() {
    console.line("runbook " + Version.ours() + " (Java " + Runtime.version().feature() + ")");
    return Exit.SUCCEEDED;
  }

  private Exit refused(Refusal refusal, List<String> words) {
    if (String.join("=", words).contains("--output=json")) {
      console.line(Json.write(Map.of("problems", ProblemsJson.of(refusal.reasons()))));
    }
    console.report(refusal.reasons());
    return refusal.exit();
  }

  /** A disk that is full or broken, a file that was taken away: nothing of ours. */
  private Exit unreadable(UncheckedIOException trouble) {
    console.report(Diagnostic.error(null, String.valueOf(trouble.getMessage()), null));
    return Exit.FAILED;
  }

  private Exit bug(Throwable bug, boolean debug) {
    var hint = "please report it, with what `--debug` shows and `runbook --version`";
    console.report(
        Diagnostic.error(null, "this is a bug of runbook: " + told(bug), debug ? null : hint));
    if (debug) {
      var trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      console.notice(trace.toString());
    }
    return Exit.FAILED;
  }

  private static String told(Throwable bug) {
    var message = bug.getMessage();
    return message == null
        ? "something impossible happened"
        : Arrays.asList(message.split("\n")).get(0);
  }
}

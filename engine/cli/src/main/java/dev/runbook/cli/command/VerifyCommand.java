package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.StateException;
import dev.runbook.journal.Verification;
import dev.runbook.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code verify}: proves that nobody edited the record of a run. */
final class VerifyCommand implements Command {
  private final Syntax syntax =
      new Syntax("verify", "Checks the record of a run: every line, and the chain of their hashes.")
          .example("runbook verify 2026-11-23-k3");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var verdict = NamedRun.folder(state.folder(console), run.get()).verify();
    if (json) {
      console.line(Json.write(json(verdict)));
    } else if (problem(verdict).isEmpty()) {
      console.line("run " + run.get() + ": " + told(verdict));
    }
    problem(verdict).ifPresent(console::report);
    return problem(verdict).isPresent() ? Exit.FAILED : Exit.SUCCEEDED;
  }

  private static String told(Verification verdict) {
    if (verdict instanceof Verification.Torn torn) {
      return Words.count(torn.lines(), "line")
          + " in order, the last one cut off while it was written; head "
          + torn.head();
    }
    var sound = (Verification.Sound) verdict;
    return Words.count(sound.lines(), "line") + " in order; head " + sound.head();
  }

  private Optional<Diagnostic> problem(Verification verdict) {
    var record = "the record of run `" + run.get() + "` ";
    if (verdict instanceof Verification.Damaged damaged) {
      var message = record + "is damaged at line " + damaged.line() + ": " + damaged.reason();
      var hint = "nothing from that line on can be believed; compare it with a copy kept elsewhere";
      return Optional.of(Diagnostic.error(null, message, hint));
    }
    if (verdict instanceof Verification.Newer newer) {
      var message = record + "is of format " + newer.format() + ", unknown to this engine";
      return Optional.of(Diagnostic.error(null, message, "use the newer engine that wrote it"));
    }
    return Optional.empty();
  }

  private Map<String, ?> json(Verification verdict) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", run.get());
    json.put("verdict", verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (verdict instanceof Verification.Sound sound) {
      json.put("lines", sound.lines());
      json.put("head", sound.head());
    } else if (verdict instanceof Verification.Torn torn) {
      json.put("lines", torn.lines());
      json.put("head", torn.head());
    } else if (verdict instanceof Verification.Damaged damaged) {
      json.put("line", damaged.line());
      json.put("reason", damaged.reason());
    }
    return json;
  }
}

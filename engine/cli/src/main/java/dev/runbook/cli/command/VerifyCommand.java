package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.ExposuresText;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.journal.Verification;
import dev.runbook.json.Json;
import dev.runbook.run.Exposures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code verify}: proves that nobody edited the record of a run, and that it holds no secret. */
final class VerifyCommand implements Command {
  private final Syntax syntax =
      new Syntax("verify", "Checks the record of a run: every line, and the chain of their hashes.")
          .details(
              "With --secrets it also looks in every file of the run for the secrets that the run",
              "could reach, as they are now, in all forms in which they are masked. It reads them as",
              "`resume` does and shows none. It fails if it finds one; if one cannot be had, it",
              "searches for the others and ends with exit code 2.")
          .example("runbook verify 2026-11-23-k3")
          .example("runbook verify 2026-11-23-k3 --secrets");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final BooleanSupplier secrets =
      syntax.flag("--secrets", "also look for the run's secrets in all its files");
  private final Supplier<List<String>> inputs =
      syntax.options("-i, --input", "NAME=VALUE", "give a secret input, to look for it");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var given = Pairs.of(inputs.get(), "-i", "NAME=VALUE");
    if (!given.isEmpty() && !secrets.getAsBoolean()) {
      throw Refusal.of("`-i` gives what to look for", "add `--secrets`, or leave it out");
    }
    var folder = NamedRun.folder(state.folder(console), run.get());
    var verdict = folder.verify();
    var problem = problem(verdict);
    var isSearched = secrets.getAsBoolean() && problem.isEmpty();
    var exposures = isSearched ? exposures(console, folder, given) : null;
    if (json) {
      console.line(Json.write(json(verdict, exposures)));
    } else if (problem.isEmpty()) {
      console.line("run " + run.get() + ": " + told(verdict));
    }
    problem.ifPresent(console::report);
    return exposures == null
        ? problem.isPresent() ? Exit.FAILED : Exit.SUCCEEDED
        : told(console, exposures, json);
  }

  private Exposures exposures(Console console, RunFolder folder, Map<String, String> given)
      throws Refusal, StateException {
    var place = new Workplace(console, state.folder(console), Installed.catalog(console));
    return place.askHere(engine -> engine.exposures(folder.id(), given));
  }

  private Exit told(Console console, Exposures exposures, boolean json) {
    if (!json) {
      console.line("run " + run.get() + ": " + ExposuresText.summary(exposures));
    }
    console.report(ExposuresText.problems(exposures));
    if (!exposures.found().isEmpty()) {
      return Exit.FAILED;
    }
    return exposures.missing().isEmpty() ? Exit.SUCCEEDED : Exit.WRONG;
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

  private Map<String, ?> json(Verification verdict, @Nullable Exposures exposures) {
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
    if (exposures != null) {
      json.put("secrets", ExposuresText.json(exposures));
    }
    return json;
  }
}

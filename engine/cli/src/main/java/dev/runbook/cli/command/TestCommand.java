package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.Times;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.json.Json;
import dev.runbook.scenario.Coverage;
import dev.runbook.scenario.JunitReport;
import dev.runbook.scenario.Trial;
import dev.runbook.scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code test}: tries scenarios out, in virtual time. */
final class TestCommand implements Command {
  private static final String ENDING = ".test.yaml";

  private final Syntax syntax =
      new Syntax(
              "test", "Tries out scenarios: runs runbooks with scripted answers, in virtual time.")
          .details("Nothing outside is touched. A folder stands for its files *.test.yaml.")
          .example("runbook test deploy.test.yaml --coverage")
          .example("runbook test runbooks --junit results.xml");
  private final Supplier<List<String>> files =
      syntax.several("FILE", "scenario files, or folders of them");
  private final BooleanSupplier coverage =
      syntax.flag("--coverage", "list the steps and branches that no scenario reaches");
  private final BooleanSupplier crash =
      syntax.flag("--crash", "cut every scenario at every event, as `crash: everywhere`");
  private final Supplier<Optional<String>> junit =
      syntax.option("--junit", "FILE", "also write the results as JUnit XML");
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal {
    var json = output.isJson();
    var problems = new Problems();
    var catalog = Installed.catalog(console);
    var trials = new LinkedHashMap<String, Trial>();
    for (var file : files()) {
      Trial.of(file, catalog, problems).ifPresent(trial -> trials.put(file.toString(), trial));
    }
    if (problems.hasErrors()) {
      throw Refusal.of(problems.inFileOrder());
    }
    console.report(problems.inFileOrder());
    var verdicts = new LinkedHashMap<String, List<Verdict>>();
    var lacking = new ArrayList<Diagnostic>();
    for (var entry : trials.entrySet()) {
      var trial = entry.getValue();
      verdicts.put(entry.getKey(), tried(console, entry.getKey(), trial, json));
      trial.tooLittleCovered().ifPresent(lacking::add);
    }
    console.report(lacking);
    write(verdicts);
    console.line(json ? Json.write(json(trials, verdicts, lacking)) : summary(verdicts));
    var good = verdicts.values().stream().flatMap(List::stream).allMatch(Verdict::isGood);
    return good && lacking.isEmpty() ? Exit.SUCCEEDED : Exit.FAILED;
  }

  private List<Path> files() throws Refusal {
    var found = new ArrayList<Path>();
    for (var name : files.get()) {
      var path = Paths.of(name);
      if (Files.isDirectory(path)) {
        found.addAll(inside(path));
      } else {
        found.add(path);
      }
    }
    return found;
  }

  private static List<Path> inside(Path folder) throws Refusal {
    try (var files = Files.list(folder)) {
      var found = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
      if (found.isEmpty()) {
        throw Refusal.of(
            "there is no scenario file in `" + folder + "`", "their names end with " + ENDING);
      }
      return found;
    } catch (IOException e) {
      throw Refusal.of("cannot read `" + folder + "`", e.getMessage());
    }
  }

  private List<Verdict> tried(Console console, String file, Trial trial, boolean json) {
    if (!json) {
      console.line(console.style().bold(file));
    }
    var verdicts = new ArrayList<Verdict>();
    for (var name : trial.names()) {
      var verdict = trial.verdict(name, crash.getAsBoolean());
      verdicts.add(verdict);
      if (!json) {
        console.line(line(console, verdict));
      }
      console.report(verdict.problems());
    }
    if (!json && coverage.getAsBoolean()) {
      show(console, trial.coverage());
    }
    return verdicts;
  }

  private static String line(Console console, Verdict verdict) {
    var mark = verdict.isGood() ? console.style().good(" ok   ") : console.style().bad(" bad  ");
    var cuts = verdict.cuts() == 0 ? "" : ", cut off at " + Words.count(verdict.cuts(), "place");
    return mark + verdict.scenario() + "  (" + Times.text(verdict.took()) + cuts + ")";
  }

  private static void show(Console console, Coverage coverage) {
    console.report(coverage.missing());
    console.line(
        " "
            + coverage.runbook()
            + ": "
            + coverage.covered()
            + " of "
            + coverage.total()
            + " steps and branches reached, "
            + coverage.percent()
            + "%");
  }

  private void write(Map<String, List<Verdict>> verdicts) throws Refusal {
    if (junit.get().isEmpty()) {
      return;
    }
    var file = Paths.of(junit.get().get());
    try {
      Files.writeString(file, JunitReport.of(verdicts));
    } catch (IOException e) {
      throw Refusal.of("cannot write `" + file + "`", e.getMessage());
    }
  }

  private static String summary(Map<String, List<Verdict>> verdicts) {
    var all = verdicts.values().stream().flatMap(List::stream).toList();
    var bad = all.stream().filter(verdict -> !verdict.isGood()).count();
    return Words.count(all.size(), "scenario")
        + " tried in virtual time, nothing outside was touched: "
        + (bad == 0 ? "all as expected" : bad + " not as expected");
  }

  private static Map<String, @Nullable Object> json(
      Map<String, Trial> trials, Map<String, List<Verdict>> verdicts, List<Diagnostic> lacking) {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    verdicts.forEach(
        (file, tried) -> {
          for (var verdict : tried) {
            var one = new LinkedHashMap<String, @Nullable Object>();
            one.put("file", file);
            one.put("scenario", verdict.scenario());
            one.put("good", verdict.isGood());
            one.put("took", verdict.took());
            one.put("cuts", verdict.cuts());
            one.put("problems", ProblemsJson.of(verdict.problems()));
            all.add(one);
          }
        });
    var reached = new ArrayList<Map<String, @Nullable Object>>();
    trials.forEach(
        (file, trial) -> {
          var one = new LinkedHashMap<String, @Nullable Object>();
          one.put("file", file);
          one.put("total", trial.coverage().total());
          one.put("reached", trial.coverage().covered());
          one.put("missing", ProblemsJson.of(trial.coverage().missing()));
          reached.add(one);
        });
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("scenarios", all);
    json.put("coverage", reached);
    json.put("problems", ProblemsJson.of(lacking));
    return json;
  }
}

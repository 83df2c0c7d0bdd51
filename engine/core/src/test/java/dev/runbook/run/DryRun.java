package dev.runbook.run;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder;
import dev.runbook.load.Loader;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A dry run as a golden file asks for it: {@code # $ STEP -i a=b --skip c --probe} on its first
 * line.
 */
final class DryRun {
  private static final Catalog CATALOG = Catalog.of(List.of(new LabPlugin()));
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  private final Path file;
  private final List<String> only = new ArrayList<>();
  private final List<String> skip = new ArrayList<>();
  private final List<Site> sites = new ArrayList<>();
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Map<String, String> yes = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Problems problems = new Problems();
  private @Nullable String from;
  private @Nullable String until;
  private @Nullable String outputsFrom;
  private Previewer.Probing probing = Previewer.Probing.OFF;

  private DryRun(Path file) {
    this.file = file;
  }

  /** Reads the command line that a runbook begins with. */
  static DryRun of(Path file, String text) {
    var run = new DryRun(file);
    var first = text.lines().findFirst().orElse("");
    if (first.startsWith("# $")) {
      var words = new ArrayDeque<>(List.of(first.substring(3).strip().split(" +")));
      while (!words.isEmpty()) {
        run.read(words);
      }
    }
    return run;
  }

  private void read(Deque<String> words) {
    var word = words.remove();
    switch (word) {
      case "" -> {}
      case "-i" -> put(inputs, words.remove());
      case "--env" -> put(environment, words.remove());
      case "--yes" -> put(yes, words.remove());
      case "--skip" -> skip.add(words.remove());
      case "--from" -> from = words.remove();
      case "--until" -> until = words.remove();
      case "--outputs-from" -> outputsFrom = words.remove();
      case "--probe" -> probing = Previewer.Probing.ON;
      case "--site" ->
          new Loader(problems).site(file.resolveSibling(words.remove())).ifPresent(sites::add);
      default -> only.add(word);
    }
  }

  private static void put(Map<String, String> map, String pair) {
    var at = pair.indexOf('=');
    map.put(pair.substring(0, at), pair.substring(at + 1));
  }

  /** Returns what a run would do. */
  PreviewResult result() throws RefusedException, StateException {
    return result(Path.of("/there/is/no/state"), Path.of("/there/is/no/folder"));
  }

  PreviewResult result(Path state, Path directory) throws RefusedException, StateException {
    var plan =
        new Loader(problems)
            .load(file)
            .map(library -> Plan.of(library, CATALOG, problems))
            .orElse(null);
    if (plan == null || problems.hasErrors()) {
      throw new AssertionError(Report.of(problems.inFileOrder()));
    }
    var selected = new RunRequest.Selected(only, from, until, skip, outputsFrom);
    var request = new RunRequest(inputs, sites, selected, yes, false, directory);
    return new Previewer(machine(state)).preview(plan, request, probing);
  }

  private Machine machine(Path state) {
    var clock = new StoppedClock(START);
    return new Machine(
        StateFolder.at(state, clock),
        CATALOG,
        clock,
        Person.NOBODY,
        new Operator(),
        progress -> {
          throw new AssertionError("a dry run tells nobody anything: " + progress);
        },
        environment);
  }

  /** Always the same instant. */
  private record StoppedClock(Instant instant) implements Clock {
    @Override
    public boolean await(Instant until, Object bell, BooleanSupplier condition) {
      throw new AssertionError("a dry run waits for nothing");
    }

    @Override
    public Alarm alarm(Instant at, Runnable ring) {
      throw new AssertionError("a dry run sets no alarm");
    }
  }

  /** One account and no group. */
  private record Operator() implements Accounts {
    @Override
    public String current() {
      return "operator";
    }

    @Override
    public boolean isMember(String account, String group) {
      return false;
    }
  }
}

package dev.runbook.run;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.expression.Result;
import dev.runbook.journal.Decision;
import dev.runbook.load.Files;
import dev.runbook.load.Loader;
import dev.runbook.model.Declaration;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole run, told: {@code runbook("...").answering("review=approve").run().ended(SUCCEEDED)}.
 *
 * <p>Nothing sleeps: a wait of a day is over at once. What the actions do is in {@link
 * FakeActions}.
 */
final class Story {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path folder = Path.of("/story/" + COUNT.incrementAndGet());
  private final Map<Path, String> files = new LinkedHashMap<>();
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> yes = new LinkedHashMap<>();
  private final List<String> sites = new ArrayList<>();
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<Later> later = new ArrayList<>();
  private RunRequest.Selected selected = RunRequest.Selected.ALL;
  private Map<String, Map<String, @Nullable Object>> supplied = Map.of();
  private Instant start = Instant.parse("2026-01-01T10:00:00Z");
  private StagedRun.Cut cut = StagedRun.Cut.NEVER;
  private long seed = 1;
  private boolean waits;
  private @Nullable Plan plan;
  private Duration thinks = Duration.ZERO;
  private boolean shared = true;
  private String operator = "olga";

  private Story(String text) {
    files.put(folder.resolve("main.yaml"), text);
  }

  /** Something that happens in the run's folder while it goes on. */
  record Later(Duration after, Happening happening) {}

  /** What happens. */
  interface Happening {
    void happen(Session session, MemoryFolder folder);
  }

  static Story runbook(String text) {
    return new Story(text);
  }

  Story file(String name, String text) {
    files.put(folder.resolve(name), text);
    plan = null;
    return this;
  }

  Story input(String name, String value) {
    inputs.put(name, value);
    return this;
  }

  Story environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Story site(String text) {
    var name = "site" + sites.size() + ".yaml";
    sites.add(name);
    return file(name, text);
  }

  Story yes(String gate, String choice) {
    yes.put(gate, choice);
    return this;
  }

  /**
   * Somebody is at the terminal and answers so, {@code STEP=CHOICE}; all else is left for later.
   */
  Story answering(String... answers) {
    for (var answer : answers) {
      var parts = answer.split("=", 2);
      this.answers.put(parts[0], parts[1]);
    }
    return this;
  }

  /** Somebody is at the terminal and thinks for so long, unless the question is over before. */
  Story thinking(String time) {
    thinks = Duration.parse("PT" + time.toUpperCase(Locale.ROOT));
    return this;
  }

  Story selecting(RunRequest.Selected selected) {
    this.selected = selected;
    return this;
  }

  Story only(String... steps) {
    return selecting(new RunRequest.Selected(List.of(steps), null, null, List.of(), null));
  }

  Story until(String step) {
    return selecting(new RunRequest.Selected(List.of(), null, step, List.of(), null));
  }

  /** Supplies the outputs of an earlier run. */
  Story outputsFrom(Told earlier) {
    supplied = EarlierOutputs.of(earlier.events());
    selected =
        new RunRequest.Selected(
            selected.only(), selected.from(), selected.until(), selected.skip(), "earlier");
    return this;
  }

  Story at(String instant) {
    start = Instant.parse(instant);
    return this;
  }

  Story seed(long seed) {
    this.seed = seed;
    return this;
  }

  Story waiting() {
    waits = true;
    return this;
  }

  Story inPrivate() {
    shared = false;
    return this;
  }

  Story by(String operator) {
    this.operator = operator;
    return this;
  }

  Story cutAt(StagedRun.Cut cut) {
    this.cut = cut;
    return this;
  }

  /** Has something happen while the run goes on. */
  Story after(String time, Happening happening) {
    later.add(new Later(Duration.parse("PT" + time.toUpperCase(Locale.ROOT)), happening));
    return this;
  }

  /** Somebody decides from elsewhere. */
  Story decided(String time, String step, String choice) {
    return after(time, (session, folder) -> decide(folder, step, choice, "dora", Map.of()));
  }

  static void decide(
      MemoryFolder folder,
      String step,
      String choice,
      String by,
      Map<String, @Nullable Object> fields) {
    var opened =
        folder.events().stream()
            .filter(e -> e.event().equals("gate.opened") && step.equals(e.step()))
            .reduce((first, last) -> last)
            .orElseThrow(() -> new IllegalStateException("nobody asked at " + step));
    var hash = Records.text(opened.data(), "hash");
    var at = folder.stage().instant();
    folder.decide(new Decision(step, hash, choice, fields, null, by, at));
  }

  List<Later> later() {
    return later;
  }

  long seed() {
    return seed;
  }

  StagedRun.Cut cut() {
    return cut;
  }

  Instant start() {
    return start;
  }

  Path folder() {
    return folder;
  }

  Map<String, Map<String, @Nullable Object>> supplied() {
    return supplied;
  }

  /** Changes a file, as an operator who edits it. */
  Story edited(String name, String text) {
    return file(name, text);
  }

  Map<Path, String> files() {
    return files;
  }

  static Catalog catalog() {
    return Catalog.of(List.of(new FakeActions()));
  }

  Staging staging() {
    return new Staging(
        plan(), request(), supplied, disk(), start, seed, Staging.Pace.JUMPS, new Cast());
  }

  /** Real fake actions, and the people of the story. */
  private final class Cast implements Troupe {
    private @Nullable StagedRun run;

    @Override
    public void enter(StagedRun run) {
      var first = this.run == null;
      this.run = run;
      for (var one : first ? later : List.<Later>of()) {
        run.at(
            start.plus(one.after()),
            () -> one.happening().happen(run.session().orElseThrow(), run.folder()));
      }
    }

    @Override
    public Effects effects() {
      return Outside.EFFECTS;
    }

    @Override
    public void sees(Progress progress) {}

    @Override
    public Person person() {
      return Story.this.person(Objects.requireNonNull(run));
    }

    @Override
    public Accounts accounts() {
      return Story.this.accounts();
    }

    @Override
    public Map<String, String> environment() {
      return environment;
    }

    @Override
    public Result secret(String name, Declaration.SecretFrom from, Path folder) {
      return new OutsideSecrets(environment, Person.NOBODY).read(name, from, folder);
    }

    @Override
    public boolean peopleDiffer() {
      return shared;
    }
  }

  private Accounts accounts() {
    return new Accounts() {
      @Override
      public String current() {
        return operator;
      }

      @Override
      public boolean isMember(String account, String group) {
        return group.equals("managers") && account.equals("dora");
      }
    };
  }

  private Person person(StagedRun run) {
    return new Person() {
      @Override
      public boolean isThere() {
        return !answers.isEmpty();
      }

      @Override
      public Optional<Decision> decide(Opening opening, BooleanSupplier over) {
        var stage = run.folder().stage();
        var end = stage.instant().plus(thinks);
        while (!over.getAsBoolean() && stage.instant().isBefore(end)) {
          stage.await(stage.instant().plusSeconds(60), this, over);
        }
        if (!thinks.isZero() && over.getAsBoolean()) {
          return Optional.empty();
        }
        var choice = answers.get(opening.step());
        return Optional.ofNullable(choice)
            .map(
                said ->
                    new Decision(
                        opening.step(), opening.hash(), said, Map.of(), null, operator, run.now()));
      }
    };
  }

  Plan plan() {
    if (plan == null) {
      plan = planned();
    }
    return plan;
  }

  private Plan planned() {
    var problems = new Problems();
    var loader = new Loader(problems, disk());
    var plan =
        loader
            .load(folder.resolve("main.yaml"))
            .map(library -> Plan.of(library, catalog(), problems));
    if (plan.isEmpty() || problems.hasErrors()) {
      throw new AssertionError(Report.of(problems.inFileOrder()));
    }
    return plan.get();
  }

  Files disk() {
    return file -> {
      var text = files.get(file);
      if (text == null) {
        throw new NoSuchFileException(file.toString());
      }
      return text.getBytes(StandardCharsets.UTF_8);
    };
  }

  RunRequest request() {
    var problems = new Problems();
    var loader = new Loader(problems, disk());
    List<Site> read =
        sites.stream().map(name -> loader.site(folder.resolve(name)).orElseThrow()).toList();
    return new RunRequest(inputs, read, selected, yes, waits, folder);
  }

  /** Carries it out. */
  Told run() {
    return new Told(this).start();
  }
}

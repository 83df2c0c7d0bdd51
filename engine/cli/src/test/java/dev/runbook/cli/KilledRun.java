package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.console.Exit;
import dev.runbook.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run that is killed some times, each time resumed, and asked about by an operator who looks at
 * what is there: every effect is a line in a file that the engine knows nothing of.
 */
final class KilledRun {
  private static final String RUNBOOK =
      """
      runbook: killed
      lock: counters
      steps:
        - id: asked
          action: shell.run
          with: { command: sleep 0.05; echo asked >> counters; sleep 0.05 }
        - id: loop
          for_each: [1, 2, 3]
          max_parallel: 2
          done_if: { action: shell.run, with: { command: 'grep -cx loop-$N counters || :', env: { N: '${item}' } }, is: output.stdout != '0' }
          action: shell.run
          with: { command: 'sleep 0.0$N; echo loop-$N >> counters; sleep 0.0$N', env: { N: '${item}' } }
        - id: again
          on_resume: rerun
          action: shell.run
          with: { command: 'setsid sleep 600 & echo again >> counters; sleep 0.1' }
        - id: side
          parallel: true
          steps:
            - id: left
              action: shell.run
              with: { command: sleep 0.2; echo left >> counters; sleep 0.2 }
            - id: probed
              done_if: { action: shell.run, with: { command: 'grep -cx probed counters || :' }, is: output.stdout != '0' }
              action: shell.run
              with: { command: sleep 0.6; echo probed >> counters; sleep 0.1 }
            - id: stubborn
              on_resume: rerun
              action: shell.run
              with: { command: "trap '' TERM; sleep 0.2; echo stubborn >> counters; sleep 0.4" }
            - id: behind
              action: shell.run
              with: { command: 'setsid sh -c "sleep 0.8; echo behind >> counters" & wait' }
            - id: left_out
              on_resume: skip
              action: shell.run
              with: { command: sleep 0.3; echo left_out >> counters; sleep 0.2 }
        - id: flaky
          retry: { attempts: 3, delay: 20ms }
          done_if: { action: shell.run, with: { command: 'grep -cx flaky counters || :' }, is: output.stdout == '2' }
          action: shell.run
          with: { command: 'echo flaky >> counters; test "$(grep -cx flaky counters)" = 2' }
        - id: rest
          wait: 50ms
        - id: page
          action: file.write
          with: { path: page, text: a page }
        - id: guarded
          steps:
            - id: body
              action: shell.run
              with: { command: echo body >> counters; sleep 0.02; exit 1 }
          rescue:
            - id: rescued
              action: shell.run
              with: { command: echo rescued >> counters; sleep 0.02 }
          always:
            - id: tidied
              action: shell.run
              with: { command: echo tidied >> counters; sleep 0.02 }
        - id: last
          action: shell.run
          with: { command: echo last >> counters }
      """;

  /** What is to be there once, whatever happens. */
  private static final List<String> ONCE =
      List.of(
          "asked", "loop-1", "loop-2", "loop-3", "left", "probed", "behind", "body", "rescued",
          "tidied", "last");

  /** What a cut-off step may do once more, by its {@code on_resume}. */
  private static final List<String> AGAIN = List.of("again", "stubborn");

  private static final int MOST_KILLS = 4;
  private static final int MOST_STARTS = 40;

  /** Milliseconds that the steps take without a kill, about; and those from a start to a step. */
  private static final int STEPS = 1800;

  private static final int START = 700;

  private final Path folder;
  private final Random random;
  private final long seed;
  private final Typing operator;
  private final List<String> told = new ArrayList<>();
  private final int wanted;
  private int kills;
  private int decisions;

  KilledRun(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
    this.random = new Random(seed);
    this.operator = new Typing(folder, folder.resolve("state"));
    this.wanted = 1 + random.nextInt(MOST_KILLS);
  }

  /** What happened to some runs. */
  record Story(int runs, int starts, int kills, int decisions) {
    static final Story NONE = new Story(0, 0, 0, 0);

    Story and(Story other) {
      return new Story(
          runs + other.runs,
          starts + other.starts,
          kills + other.kills,
          decisions + other.decisions);
    }
  }

  Story carriedOut() throws Exception {
    try {
      return comeToItsEnd();
    } finally {
      Child.marked(folder).end();
    }
  }

  private Story comeToItsEnd() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("r.yaml"), RUNBOOK);
    Files.createFile(folder.resolve("counters"));
    var starts = 1;
    while (!hasEnded()) {
      starts++;
      assertThat(starts).as("%s", this).isLessThan(MOST_STARTS);
    }
    assertThat(Child.marked(folder).alive()).as("%s", this).isEmpty();
    assertThatEachEffectIsThere();
    return new Story(1, starts, kills, decisions);
  }

  /** Starts the program once; returns whether the run has come to its end. */
  private boolean hasEnded() throws Exception {
    var run = run();
    var child =
        run.isPresent()
            ? Child.start(folder, List.of(), "resume", run.get())
            : Child.start(folder, List.of(), "run", "r.yaml");
    try {
      if (kills < wanted) {
        kill(child);
      }
      var exit = child.exit();
      told.add("exit " + exit + "\n" + child.all());
      assertThat(exit).as("%s", this).isIn(0, 3, 137);
      assertThatTheRecordIsSound();
      if (exit == 3) {
        answer(run().orElseThrow());
      }
      return exit == 0 || (exit == 137 && hasSucceeded());
    } finally {
      child.end();
    }
  }

  /** It may be killed when the run has ended and it has not yet. */
  private boolean hasSucceeded() throws Exception {
    var run = run();
    if (run.isEmpty()) {
      return false;
    }
    operator.printed();
    operator.type("show", run.get(), "--output", "json");
    return Json.read(operator.printed()) instanceof Map<?, ?> json
        && "succeeded".equals(json.get("status"));
  }

  /** Mostly while steps go on, sometimes before. */
  private void kill(Child child) throws Exception {
    var isEarly = random.nextInt(6) == 0;
    if (!isEarly) {
      child.run();
    }
    var moment = Duration.ofMillis(random.nextInt(isEarly ? START : STEPS));
    if (!child.endsWithin(moment)) {
      child.signal("KILL");
      kills++;
    }
  }

  /** Returns the run, once it has begun: its first line is written. */
  private Optional<String> run() throws Exception {
    var runs = folder.resolve("state/runs");
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(runs)) {
      return all.filter(run -> run.resolve("journal.jsonl").toFile().length() > 0)
          .map(run -> run.getFileName().toString())
          .findFirst();
    }
  }

  private void assertThatTheRecordIsSound() throws Exception {
    var run = run();
    if (run.isPresent()) {
      var exit = operator.type("verify", run.get());
      assertThat(exit).as("%s\n%s", this, operator.complained()).isEqualTo(Exit.SUCCEEDED);
    }
  }

  private void answer(String run) throws Exception {
    operator.printed();
    operator.type("show", run, "--output", "json");
    for (var question : list(Json.read(operator.printed()), "open")) {
      if (list(question, "decided").isEmpty()) {
        var step = String.valueOf(((Map<?, ?>) question).get("step"));
        var answer = answer(step, list(question, "choices"));
        var exit = operator.type("decide", run, step, "--as", answer, "--comment", "looked");
        assertThat(exit).as("%s\n%s", this, operator.complained()).isEqualTo(Exit.SUCCEEDED);
        told.add("decided " + step + " --as " + answer);
        decisions++;
      }
    }
  }

  private static List<?> list(@Nullable Object json, String name) {
    return json instanceof Map<?, ?> map && map.get(name) instanceof List<?> list
        ? list
        : List.of();
  }

  private String answer(String step, List<?> choices) throws Exception {
    if (choices.contains("wait")) {
      return "wait";
    }
    if (count(step) == 0) {
      return "rerun";
    }
    return step.equals("body") ? "failed" : "done";
  }

  private long count(String effect) throws Exception {
    return Files.readAllLines(folder.resolve("counters")).stream().filter(effect::equals).count();
  }

  private void assertThatEachEffectIsThere() throws Exception {
    for (var effect : ONCE) {
      assertThat(count(effect)).as("%s: %s", effect, this).isEqualTo(1);
    }
    for (var effect : AGAIN) {
      assertThat(count(effect)).as("%s: %s", effect, this).isBetween(1L, 1L + kills);
    }
    assertThat(count("flaky")).as("flaky: %s", this).isEqualTo(2);
    assertThat(count("left_out")).as("left_out: %s", this).isLessThanOrEqualTo(1);
    assertThat(folder.resolve("page")).hasContent("a page");
  }

  @Override
  public String toString() {
    return "-Dkill.seed=" + seed + " -Dkill.runs=1\n" + String.join("\n", told);
  }
}

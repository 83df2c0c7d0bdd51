package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.console.Exit;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run on a disk that is full some time; then there is room, and the operator goes on. Every
 * effect is a line in a file on another disk.
 */
final class FilledDisk {
  /** What is printed takes a page of the log, and one of the journal. */
  static final String RUNBOOK =
      """
      runbook: filled
      lock: disk
      steps:
        - id: first
          action: shell.run
          with: { command: echo first >> counters; seq 900 }
        - id: review
          gate: { ask: Go on? }
        - id: second
          action: shell.run
          with: { command: echo second >> counters; seq 900 }
        - id: third
          action: shell.run
          with: { command: echo third >> counters; seq 900 }
      """;

  static final String ROOMY = "size=40m,nr_inodes=0";
  private static final List<String> EFFECTS = List.of("first", "second", "third");
  private static final int MOST = 20;

  private final Path folder;
  private final SmallDisk disk;
  private final Typing operator;
  private final List<String> told = new ArrayList<>();
  private final Map<String, Integer> failed = new TreeMap<>();
  private int full;

  FilledDisk(Path folder, SmallDisk disk) {
    this.folder = folder;
    this.disk = disk;
    this.operator = new Typing(folder, disk.place());
  }

  /** Returns how often there was no room. */
  int full() {
    return full;
  }

  void carryOut() throws Exception {
    Files.writeString(folder.resolve("counters"), "");
    var next = List.of("run", folder.resolve("r.yaml").toString());
    while (!next.isEmpty()) {
      next = next(next);
      assertThat(told).as("%s", told).hasSizeLessThan(MOST);
    }
    for (var effect : EFFECTS) {
      var lines = Files.readAllLines(folder.resolve("counters"));
      assertThat(lines.stream().filter(effect::equals).count())
          .as("%s: %s", effect, told)
          .isEqualTo(1 + failed.getOrDefault(effect, 0));
    }
    assertThat(operator.type("verify", run())).isEqualTo(Exit.SUCCEEDED);
    assertThatNothingHalfWrittenIsLeft();
  }

  /** Types a command line; returns the next one. */
  private List<String> next(List<String> words) throws Exception {
    var exit = operator.type(words.toArray(String[]::new));
    var printed = operator.printed();
    var complained = operator.complained();
    told.add(words + " " + exit + "\n" + printed + complained);
    return switch (exit) {
      case SUCCEEDED -> isAbout(words, "run", "resume") ? List.of() : List.of("resume", run());
      case PAUSED -> answer(printed);
      case FAILED -> {
        assertThatItSaysSo(complained);
        yield List.of("resume", run());
      }
      case WRONG -> {
        assertThatItSaysSo(complained);
        yield words;
      }
      default -> throw new AssertionError(exit + ": " + told);
    };
  }

  private static boolean isAbout(List<String> words, String... commands) {
    return List.of(commands).contains(words.get(0));
  }

  private List<String> answer(String printed) throws Exception {
    if (printed.contains("runbook approve ")) {
      return List.of("approve", run(), "review");
    }
    var step =
        EFFECTS.stream().filter(e -> printed.contains(run() + " " + e + " --as")).findFirst();
    var lines = Files.readAllLines(folder.resolve("counters"));
    var isDone = lines.contains(step.orElseThrow());
    return List.of("decide", run(), step.get(), "--as", isDone ? "done" : "rerun");
  }

  /** In one sentence, with what to do. */
  private void assertThatItSaysSo(String complained) throws Exception {
    full++;
    assertThat(full).as("%s", told).isEqualTo(1);
    disk.become(ROOMY);
    assertThat(complained)
        .as("%s", told)
        .startsWith("error: ")
        .contains(": no space left on device\n", "  = hint: ")
        .doesNotContain("java.", "Exception", "bug");
    for (var effect : EFFECTS) {
      if (complained.contains("step `" + effect + "` failed")) {
        failed.merge(effect, 1, Integer::sum);
      }
    }
  }

  private String run() {
    var runs = disk.place().resolve("runs").toFile().listFiles();
    for (var run : runs == null ? new File[0] : runs) {
      if (new File(run, "journal.jsonl").length() > 0) {
        return run.getName();
      }
    }
    return "none";
  }

  private void assertThatNothingHalfWrittenIsLeft() throws Exception {
    try (var files = Files.walk(disk.place())) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.startsWith(".")))
          .as("%s", told)
          .containsOnly(".guard");
      assertThat(disk.place().resolve("runs").toFile().list()).as("%s", told).hasSize(1);
    }
  }
}

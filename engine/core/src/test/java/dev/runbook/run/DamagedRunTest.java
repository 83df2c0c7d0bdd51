package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Report;
import dev.runbook.expression.Result;
import dev.runbook.journal.Commands;
import dev.runbook.journal.Decision;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The folder of a run on a disk, damaged in every way, and the run resumed: it ends as it would
 * have, or it is refused with the reason, and then nothing was touched and nothing was done.
 */
class DamagedRunTest {
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final String RUNBOOK =
      """
      runbook: damaged
      inputs: { n: { type: integer, default: 2 } }
      steps:
        - { id: a, action: fake.do, with: { name: a, repeat: find_out, gives: '${inputs.n}' } }
        - { id: review, gate: { ask: 'Go on?', choices: [on, off] } }
        - { id: b, action: fake.do, with: { name: b, later: 2, repeat: find_out } }
        - { id: c, call: inner.yaml, when: steps.review.outputs.choice == 'on' }
      outputs: { sum: '${steps.a.outputs.value + inputs.n}' }
      """;
  private static final String INNER =
      """
      runbook: inner
      steps:
        - { id: d, action: fake.do, with: { name: d, repeat: find_out } }
      """;

  @TempDir private Path folder;
  private final Story story = Story.runbook(RUNBOOK).file("inner.yaml", INNER);
  private final Random random = new Random(1);
  private Stage stage = new Stage(START, 1, Staging.Pace.JUMPS);
  private StateFolder state;
  private Outside outside;
  private String run;
  private Map<Path, byte[]> whole;

  /** Carries it out as far as the gate, decides that, and keeps what the folder holds then. */
  @BeforeEach
  void runAsFarAsTheGate() throws Exception {
    state = StateFolder.at(folder.resolve("state"), () -> stage.instant());
    outside = Outside.at(story.folder(), new StagedRun(story.staging()));
    var held = state.create(START);
    run = held.folder().id();
    try (var lock = held.lock()) {
      assertThat(lock).isNotNull();
      var session = session();
      var ready = session.prepare(story.plan(), story.request(), run, START, Map.of());
      var result = session.start(ready, story.request(), held.folder(), Map.of());
      decide(held.folder(), result.waiting().get(0));
    }
    whole = contents();
  }

  private void decide(RunFolder at, Opening gate) throws StateException {
    at.decide(
        new Decision(gate.step(), gate.hash(), "on", Map.of(), null, "dora", stage.instant()));
  }

  private Session session() {
    var now = stage;
    return new Session(
        new Surroundings(
            Story.catalog(),
            now,
            Person.NOBODY,
            new Accounts() {
              @Override
              public String current() {
                return "olga";
              }

              @Override
              public boolean isMember(String account, String group) {
                return false;
              }
            },
            progress -> {},
            Map.of(),
            false,
            story.disk(),
            bell -> now,
            Outside.EFFECTS,
            (name, from, place) -> new Result.Missing("no secret", null),
            Commands.PLAIN));
  }

  private Path home() {
    return folder.resolve("state/runs").resolve(run);
  }

  private Map<Path, byte[]> contents() throws IOException {
    var contents = new TreeMap<Path, byte[]>();
    try (var files = Files.walk(home())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private Path journal() {
    return home().resolve("journal.jsonl");
  }

  /** Puts back what the folder held at the gate. */
  private void restore() throws IOException {
    for (var file : contents().keySet()) {
      Files.delete(file);
    }
    for (var file : whole.entrySet()) {
      Files.createDirectories(file.getKey().resolveSibling(""));
      Files.write(file.getKey(), file.getValue());
    }
  }

  /**
   * Resumes the run until it has ended and returns "": it did what was left to do, once. Or returns
   * why it was refused: then nothing was touched and nothing was done.
   */
  private String resumed() throws Exception {
    var before = contents();
    var done = outside.effects();
    try {
      while (resume() == RunResult.Status.PAUSED) {
        assertThat(outside.effects()).isEqualTo(done);
      }
      assertThat(outside.effects().subList(done.size(), outside.effects().size()))
          .containsExactly("b", "d");
      return "";
    } catch (StateException e) {
      untouched(before, done);
      return String.valueOf(e.getMessage());
    } catch (RefusedException e) {
      untouched(before, done);
      return Report.of(e.diagnostics());
    }
  }

  private RunResult.Status resume() throws Exception {
    stage = new Stage(stage.instant().plusSeconds(60), 1, Staging.Pace.JUMPS);
    var held = state.hold(run);
    try (var lock = held.lock()) {
      assertThat(lock).isNotNull();
      var result = session().resume(ResumeRequest.PLAIN, held.folder(), name -> {});
      for (var gate : result.waiting()) {
        decide(held.folder(), gate);
      }
      return result.status();
    }
  }

  private void untouched(Map<Path, byte[]> before, List<String> done) throws IOException {
    assertThat(outside.effects()).isEqualTo(done);
    assertThat(contents()).containsExactlyEntriesOf(before);
  }

  @Test
  void aJournalCutAtAnyByteOfItsLastThreeLinesGoesOn() throws Exception {
    var lines = lines();
    var size = Files.size(journal());
    var end = String.join("\n", lines.subList(lines.size() - 3, lines.size())).length() + 1;
    for (var cut = size - end; cut <= size; cut += 5) {
      restore();
      Files.write(journal(), Arrays.copyOf(Files.readAllBytes(journal()), (int) cut));
      assertThat(resumed()).as("cut at %s of %s", cut, size).isEmpty();
    }
  }

  @Test
  void aJournalWithAFlippedBitIsRefusedWithItsLine() throws Exception {
    var bytes = Files.readAllBytes(journal());
    var line = 1;
    for (var i = 0; i < bytes.length; i++) {
      if (i % 7 == 0 || bytes[i] == '\n') {
        var flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << random.nextInt(8));
        Files.write(journal(), flipped);
        assertThat(resumed())
            .as("byte %s", i)
            .containsAnyOf("is damaged in line " + line + ":", "was written by a newer runbook");
      }
      line += bytes[i] == '\n' ? 1 : 0;
    }
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(journal()));
  }

  private void refusedIn(int line, List<String> lines) throws Exception {
    Files.writeString(journal(), String.join("\n", lines) + "\n");
    assertThat(resumed()).contains("is damaged in line " + line + ":");
  }

  @Test
  void linesSwappedDoubledOrRemovedAreRefused() throws Exception {
    for (var i = 0; i < lines().size() - 1; i++) {
      restore();
      var swapped = lines();
      Collections.swap(swapped, i, i + 1);
      refusedIn(i + 1, swapped);
      restore();
      var doubled = lines();
      doubled.add(i, doubled.get(i));
      refusedIn(i + 2, doubled);
      restore();
      var shorter = lines();
      shorter.remove(i);
      refusedIn(i + 1, shorter);
    }
  }

  @Test
  void aDecisionFileThatIsTornDecidesNothingAndIsDecidedAgain() throws Exception {
    var file = only("decisions");
    var decision = Files.readAllBytes(file);
    for (var cut = 0; cut < decision.length; cut += 11) {
      restore();
      Files.write(file, Arrays.copyOf(decision, cut));
      assertThat(resumed()).as("cut at %s", cut).isEmpty();
    }
  }

  @Test
  void aKeptFileThatWasChangedIsNamed() throws Exception {
    for (var file : files("files")) {
      if (!file.endsWith("index.json")) {
        restore();
        Files.write(file, flipped(Files.readAllBytes(file)));
        assertThat(resumed()).isEqualTo("`" + file + "` is not what the run read: it was changed");
        restore();
        Files.delete(file);
        assertThat(resumed()).isEqualTo("`" + file + "` is gone");
      }
    }
  }

  @Test
  void aDamagedListOfKeptFilesIsNamed() throws Exception {
    var index = home().resolve("files/index.json");
    var bytes = Files.readAllBytes(index);
    for (var cut = 0; cut < bytes.length - 2; cut += 7) {
      restore();
      Files.write(index, Arrays.copyOf(bytes, cut));
      assertThat(resumed()).as("cut at %s", cut).contains(index + "` is damaged: ");
    }
    restore();
    Files.delete(index);
    assertThat(resumed()).isEqualTo("`" + index + "` is gone");
    for (var file : files("files")) {
      Files.delete(file);
    }
    Files.delete(index.resolveSibling(""));
    assertThat(resumed())
        .isEqualTo("the files that run `" + run + "` read are gone from `" + home() + "`");
  }

  @Test
  void whatIsOnlyConvenientCanBeMissing() throws Exception {
    for (var gone : List.of("lock", "decisions", "requests", "logs")) {
      restore();
      for (var file : files(gone)) {
        Files.delete(file);
      }
      Files.deleteIfExists(home().resolve(gone));
      assertThat(resumed()).as(gone).isEmpty();
    }
  }

  private byte[] flipped(byte[] bytes) {
    var flipped = bytes.clone();
    flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private Path only(String part) throws IOException {
    return files(part).get(0);
  }

  private List<Path> files(String part) throws IOException {
    return contents().keySet().stream()
        .filter(file -> file.startsWith(home().resolve(part)))
        .toList();
  }
}

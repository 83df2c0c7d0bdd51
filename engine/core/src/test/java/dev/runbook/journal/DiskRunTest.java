package dev.runbook.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskRunTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path folder;
  private StateFolder state;
  private StateFolder.HeldRun held;
  private RunFolder run;

  @BeforeEach
  void create() throws StateException {
    state = StateFolder.at(folder.resolve("state"), () -> NOW);
    held = state.create(NOW);
    run = held.folder();
  }

  @AfterEach
  void free() throws Exception {
    held.lock().close();
  }

  private static Decision decision(String choice, Instant at) {
    return new Decision("gate", "4711", choice, Map.of("n", new BigDecimal(3)), "why", "anna", at);
  }

  @Test
  void aJournalIsReadWhileAnotherWritesIt() throws Exception {
    try (var journal = run.open()) {
      journal.append("run.started", null, Map.of());
      assertThat(state.find(run.id()).read())
          .extracting(Event::event)
          .containsExactly("run.started");
      assertThat(state.find(run.id()).verify())
          .isEqualTo(new Verification.Sound(1, journal.head()));
    }
  }

  @Test
  void theFirstLineIsReadAlone() throws Exception {
    try (var journal = run.open()) {
      journal.append("run.started", null, Map.of("file", "a.yaml"));
      journal.append("run.ended", null, Map.of());
    }
    var file = run.path().resolve("journal.jsonl");
    Files.writeString(file, Files.readString(file).replace("run.ended", "run.grown"));
    assertThat(run.begun()).map(Event::event).contains("run.started");
  }

  @Test
  void keptFilesComeBackWithTheirPathsInOrder() throws Exception {
    var files = new LinkedHashMap<Path, String>();
    files.put(Path.of("/etc/b.yaml"), "runbook: b\n");
    files.put(Path.of("/etc/a.yaml"), "ä\r\n\ud83d\ude00");
    files.put(Path.of("/var/a.yaml"), "");
    run.keep(files);
    assertThat(run.kept()).isEqualTo(files);
    assertThat(run.kept().keySet()).containsExactlyElementsOf(files.keySet());
  }

  @Test
  void filesKeptLaterTakeThePlaceOfThoseBefore() throws Exception {
    run.keep(Map.of(Path.of("/a.yaml"), "one", Path.of("/b.yaml"), "two"));
    run.keep(Map.of(Path.of("/a.yaml"), "three"));
    assertThat(run.kept()).isEqualTo(Map.of(Path.of("/a.yaml"), "three"));
  }

  @Test
  void aKeptFileThatWasChangedIsRefused() throws Exception {
    run.keep(Map.of(Path.of("/a.yaml"), "one"));
    var file =
        run.path()
            .resolve("files/" + Sha256.of("one".getBytes(US_ASCII)).substring(0, 12) + "-a.yaml");
    Files.writeString(file, "two");
    assertThatThrownBy(run::kept)
        .isInstanceOf(StateException.class)
        .hasMessage("`" + file + "` is not what the run read: it was changed");
  }

  @Test
  void aRunThatKeepsNothingHasNoFiles() throws Exception {
    assertThat(run.kept()).isEmpty();
  }

  @Test
  void decisionsComeOldestFirstAndAreSeenByAllThatLook() throws Exception {
    var early = decision("go", NOW);
    var late = decision("stop", NOW.plusSeconds(1));
    state.find(run.id()).decide(late);
    assertThat(run.decisions()).containsExactly(late);
    state.find(run.id()).decide(early);
    assertThat(run.decisions()).containsExactly(early, late);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"choice\":\"go\"}", "\u0000"})
  void aFileThatIsNoDecisionDecidesNothing(String text) throws Exception {
    run.decide(decision("go", NOW));
    Files.writeString(run.path().resolve("decisions/x.json"), text);
    assertThat(run.decisions()).containsExactly(decision("go", NOW));
  }

  @Test
  void theDecisionOfAnotherRunDecidesNothingHere() throws Exception {
    run.decide(decision("go", NOW));
    var other = state.create(NOW);
    try (var lock = other.lock();
        var files = Files.newDirectoryStream(run.path().resolve("decisions"))) {
      for (var file : files) {
        Files.copy(file, other.folder().path().resolve("decisions").resolve(file.getFileName()));
      }
      assertThat(lock).isNotNull();
      assertThat(other.folder().decisions()).isEmpty();
    }
  }

  @Test
  void requestsAreThoseSinceTheJournalWasOpened() throws Exception {
    state.find(run.id()).request("stop");
    assertThat(run.requests()).containsExactly("stop");
    try (var journal = run.open()) {
      assertThat(run.requests()).isEmpty();
      state.find(run.id()).request("cancel");
      state.find(run.id()).request("cancel");
      assertThat(run.requests()).containsExactly("cancel");
      assertThat(journal.past()).isEmpty();
    }
  }

  @Test
  void whoWatchesIsToldOfDecisionsAndRequests() throws Exception {
    var rung = new Semaphore(0);
    var watch = run.watch(rung::release);
    try (watch) {
      state.find(run.id()).decide(decision("go", NOW));
      assertThat(rung.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(run.decisions()).hasSize(1);
      state.find(run.id()).request("cancel");
      assertThat(rung.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(run.requests()).containsExactly("cancel");
    }
  }

  @Test
  void logsAreReadWhileTheStepGoesOnAndGrowWithItsNextAttempt() throws Exception {
    var file = run.logFile("build[a/b,ü]");
    assertThat(file).doesNotExist();
    try (var log = run.log("build[a/b,ü]")) {
      assertThat(file).doesNotExist();
      log.accept("one ü");
      var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (Files.size(file) == 0 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(file).content().isEqualTo("one ü\n");
    }
    try (var log = run.log("build[a/b,ü]")) {
      log.accept("two");
    }
    assertThat(file).content().isEqualTo("one ü\ntwo\n");
  }

  @Test
  void linesOfSeveralThreadsStayWhole() throws Exception {
    var start = new CyclicBarrier(4);
    try (var log = run.log("a")) {
      var threads = new ArrayList<Thread>();
      for (var name : List.of("a", "b", "c", "d")) {
        var thread = new Thread(() -> write(log, name.repeat(1000), start));
        thread.start();
        threads.add(thread);
      }
      for (var thread : threads) {
        thread.join();
      }
    }
    assertThat(Files.readAllLines(run.logFile("a")))
        .hasSize(4000)
        .allMatch(line -> line.equals(line.substring(0, 1).repeat(1000)));
  }

  private static void write(RunFolder.Log log, String line, CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    for (var i = 0; i < 1000; i++) {
      log.accept(line);
    }
  }

  @Test
  void everyKeyHasALogOfItsOwnInTheRun() {
    var keys =
        List.of(
            "a",
            "a.b",
            "a/b",
            "a%2Fb",
            "..",
            ".",
            "../../x",
            "a[1,b]",
            "a[1, b]",
            "A",
            "ü",
            "\u0000",
            "x".repeat(300),
            "x".repeat(301),
            "x".repeat(120),
            "/".repeat(100));
    var files = keys.stream().map(run::logFile).toList();
    assertThat(files).doesNotHaveDuplicates();
    assertThat(files)
        .allSatisfy(
            file -> {
              assertThat(file.normalize().getParent()).isEqualTo(run.path().resolve("logs"));
              assertThat(file.getFileName().toString()).hasSizeLessThan(130);
            });
    assertThat(run.logFile("images[15,arm]")).hasFileName("images[15,arm].log");
  }
}

package dev.runbook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class FileJournalTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Path file() throws IOException {
    var file = folder.resolve("journal.jsonl");
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    return file;
  }

  private FileJournal open() throws IOException, StateException {
    return FileJournal.open(file(), Access.OWNER, () -> NOW);
  }

  private List<Event> written(int count) throws IOException, StateException {
    var events = new ArrayList<Event>();
    try (var journal = open()) {
      for (var i = 1; i <= count; i++) {
        events.add(journal.append("step.decided", "s" + i, Map.of("value", new BigDecimal(i))));
      }
    }
    return events;
  }

  private byte[] bytes() throws IOException {
    return Files.readAllBytes(file());
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file()));
  }

  private void rewrite(List<String> lines) throws IOException {
    Files.writeString(file(), String.join("\n", lines) + "\n");
  }

  private Verification verified() throws IOException {
    return JournalReader.walk(file(), event -> {}).verification();
  }

  @Test
  void nobodysLineCountsOnceTheFileWasTakenAway() throws Exception {
    try (var journal = open()) {
      journal.append("step.decided", "a", Map.of());
      Files.delete(file());
      assertThatThrownBy(journal::force).isInstanceOf(JournalException.class);
      assertThatThrownBy(journal::force).isInstanceOf(JournalException.class);
    }
  }

  @Test
  void whatWasAppendedIsThereWhenItIsOpenedAgain() throws Exception {
    var data =
        Map.of(
            "text",
            "ä\n\u0000\ud83d\ude00",
            "for",
            Duration.ofMinutes(3),
            "at",
            NOW,
            "list",
            List.of(true, Map.of("$odd", "key")));
    Event one;
    Event other;
    try (var journal = open()) {
      one = journal.append("run.started", null, Map.of());
      other = journal.append("step.ended", "a/b[1,x]", data);
    }
    try (var journal = open()) {
      assertThat(journal.past()).containsExactly(one, other);
      assertThat(journal.append("run.resumed", null, Map.of()).seq()).isEqualTo(3);
    }
    assertThat(FileJournal.read(file())).hasSize(3);
  }

  @Test
  void aLineIsOneObjectThatNamesTheHashOfTheLineBefore() throws Exception {
    written(2);
    var lines = lines();
    assertThat(lines.get(0))
        .startsWith(
            "{\"format\":1,\"seq\":1,\"at\":\"2026-11-23T10:00:00.123456Z\",\"event\":\"step.decided\","
                + "\"step\":\"s1\",\"data\":{\"value\":1},\"before\":\""
                + "0".repeat(64)
                + "\",\"check\":\"");
    var hash = Sha256.of(lines.get(0).getBytes(StandardCharsets.UTF_8));
    assertThat(lines.get(1)).startsWith("{\"seq\":2,").contains("\"before\":\"" + hash + "\"");
  }

  @Test
  void theHeadIsTheHashOfTheLastLine() throws Exception {
    try (var journal = open()) {
      assertThat(journal.head()).isEqualTo("0".repeat(64));
      journal.append("run.started", null, Map.of());
      var last = Sha256.of(lines().get(0).getBytes(StandardCharsets.UTF_8));
      assertThat(journal.head()).isEqualTo(last);
      assertThat(verified()).isEqualTo(new Verification.Sound(1, last));
    }
  }

  @Test
  void aJournalCutAtAnyByteOfItsLastThreeLinesGoesOnAfterTheLastWholeOne() throws Exception {
    var events = written(6);
    var whole = bytes();
    var ends =
        IntStream.range(0, whole.length).filter(i -> whole[i] == '\n').map(i -> i + 1).toArray();
    for (var cut = ends[2]; cut < whole.length; cut++) {
      var size = cut;
      var left = (int) Arrays.stream(ends).filter(end -> end <= size).count();
      Files.write(file(), Arrays.copyOf(whole, cut));
      assertThat(FileJournal.read(file())).isEqualTo(events.subList(0, left));
      try (var journal = open()) {
        assertThat(journal.past()).as("cut at %s", cut).isEqualTo(events.subList(0, left));
        assertThat(Files.size(file())).isEqualTo(ends[left - 1]);
        journal.append("run.resumed", null, Map.of());
      }
      assertThat(FileJournal.read(file())).hasSize(left + 1);
    }
  }

  @Test
  void aJournalCutWithinItsOnlyLineIsEmpty() throws Exception {
    written(1);
    var whole = bytes();
    for (var cut = 0; cut < whole.length; cut++) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      try (var journal = open()) {
        assertThat(journal.past()).as("cut at %s", cut).isEmpty();
      }
    }
  }

  @Test
  void theTornTailIsKeptAside() throws Exception {
    written(2);
    var whole = bytes();
    Files.write(file(), Arrays.copyOf(whole, whole.length - 10));
    assertThat(verified()).isInstanceOf(Verification.Torn.class);
    open().close();
    assertThat(verified()).isInstanceOf(Verification.Sound.class);
    assertThat(folder.resolve("torn-2.txt")).content().startsWith("{\"seq\":2,");
  }

  @Test
  void zerosThatAFileSystemLeftBehindTheEndAreATornTail() throws Exception {
    var events = written(3);
    var whole = bytes();
    Files.write(file(), Arrays.copyOf(whole, whole.length + 5000));
    try (var journal = open()) {
      assertThat(journal.past()).isEqualTo(events);
    }
    assertThat(bytes()).isEqualTo(whole);
  }

  @Test
  void aFlippedBitIsNamedByItsLineWhereverItIs() throws Exception {
    written(3);
    var whole = bytes();
    var line = 1;
    for (var i = 0; i < whole.length; i++) {
      for (var bit = 0; bit < 8; bit++) {
        var flipped = whole.clone();
        flipped[i] ^= (byte) (1 << bit);
        Files.write(file(), flipped);
        var found = verified();
        var bad = found instanceof Verification.Damaged damaged ? damaged.line() : 0;
        var newer = found instanceof Verification.Newer;
        assertThat(newer ? line : bad).as("bit %s of byte %s: %s", bit, i, found).isEqualTo(line);
      }
      line += whole[i] == '\n' ? 1 : 0;
    }
  }

  @Test
  void aJournalWithAFlippedBitIsNotOpenedAndNotTouched() throws Exception {
    written(3);
    var flipped = bytes();
    flipped[flipped.length - 20] ^= 4;
    Files.write(file(), flipped);
    assertThatThrownBy(this::open).isInstanceOf(StateException.class);
    assertThatThrownBy(() -> FileJournal.read(file())).isInstanceOf(StateException.class);
    assertThat(bytes()).isEqualTo(flipped);
  }

  @Test
  void swappedLinesAreNamed() throws Exception {
    written(5);
    var lines = lines();
    Collections.swap(lines, 1, 3);
    rewrite(lines);
    assertThat(verified())
        .isEqualTo(
            new Verification.Damaged(2, "it is number 4: lines were removed, added or swapped"));
  }

  @Test
  void aLineThatIsThereTwiceIsNamed() throws Exception {
    written(5);
    var lines = lines();
    lines.add(2, lines.get(1));
    rewrite(lines);
    assertThat(verified())
        .isEqualTo(
            new Verification.Damaged(3, "it is number 2: lines were removed, added or swapped"));
  }

  @Test
  void aBitOfALongLineIsNamedByItsLine() throws Exception {
    try (var journal = open()) {
      journal.append("run.started", null, Map.of());
      journal.append("step.ended", "a", Map.of("text", "long ".repeat(100_000)));
      journal.append("run.ended", null, Map.of());
    }
    var whole = bytes();
    var ends = IntStream.range(0, whole.length).filter(i -> whole[i] == '\n').toArray();
    var random = new Random(1);
    for (var i = 0; i < 300; i++) {
      var at = ends[0] + 1 + random.nextInt(ends[1] - ends[0] - 1);
      var flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file(), flipped);
      assertThat(verified())
          .as("byte %s", at)
          .isInstanceOfSatisfying(
              Verification.Damaged.class, damaged -> assertThat(damaged.line()).isEqualTo(2));
    }
  }

  @Test
  void aLastLineForgedWithItsCheckSumHasAnotherHead() throws Exception {
    written(3);
    var head = ((Verification.Sound) verified()).head();
    var lines = lines();
    var before = Sha256.of(lines.get(1).getBytes(StandardCharsets.UTF_8));
    var event = new Event(3, NOW, "step.decided", "s3", Map.of("value", new BigDecimal(99)));
    lines.set(2, new String(JournalLine.write(event, before), StandardCharsets.UTF_8));
    rewrite(lines);
    assertThat(verified())
        .isInstanceOfSatisfying(
            Verification.Sound.class, sound -> assertThat(sound.head()).isNotEqualTo(head));
  }

  @Test
  void aRemovedLineIsNamed() throws Exception {
    written(5);
    var lines = lines();
    lines.remove(2);
    rewrite(lines);
    assertThat(verified())
        .isEqualTo(
            new Verification.Damaged(3, "it is number 4: lines were removed, added or swapped"));
  }

  @Test
  void aLineEditedByHandIsNamedAndNothingIsTouched() throws Exception {
    written(3);
    var lines = lines();
    lines.set(1, lines.get(1).replace("\"s2\"", "\"xx\""));
    rewrite(lines);
    var before = bytes();
    assertThatThrownBy(this::open)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "`" + file() + "` is damaged in line 2: it was changed: its check sum does not fit");
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  void aLineForgedWithItsCheckSumIsFoundByTheLineBehindIt() throws Exception {
    written(3);
    var forged = JournalReader.walk(file(), event -> {});
    assertThat(forged.verification()).isInstanceOf(Verification.Sound.class);
    var lines = lines();
    var before = Sha256.of(lines.get(0).getBytes(StandardCharsets.UTF_8));
    var event = new Event(2, NOW, "step.decided", "s2", Map.of("value", new BigDecimal(99)));
    lines.set(1, new String(JournalLine.write(event, before), StandardCharsets.UTF_8));
    rewrite(lines);
    assertThat(verified())
        .isEqualTo(
            new Verification.Damaged(2, "it was changed: the line behind it continues another"));
  }

  @Test
  void textBehindTheLastLineIsDamageUnlessALineCouldBeginSo() throws Exception {
    written(2);
    Files.writeString(file(), Files.readString(file()) + "something else");
    assertThat(verified())
        .isEqualTo(new Verification.Damaged(3, "it was changed, or never written by an engine"));
  }

  @Test
  void aNewerFormatIsRefusedBeforeAnythingIsTouched() throws Exception {
    Files.writeString(file(), "{\"format\":2,\"what\":1}\n{\"torn");
    assertThatThrownBy(this::open)
        .asInstanceOf(type(StateException.class))
        .satisfies(
            e -> {
              assertThat(e).hasMessage("`" + file() + "` was written by a newer runbook: format 2");
              assertThat(e.hint()).isEqualTo("use that one; this one knows formats up to 1");
            });
    assertThat(file()).hasContent("{\"format\":2,\"what\":1}\n{\"torn");
    assertThat(verified()).isEqualTo(new Verification.Newer(2));
  }

  @Test
  void sixteenThreadsAppendAndForceWithoutAGap() throws Exception {
    var threads = Executors.newFixedThreadPool(16);
    try (var journal = open()) {
      var work = new ArrayList<Future<?>>();
      for (var t = 0; t < 16; t++) {
        var name = "thread" + t;
        work.add(
            threads.submit(
                () -> {
                  for (var i = 0; i < 100; i++) {
                    journal.append("step.decided", name, Map.of("i", new BigDecimal(i)));
                    journal.force();
                  }
                }));
      }
      for (var one : work) {
        one.get();
      }
      assertThat(verified()).isEqualTo(new Verification.Sound(1600, journal.head()));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anInterruptedThreadStillWrites() throws Exception {
    try (var journal = open()) {
      Thread.currentThread().interrupt();
      journal.append("step.ended", "a", Map.of());
      journal.force();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(FileJournal.read(file())).hasSize(1);
    }
  }

  @Test
  void aHundredThousandEventsAreReadBack() throws Exception {
    try (var journal = open()) {
      for (var i = 1; i <= 100_000; i++) {
        journal.append("step.ended", "group/step[" + i + "]", Map.of("status", "succeeded"));
      }
    }
    try (var journal = open()) {
      assertThat(journal.past()).hasSize(100_000);
      assertThat(journal.past().get(99_999).step()).isEqualTo("group/step[100000]");
      assertThat(verified()).isEqualTo(new Verification.Sound(100_000, journal.head()));
    }
  }

  @Test
  void whatIsNoValueIsRefusedAndTheJournalGoesOn() throws Exception {
    try (var journal = open()) {
      assertThatThrownBy(() -> journal.append("step.ended", "a", Map.of("x", new Object())))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(journal.append("step.ended", "a", Map.of()).seq()).isEqualTo(1);
    }
    assertThat(FileJournal.read(file())).hasSize(1);
  }
}

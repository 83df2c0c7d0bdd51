package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on disks that get full, turn read-only or are taken away. */
@Tag("once")
class DiskTest {

  @TempDir Path folder;
  private Child child = Child.NONE;

  @AfterEach
  void endTheChild() {
    child.end();
  }

  private Child start(String... words) throws IOException {
    child = Child.start(folder, List.of(), words);
    return child;
  }

  private String runbook(String steps) throws IOException {
    Files.writeString(folder.resolve("r.yaml"), "runbook: r\nsteps:\n" + steps.indent(2));
    return folder.resolve("r.yaml").toString();
  }

  private SmallDisk disk(String options) throws Exception {
    return SmallDisk.mounted(Files.createDirectories(folder.resolve("state")), options);
  }

  @Test
  void aStepWhoseLogFindsNoRoomFailsAndIsRunAgainWhenThereIsSome() throws Exception {
    try (var disk = disk("size=400k")) {
      start("run", runbook("- { id: big, action: shell.run, with: { command: seq 100000 } }"));
      assertThat(child.exit()).isEqualTo(1);
      assertThat(child.err())
          .contains("big.log` cannot be written: no space left on device")
          .contains("hint: free some space")
          .doesNotContain("java.");
      disk.become(FilledDisk.ROOMY);
      start("resume");
      assertThat(child.exit()).as(child.all()).isZero();
    }
  }

  @Test
  void aRunWhoseJournalFindsNoRoomSaysWhichFileAndHowItGoesOn() throws Exception {
    try (var disk = disk("size=200k")) {
      start("run", runbook("- { id: many, for_each: '${range(0, 3000)}', assert: item >= 0 }"));
      assertThat(child.exit()).as(child.all()).isEqualTo(1);
      assertThat(child.err().lines().filter(line -> !line.isBlank()).toList())
          .satisfiesExactly(
              message ->
                  assertThat(message)
                      .startsWith("error: `" + disk.place())
                      .endsWith("/journal.jsonl` cannot be written: no space left on device"),
              hint -> assertThat(hint).contains("hint: make room, then `runbook resume "));
      disk.become(FilledDisk.ROOMY);
      start("resume");
      assertThat(child.exit()).as(child.all()).isZero();
    }
  }

  /** Each page, and each file, that a run needs is once the one for which there is no room. */
  @ParameterizedTest
  @ValueSource(strings = {"size=%dk", "nr_inodes=%d"})
  void whereverTheDiskIsFullTheRunSaysSoAndComesToItsEndWhenThereIsRoom(String options)
      throws Exception {
    Files.writeString(folder.resolve("r.yaml"), FilledDisk.RUNBOOK);
    var full = 0;
    for (var size : sizes(options)) {
      try (var disk = disk(options.formatted(size))) {
        var filled = new FilledDisk(folder, disk);
        filled.carryOut();
        full += filled.full();
        if (filled.full() == 0) {
          assertThat(full).isGreaterThan(10);
          return;
        }
      }
    }
    throw new AssertionError("it was full with all sizes");
  }

  private static List<Integer> sizes(String options) {
    return options.startsWith("size")
        ? IntStream.range(1, 60).map(pages -> pages * 4).boxed().toList()
        : IntStream.range(2, 60).boxed().toList();
  }

  @Test
  void aStateFolderThatIsTakenAwayEndsTheRun() throws Exception {
    start(
        "run",
        runbook(
            """
            - { id: first, action: shell.run, with: { command: 'echo on; until test -e flag; do sleep 0.02; done' } }
            - { id: last, action: shell.run, with: { command: echo last > done } }
            """));
    child.awaitOut("         on");
    assertThat(new ProcessBuilder("rm", "-r", folder.resolve("state").toString()).start().waitFor())
        .isZero();
    Files.createFile(folder.resolve("flag"));
    assertThat(child.exit()).as(child.all()).isEqualTo(1);
    assertThat(child.err())
        .contains("journal.jsonl` cannot be written: it does not exist", "hint: put it back")
        .doesNotContain("java.", "room");
    assertThat(folder.resolve("done")).doesNotExist();
  }

  @Test
  void aDiskThatTurnsReadOnlyEndsTheRunAndItGoesOnOnceItCanBeWritten() throws Exception {
    try (var disk = BreakingDisk.mounted(folder, folder.resolve("state"))) {
      var file =
          runbook(
              """
              - { id: first, action: shell.run, with: { command: 'echo on; until test -e flag; do sleep 0.02; done' } }
              - { id: last, action: shell.run, with: { command: echo last >> done } }
              """);
      start("run", file);
      child.awaitOut("         on");
      var run = child.run();
      disk.turnReadOnly();
      Files.createFile(folder.resolve("flag"));
      assertThat(child.exit()).as(child.all()).isEqualTo(1);
      assertThat(child.err())
          .contains("journal.jsonl` cannot be written: ", "hint: ", "`runbook resume " + run + "`")
          .doesNotContain("java.", "make room");
      start("resume");
      assertThat(child.exit()).as(child.all()).isEqualTo(2);
      assertThat(child.err()).contains("cannot be written: read-only file system");
      assertThat(folder.resolve("done")).doesNotExist();

      disk.repair();
      start("resume");
      assertThat(child.exit()).as(child.all()).isEqualTo(3);
      start("decide", run, "first", "--as", "done");
      assertThat(child.exit()).as(child.all()).isZero();
      start("resume");
      assertThat(child.exit()).as(child.all()).isZero();
      assertThat(folder.resolve("done")).hasContent("last");
    }
  }
}

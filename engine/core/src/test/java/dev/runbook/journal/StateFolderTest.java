package dev.runbook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path folder;
  private Instant now = START;

  private StateFolder state() {
    return StateFolder.at(folder.resolve("state"), () -> now);
  }

  private String ended(String status) throws Exception {
    var held = state().create(now);
    try (var lock = held.lock();
        var journal = held.folder().open()) {
      journal.append("run.started", null, Map.of());
      journal.append("run.ended", null, Map.of("status", status));
      journal.append("run.warned", null, Map.of("text", "nobody could be told"));
      assertThat(lock).isNotNull();
    }
    return held.folder().id();
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aRunIsCalledByItsDateAndAFewLettersThatAreNotMistakenForOthers() throws Exception {
    var ids = new HashSet<String>();
    for (var i = 0; i < 100; i++) {
      var held = state().create(START);
      held.lock().close();
      assertThat(held.folder().id()).matches("2026-11-2\\d-[a-z][a-z0-9]{1,3}");
      assertThat(held.folder().id().substring(11)).doesNotContain("0", "1", "i", "l", "o");
      ids.add(held.folder().id());
    }
    assertThat(ids).hasSize(100);
  }

  @Test
  void everythingIsForItsOwnerOnly() throws Exception {
    var held = state().create(START);
    try (var lock = held.lock();
        var journal = held.folder().open();
        var log = held.folder().log("a/b")) {
      journal.append("run.started", null, Map.of());
      log.accept("line");
      held.folder().keep(Map.of(Path.of("/x/a.yaml"), "a"));
      held.folder().request("cancel");
      held.folder().decide(new Decision("g", "h", "go", Map.of(), null, "anna", START));
      state().lock("production", held.folder().id());
      assertThat(lock).isNotNull();
    }
    try (var all = Files.walk(folder.resolve("state"))) {
      for (var path : all.toList()) {
        assertThat(rights(path))
            .as("%s", path)
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void aRunIsHeldOnceInThisProcessToo() throws Exception {
    var held = state().create(START);
    var id = held.folder().id();
    assertThat(state().isHeld(id)).isTrue();
    assertThatThrownBy(() -> state().hold(id))
        .asInstanceOf(type(StateException.class))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(StateException.Reason.HELD))
        .satisfies(
            e -> assertThat(e).hasMessage("run `" + id + "` is carried out by another process"));
    assertThat(state().isHeld(id)).isTrue();
    held.lock().close();
    assertThat(state().isHeld(id)).isFalse();
    state().hold(id).lock().close();
  }

  @Test
  void onlyWhoHoldsARunOpensItsJournal() throws Exception {
    var held = state().create(START);
    held.lock().close();
    var run = state().find(held.folder().id());
    assertThatThrownBy(run::open).isInstanceOf(IllegalStateException.class);
    assertThat(run.read()).isEmpty();
  }

  @Test
  void aRunThatIsNotThereIsSaidSo() {
    for (var id : List.of("2026-11-23-zz", "../..", "", "x")) {
      assertThatThrownBy(() -> state().find(id))
          .isInstanceOf(StateException.class)
          .hasMessageStartingWith("there is no run `" + id + "` in `");
    }
    assertThat(state().isHeld("2026-11-23-zz")).isFalse();
  }

  @Test
  void runsAreListedNewestFirst() throws Exception {
    var first = ended("succeeded");
    now = START.plusSeconds(1);
    var second = ended("succeeded");
    now = START.plus(Duration.ofDays(2));
    var third = ended("succeeded");
    assertThat(state().runs()).extracting(RunFolder::id).containsExactly(third, second, first);
  }

  @Test
  void pruningDeletesWhatEndedLongAgoAndNothingElse() throws Exception {
    var old = ended("succeeded");
    var failed = ended("failed");
    var paused = ended("paused");
    now = START.plus(Duration.ofDays(29));
    var young = ended("succeeded");
    now = START.plus(Duration.ofDays(31));
    state().lock("production", old);
    assertThat(state().prune(Duration.ofDays(30))).containsExactlyInAnyOrder(old, failed);
    assertThat(state().runs()).extracting(RunFolder::id).containsExactlyInAnyOrder(young, paused);
    state().lock("production", young);
  }

  @Test
  void pruningDeletesWhatIsLeftOfRunsThatNeverBegan() throws Exception {
    var left = state().create(START);
    left.lock().close();
    var path = left.folder().path();
    Files.setLastModifiedTime(path, FileTime.from(START));
    Files.createDirectory(path.resolveSibling(".pruned-2026-11-23-k3"));
    now = START.plus(Duration.ofDays(31));
    assertThat(state().prune(Duration.ofDays(30))).containsExactly(left.folder().id());
    assertThat(path.getParent()).isEmptyDirectory();
  }

  @Test
  void aRunThatIsCarriedOutIsNotPruned() throws Exception {
    var held = state().hold(ended("succeeded"));
    now = START.plus(Duration.ofDays(31));
    assertThat(state().prune(Duration.ofDays(30))).isEmpty();
    held.lock().close();
    assertThat(state().prune(Duration.ofDays(30))).containsExactly(held.folder().id());
  }

  @Test
  void aNamedLockBelongsToTheRunUntilItEnds() throws Exception {
    var held = state().create(START);
    var other = state().create(START);
    var id = held.folder().id();
    state().lock("kernelci production", id);
    try (var journal = held.folder().open()) {
      journal.append("run.started", null, Map.of());
    }
    state().lock("kernelci production", id);
    held.lock().close();
    assertThatThrownBy(() -> state().lock("kernelci production", other.folder().id()))
        .asInstanceOf(type(StateException.class))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(StateException.Reason.HELD))
        .satisfies(
            e ->
                assertThat(e).hasMessage("lock `kernelci production` is held by run `" + id + "`"));
    state().lock("another", other.folder().id());
    state().unlock(id);
    state().lock("kernelci production", other.folder().id());
    other.lock().close();
  }

  @Test
  void aLockOfARunThatDiedBeforeItBeganIsFree() throws Exception {
    var died = state().create(START);
    state().lock("production", died.folder().id());
    var other = state().create(START);
    assertThatThrownBy(() -> state().lock("production", other.folder().id()))
        .isInstanceOf(StateException.class);
    died.lock().close();
    state().lock("production", other.folder().id());
    other.lock().close();
  }

  @Test
  void aRunThatWasRefusedLeavesNothing() throws Exception {
    var refused = state().create(START);
    state().lock("production", refused.folder().id());
    refused.lock().close();
    state().discard(refused.folder().id());
    assertThat(state().runs()).isEmpty();
    assertThat(folder.resolve("state/locks/production")).doesNotExist();
    var begun = ended("failed");
    state().discard(begun);
    assertThat(state().runs()).hasSize(1);
  }

  @Test
  void aLockThatAnEndedRunLeftIsFree() throws Exception {
    var ended = ended("failed");
    state().lock("production", ended);
    state().lock("production", ended("succeeded"));
  }

  @Test
  void aFileInTheWayIsSaidSo() throws Exception {
    Files.writeString(folder.resolve("state"), "");
    assertThatThrownBy(() -> state().create(START))
        .isInstanceOf(StateException.class)
        .hasMessage("`" + state().path() + "` cannot be written: a file is in the way");
    assertThat(state().runs()).isEmpty();
  }
}

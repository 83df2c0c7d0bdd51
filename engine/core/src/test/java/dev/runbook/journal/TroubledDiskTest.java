package dev.runbook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read-only: small ones in memory, which only root may mount. */
class TroubledDiskTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String FULL =
      "free some space, such as with `runbook runs --prune --keep 30d` (and the same `--state`), or"
          + " choose another state folder with `--state DIR`";

  @TempDir private Path folder;
  private boolean mounted;

  private StateFolder mount(String options) throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0;
    assumeThat(mounted).as("a disk of memory can be mounted, which takes root").isTrue();
    return StateFolder.at(folder.resolve("state"), () -> NOW);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", folder.toString());
    }
  }

  private static int run(String... command) throws Exception {
    try {
      var discard = ProcessBuilder.Redirect.DISCARD;
      return new ProcessBuilder(command)
          .redirectOutput(discard)
          .redirectError(discard)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void aJournalOnAFullDiskEndsBeforeTheLineThatDidNotFit() throws Exception {
    var held = mount("size=64k").create(NOW);
    try (var lock = held.lock();
        var journal = held.folder().open()) {
      var events = fill(journal);
      assertThatThrownBy(() -> journal.append("step.ended", "small", Map.of()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageEndingWith("/journal.jsonl` cannot be written: no space left on device");
      assertThat(held.folder().verify()).isEqualTo(new Verification.Sound(events, journal.head()));
      assertThat(lock).isNotNull();
    }
    assertThat(held.folder().read()).last().extracting(Event::event).isEqualTo("step.ended");
  }

  private static long fill(Journal journal) {
    var text = "x".repeat(500);
    for (var count = 0; ; count++) {
      try {
        journal.append("step.ended", "a", Map.of("text", text));
        journal.force();
      } catch (UncheckedIOException e) {
        return count;
      }
    }
  }

  @Test
  void aRunOnAFullDiskGoesOnWhenThereIsSpaceAgain() throws Exception {
    var state = mount("size=64k");
    var held = state.create(NOW);
    long events;
    try (var lock = held.lock();
        var journal = held.folder().open()) {
      events = fill(journal);
      assertThat(lock).isNotNull();
    }
    assertThat(run("mount", "-o", "remount,size=1m", folder.toString())).isZero();
    var again = state.hold(held.folder().id());
    try (var lock = again.lock();
        var journal = again.folder().open()) {
      assertThat(journal.append("run.resumed", null, Map.of()).seq()).isEqualTo(events + 1);
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void aRunThatFindsNoSpaceForItsFilesIsToldSo() throws Exception {
    var held = mount("size=64k").create(NOW);
    try (var lock = held.lock()) {
      var large = "x".repeat(100_000);
      assertThatThrownBy(() -> held.folder().keep(Map.of(Path.of("/a.yaml"), large)))
          .asInstanceOf(type(StateException.class))
          .satisfies(e -> assertThat(e).hasMessageEndingWith(": no space left on device"))
          .satisfies(e -> assertThat(e.hint()).isEqualTo(FULL));
      assertThat(held.folder().path().resolve("files")).isEmptyDirectory();
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void aLogOnAFullDiskSaysSo() throws Exception {
    var held = mount("size=64k").create(NOW);
    try (var lock = held.lock()) {
      var log = held.folder().log("a");
      var line = "x".repeat(200_000);
      var reason = "a.log` cannot be written: no space left on device";
      assertThatThrownBy(() -> log.accept(line))
          .asInstanceOf(type(LogException.class))
          .satisfies(e -> assertThat(e).hasMessageEndingWith(reason))
          .satisfies(e -> assertThat(e.hint()).isEqualTo(FULL));
      log.close();
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void aLogThatIsWrittenWhenItIsClosedSaysSoThen() throws Exception {
    var held = mount("size=64k").create(NOW);
    try (var lock = held.lock()) {
      var log = held.folder().log("a");
      try (var rest = Files.newOutputStream(folder.resolve("rest"))) {
        assertThatThrownBy(() -> rest.write(new byte[100_000])).isInstanceOf(IOException.class);
      }
      log.accept("short");
      assertThatThrownBy(log::close)
          .hasMessageEndingWith("a.log` cannot be written: no space left on device");
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void aReadOnlyDiskIsSaidSo() throws Exception {
    var state = mount("size=64k,ro");
    assertThatThrownBy(() -> state.create(NOW))
        .asInstanceOf(type(StateException.class))
        .satisfies(
            e ->
                assertThat(e)
                    .hasMessage("`" + state.path() + "` cannot be written: read-only file system"))
        .satisfies(
            e -> assertThat(e.hint()).isEqualTo("choose another state folder with `--state DIR`"));
  }

  @Test
  void aRunOnADiskThatBecameReadOnlyCanBeReadAndNotResumed() throws Exception {
    var state = mount("size=64k");
    var held = state.create(NOW);
    try (var lock = held.lock();
        var journal = held.folder().open()) {
      journal.append("run.started", null, Map.of());
      assertThat(lock).isNotNull();
    }
    assertThat(run("mount", "-o", "remount,ro", folder.toString())).isZero();
    var id = held.folder().id();
    assertThat(state.find(id).read()).hasSize(1);
    assertThat(state.isHeld(id)).isFalse();
    assertThat(state.runs()).extracting(RunFolder::id).containsExactly(id);
    assertThatThrownBy(() -> state.hold(id))
        .isInstanceOf(StateException.class)
        .hasMessage("`" + held.folder().path() + "` cannot be written: read-only file system");
    assertThat(Files.exists(held.folder().path().resolve("journal.jsonl"))).isTrue();
  }
}

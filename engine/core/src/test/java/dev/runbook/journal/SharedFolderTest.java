package dev.runbook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path folder;

  private StateFolder state() {
    return StateFolder.at(folder.resolve("state"), () -> NOW);
  }

  private String group() throws Exception {
    return Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
  }

  private static String mode(Path path) throws Exception {
    var mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return Integer.toOctalString(mode & 07777);
  }

  private static Decision decision(String by) {
    return new Decision("gate", "4711", "go", Map.of(), null, by, NOW);
  }

  @Test
  void aFolderIsPrivateUntilItIsShared() throws Exception {
    assertThat(state().isShared()).isFalse();
    state().create(NOW).lock().close();
    assertThat(state().isShared()).isFalse();
  }

  @Test
  void whatIsMadeInASharedFolderIsForTheGroup() throws Exception {
    state().share(group());
    assertThat(state().isShared()).isTrue();
    var held = state().create(NOW);
    try (var lock = held.lock();
        var journal = held.folder().open();
        var log = held.folder().log("a")) {
      journal.append("run.started", null, Map.of());
      log.accept("line");
      held.folder().keep(Map.of(Path.of("/a.yaml"), "a"));
      held.folder().request("stop");
      held.folder().decide(decision("anna"));
      state().lock("production", held.folder().id());
      assertThat(lock).isNotNull();
    }
    try (var all = Files.walk(folder.resolve("state"))) {
      for (var path : all.toList()) {
        var own = path.toString().contains("/decisions/");
        var expected = Files.isDirectory(path) ? "2770" : own ? "640" : "660";
        assertThat(mode(path)).as("%s", path).isEqualTo(expected);
      }
    }
  }

  @Test
  void itBelongsToTheGroupAndSoDoesAllInIt() throws Exception {
    var root = Files.getAttribute(folder, "unix:uid").equals(0);
    assumeThat(root).as("only root may give a folder to any group").isTrue();
    state().share("nogroup");
    var held = state().create(NOW);
    held.lock().close();
    for (var path : List.of(state().path(), held.folder().path().resolve("lock"))) {
      var attributes = Files.readAttributes(path, PosixFileAttributes.class);
      assertThat(attributes.group().getName()).isEqualTo("nogroup");
    }
  }

  @Test
  void sharingAgainChangesNothing() throws Exception {
    state().share(group());
    state().create(NOW).lock().close();
    state().share(group());
    assertThat(state().isShared()).isTrue();
  }

  @Test
  void aGroupThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> state().share("no-such-group"))
        .isInstanceOf(StateException.class)
        .hasMessage("there is no group `no-such-group`");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatHoldsRunsOfOnePersonIsNotShared() throws Exception {
    var held = state().create(NOW);
    try (var lock = held.lock();
        var journal = held.folder().open()) {
      journal.append("run.started", null, Map.of());
      assertThat(lock).isNotNull();
    }
    var group = group();
    assertThatThrownBy(() -> state().share(group))
        .isInstanceOf(StateException.class)
        .hasMessage("`" + state().path() + "` holds runs of one person already");
    assertThat(state().isShared()).isFalse();
  }

  @Test
  void whoDecidedIsWhoOwnsTheFile() throws Exception {
    state().share(group());
    var held = state().create(NOW);
    held.lock().close();
    held.folder().decide(decision("the.boss"));
    assertThat(held.folder().decisions())
        .containsExactly(decision(Files.getOwner(folder).getName()));
  }

  @Test
  void aLinkToTheFileOfAnotherDecidesNothing() throws Exception {
    state().share(group());
    var held = state().create(NOW);
    held.lock().close();
    held.folder().decide(decision("anna"));
    var decisions = held.folder().path().resolve("decisions");
    try (var files = Files.newDirectoryStream(decisions)) {
      for (var file : files) {
        var moved = Files.move(file, folder.resolve(file.getFileName()));
        Files.createSymbolicLink(decisions.resolve("x.json"), moved);
      }
    }
    assertThat(held.folder().decisions()).isEmpty();
  }
}

package dev.runbook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSyncTest {
  private static final FileSync SYNC = new FileSync(Path.of("public"), Path.of("www/site"), 1);

  @TempDir Path folder;

  @BeforeEach
  void aFolderToPublish() throws IOException {
    Files.createDirectories(folder.resolve("public/en"));
    given("public/index.html", "one");
    given("public/en/index.html", "one");
    Files.createSymbolicLink(folder.resolve("public/latest"), Path.of("en"));
  }

  private void given(String path, String text) throws IOException {
    Files.writeString(folder.resolve(path), text);
  }

  private FileSync.Outputs done(FileSync sync) throws Exception {
    return ((Outcome.Done<FileSync.Outputs>) sync.run(new FakeCall(folder))).outputs();
  }

  private Outcome<?> undo(FileSync.Outputs outputs) throws Exception {
    return SYNC.undo(outputs).orElseThrow().run(new FakeCall(folder));
  }

  private String published() throws IOException {
    return Files.readString(folder.resolve("www/site/en/index.html"));
  }

  private Set<String> www() throws IOException {
    try (var files = Files.list(folder.resolve("www"))) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void aFolderIsPublishedWithAllInIt() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("public/en"), PosixFilePermissions.fromString("r-xr-x---"));
    var outputs = done(SYNC);
    assertThat(outputs.changed()).isTrue();
    assertThat(published()).isEqualTo("one");
    assertThat(folder.resolve("www/site/latest")).isSymbolicLink();
    assertThat(Folders.equal(folder.resolve("public"), outputs.tree())).isTrue();
    assertThat(www()).containsExactly(".site.tree-1", "site");
  }

  @Test
  void whatIsEqualIsNotChanged() throws Exception {
    done(SYNC);
    var again = done(SYNC);
    assertThat(again.changed()).isFalse();
    assertThat(SYNC.undo(again)).isEmpty();
    assertThat(www()).containsExactly(".site.tree-1", "site");
  }

  @Test
  void theTreeBeforeComesBack() throws Exception {
    var first = done(SYNC);
    given("public/en/index.html", "two");
    Files.delete(folder.resolve("public/latest"));
    var second = done(SYNC);
    assertThat(published()).isEqualTo("two");
    assertThat(folder.resolve("www/site/latest")).doesNotExist();
    assertThat(undo(second)).isEqualTo(Outcome.done(new FileSyncBack.Outputs(true)));
    assertThat(published()).isEqualTo("one");
    assertThat(undo(second)).isEqualTo(Outcome.done(new FileSyncBack.Outputs(false)));
    undo(first);
    assertThat(folder.resolve("www/site")).doesNotExist();
  }

  @Test
  void aFolderThatIsThereIsPutAsideAndComesBack() throws Exception {
    Files.createDirectories(folder.resolve("www/site/en"));
    given("www/site/en/index.html", "by hand");
    var outputs = done(SYNC);
    assertThat(published()).isEqualTo("one");
    undo(outputs);
    assertThat(published()).isEqualTo("by hand");
  }

  @Test
  void aLinkOfTheOperatorIsReplacedAndComesBack() throws Exception {
    Files.createDirectories(folder.resolve("www/releases/1/en"));
    given("www/releases/1/en/index.html", "by hand");
    Files.createSymbolicLink(folder.resolve("www/site"), Path.of("releases/1"));
    var outputs = done(SYNC);
    assertThat(published()).isEqualTo("one");
    undo(outputs);
    assertThat(published()).isEqualTo("by hand");
    assertThat(folder.resolve("www/releases/1")).exists();
  }

  @Test
  void onlySoManyFormerTreesAreKept() throws Exception {
    for (var i = 0; i < 4; i++) {
      given("public/index.html", "" + i);
      done(SYNC);
    }
    assertThat(www()).containsExactly(".site.tree-3", ".site.tree-4", "site");
  }

  @Test
  void aTreeThatIsGoneOrNoMorePublishedIsTold() throws Exception {
    var first = done(SYNC);
    given("public/index.html", "2");
    var second = done(SYNC);
    assertThat(undo(first))
        .isEqualTo(Outcome.failed("www/site was published anew since: it is left as it is"));
    Folders.delete(first.tree());
    assertThat(undo(second)).isEqualTo(Outcome.failed(first.tree() + ", the tree before, is gone"));
  }

  @Test
  void aCallCutOffBetweenTheFolderAndTheLinkIsMended() throws Exception {
    Files.createDirectories(folder.resolve("www/.site.tree-1"));
    Files.createDirectories(folder.resolve("www/.site.tree-2"));
    Files.createSymbolicLink(folder.resolve("www/.site.link"), Path.of(".site.tree-2"));
    var outputs = done(SYNC);
    assertThat(published()).isEqualTo("one");
    assertThat(outputs.before()).isNotNull();
    undo(outputs);
    assertThat(folder.resolve("www/site")).isEmptyDirectory();
  }

  @Test
  void whatCannotBePublishedIsTold() throws Exception {
    var here = Path.of("public");
    assertThat(reason(new FileSync(Path.of("missing"), here, 1))).isEqualTo("missing is not there");
    assertThat(reason(new FileSync(here, Path.of("public/en"), 1)))
        .isEqualTo("public and public/en are one in the other");
    assertThat(reason(new FileSync(here, Path.of("public/index.html"), 1)))
        .isEqualTo("public/index.html is no folder");
    assertThat(reason(new FileSync(here, Path.of("x"), 0))).contains("`keep`");
  }

  private String reason(FileSync sync) throws Exception {
    return ((Outcome.Failed<?>) sync.run(new FakeCall(folder))).reason();
  }

  @Test
  void nobodyEverSeesAPartOfIt() throws Exception {
    done(SYNC);
    var ended = new AtomicBoolean();
    var site = folder.resolve("www/site");
    var watcher =
        CompletableFuture.supplyAsync(
            () -> {
              var seen = new TreeSet<String>();
              while (!ended.get()) {
                seen.add(look(site));
              }
              return seen;
            });
    for (var i = 0; i < 50; i++) {
      given("public/index.html", "text " + i);
      done(new FileSync(SYNC.from(), SYNC.to(), 3));
    }
    ended.set(true);
    assertThat(watcher.get()).allMatch(seen -> seen.equals("one") || seen.startsWith("text "));
  }

  private static String look(Path site) {
    try {
      return Files.readString(site.resolve("index.html"));
    } catch (NoSuchFileException e) {
      return "nothing";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aProbeSaysHowTheFoldersStandAndLeavesThem() throws Exception {
    var sync = new FileSync(Path.of("probed-from"), Path.of("probed-to"), 1);
    assertThat(found(sync)).containsExactly("probed-from is not there now");
    Files.createDirectory(folder.resolve("probed-from"));
    Files.writeString(folder.resolve("probed-from/a"), "text");
    assertThat(found(sync)).containsExactly("probed-to is not there yet");
    Files.createDirectory(folder.resolve("probed-to"));
    assertThat(found(sync)).containsExactly("they are not equal");
    Files.writeString(folder.resolve("probed-to/a"), "text");
    assertThat(found(sync)).containsExactly("they are equal already");
    assertThat(Files.isSymbolicLink(folder.resolve("probed-to"))).isFalse();
  }

  private List<String> found(FileSync sync) throws IOException {
    return sync.preview(new FakeCall(folder).whileProbing()).found();
  }
}

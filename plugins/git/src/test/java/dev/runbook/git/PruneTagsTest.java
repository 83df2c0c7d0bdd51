package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class PruneTagsTest {
  private Workshop shop;
  private Path remote;

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
    for (var tag : List.of("20260102.2", "20260102.10", "20260102.9", "20251231.1", "20260103.0")) {
      shop.git(remote, "tag", "-a", "-m", tag, "site-" + tag, "main");
      shop.commit("app", "main", "README", tag + "\n");
    }
    for (var other : List.of("site-important", "site-20260101.0-rc1", "v1", "my-site-20200101.0")) {
      shop.git(remote, "tag", other, "main");
    }
    shop.done(shop.checkout("app", "main"));
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void theNewestByNumberStay() throws Exception {
    var copy = shop.path("copy.git");
    shop.git(shop.folder(), "clone", "--quiet", "--mirror", remote.toString(), copy.toString());
    shop.git(copy, "tag", "-d", "site-20260102.2", "site-20251231.1");

    var outputs = shop.done(prune(3));

    assertThat(outputs.deleted()).containsExactly("site-20260102.2", "site-20251231.1");
    assertThat(outputs.url()).isEqualTo(remote.toString());
    assertThat(shop.refs(remote, "refs/")).isEqualTo(shop.refs(copy, "refs/"));
    assertThat(shop.refs(shop.clone("app"), "refs/tags")).isEqualTo(shop.refs(remote, "refs/tags"));
    assertThat(shop.lines()).anyMatch(line -> line.startsWith("tag `site-20251231.1` is deleted"));
  }

  @Test
  void whatWasDeletedIsPutBack() throws Exception {
    var before = shop.refs(remote, "refs/");
    var prune = prune(1);
    var outputs = shop.done(prune);
    assertThat(outputs.deleted()).hasSize(4);

    shop.done(prune.undo(outputs).orElseThrow());

    assertThat(shop.refs(remote, "refs/")).isEqualTo(before);
    assertThat(shop.git(remote, "fsck", "--strict")).isEmpty();
  }

  @Test
  void tagsThatTheCloneNeverHadArePutBackToo() throws Exception {
    shop.git(shop.clone("app"), "config", "remote.origin.tagOpt", "--no-tags");
    for (int n = 0; n < 3; n++) {
      shop.commit("app", "unseen", "file", n + "\n");
      shop.git(remote, "tag", "-a", "-m", "unseen", "site-20200101." + n, "unseen");
    }
    shop.git(remote, "branch", "-D", "unseen");
    var before = shop.refs(remote, "refs/tags");
    var prune = prune(5);
    var outputs = shop.done(prune);
    assertThat(outputs.deleted())
        .containsExactly("site-20200101.2", "site-20200101.1", "site-20200101.0");

    shop.done(prune.undo(outputs).orElseThrow());

    assertThat(shop.refs(remote, "refs/tags")).isEqualTo(before);
  }

  @Test
  void aTagThatSomebodyMadeAgainIsNotOverwrittenByTheUndo() throws Exception {
    var prune = prune(4);
    var outputs = shop.done(prune);
    shop.git(remote, "tag", "site-20251231.1", "main");
    var now = shop.refs(remote, "refs/tags");

    assertThat(shop.failed(prune.undo(outputs).orElseThrow()))
        .startsWith("`site-20251231.1` on the remote is at ");
    assertThat(shop.refs(remote, "refs/tags")).isEqualTo(now);
  }

  @Test
  void whereThereAreFewNothingIsDeleted() throws Exception {
    var before = shop.refs(remote, "refs/");

    var outputs = shop.done(prune(5));

    assertThat(outputs).isEqualTo(new PruneTags.Outputs(List.of(), remote.toString(), List.of()));
    assertThat(prune(5).undo(outputs)).isEmpty();
    assertThat(shop.refs(remote, "refs/")).isEqualTo(before);
    assertThat(shop.lines()).contains("no tag to delete on " + remote);
  }

  @Test
  void aPruningThatWasCutOffAfterItArrivedIsFound() throws Exception {
    var prune = prune(3);
    var planned = (Outcome.NotYet<PruneTags.Outputs>) prune.run(shop.call());
    var arrived = prune.run(shop.call().withToken(planned.token()));

    assertThat(prune.run(shop.call().withToken(planned.token()))).isEqualTo(arrived);
    assertThat(((Outcome.Done<PruneTags.Outputs>) arrived).outputs().deleted()).hasSize(2);
  }

  @Test
  void argumentsThatDoNotFitAreExplained() throws Exception {
    assertThat(shop.failed(prune(0))).isEqualTo("`keep` is a number of tags, at least 1");
    assertThat(shop.failed(new PruneTags(shop.connection(), "app", null, "", 3)))
        .isEqualTo("`prefix` is empty: tags of all kinds would be deleted");
    assertThat(shop.failed(new PruneTags(shop.connection(), "none", null, "site-", 3)))
        .isEqualTo("there is no clone in " + shop.clone("none") + ": `git.checkout` makes one");
  }

  @Test
  void aPreviewSaysWhatWouldBeDeleted() throws Exception {
    var preview = prune(3).preview(shop.call().whileProbing());

    assertThat(preview.text())
        .isEqualTo("delete the tags `site-` and numbers of " + remote + " but for the newest 3");
    assertThat(preview.undo()).isEqualTo("put them back where they were");
    assertThat(preview.found())
        .containsExactly("would delete 2 now: site-20260102.2, site-20251231.1");
  }

  private PruneTags prune(int keep) {
    return new PruneTags(shop.connection(), "app", null, "site-", keep);
  }
}

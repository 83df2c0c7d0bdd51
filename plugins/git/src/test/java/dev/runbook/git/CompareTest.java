package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  private Workshop shop;

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    var remote = shop.remote("app");
    shop.commit("app", "topic", "a/topic.txt", "topic\n");
    shop.git(remote, "tag", "-a", "-m", "one", "v1", "main");
    shop.commit("app", "main", "README", "changed\n");
    shop.commit("app", "main", "new.txt", "new\n");
    shop.done(shop.checkout("app", "main"));
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void itTellsWhatTheCommandLineTells() throws Exception {
    assertSameAsCommandLine("v1", "main");
    assertSameAsCommandLine("main", "v1");
    assertSameAsCommandLine("origin/topic", "main");
  }

  @Test
  void aMergeIsFollowedOnBothSides() throws Exception {
    var other = shop.other("app");
    shop.git(other, "merge", "--quiet", "--no-edit", "origin/topic");
    shop.git(other, "mv", "README", "README.md");
    shop.git(other, "commit", "--quiet", "--message", "a name\nin two lines\n\nand a reason");
    shop.git(other, "push", "--quiet", "origin", "main");
    shop.done(shop.checkout("app", "main"));

    assertSameAsCommandLine("v1", "main");
    assertThat(compare("v1", "main").commits().get(0).subject()).isEqualTo("a name in two lines");
    assertThat(compare("v1", "main").files())
        .containsExactly("README", "README.md", "a/topic.txt", "new.txt");
  }

  @Test
  void withoutAStartAllCommitsAndFilesAreNew() throws Exception {
    var outputs = shop.done(new Compare(shop.connection(), "app", null, null, "main", 1));

    assertThat(outputs.ahead()).isEqualTo(3);
    assertThat(outputs.behind()).isZero();
    assertThat(outputs.changed()).isTrue();
    assertThat(outputs.commits()).hasSize(1);
    assertThat(outputs.files()).containsExactly("README", "new.txt");
    assertThat(shop.lines()).contains("`main` has 3 commits in all");
  }

  @Test
  void theSameCommitIsNoDifference() throws Exception {
    var outputs = compare("main", "HEAD");

    assertThat(outputs).isEqualTo(new Compare.Outputs(0, 0, false, List.of(), List.of()));
    assertThat(shop.lines())
        .contains("`HEAD` is 0 commits ahead of `main` and 0 commits behind, 0 files differ");
  }

  @Test
  void noMoreCommitsAreListedThanAskedForButAllAreCounted() throws Exception {
    var outputs = shop.done(new Compare(shop.connection(), "app", null, "v1", "main", 1));

    assertThat(outputs.ahead()).isEqualTo(2);
    assertThat(outputs.commits()).hasSize(1);
    assertThat(outputs.commits().get(0).sha())
        .isEqualTo(shop.git(shop.clone("app"), "rev-parse", "HEAD"));
    assertThat(shop.failed(new Compare(shop.connection(), "app", null, "v1", "main", -1)))
        .isEqualTo("`limit` is a number of commits, at least 0");
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    assertThat(shop.failed(comparison("v2", "main")))
        .isEqualTo("`v2` is no branch, tag or commit of " + shop.clone("app"));
    assertThat(shop.failed(comparison("v1", "mian")))
        .isEqualTo("`mian` is no branch, tag or commit of " + shop.clone("app"));
    assertThat(shop.failed(new Compare(shop.connection(), "other", null, "v1", "main", 9)))
        .isEqualTo("there is no clone in " + shop.clone("other") + ": `git.checkout` makes one");
  }

  @Test
  void aPreviewSaysWhatIsCompared() throws Exception {
    var comparison = comparison("v1", "main");

    assertThat(comparison.preview(shop.call()).text()).isEqualTo("compare `v1` with `main` in app");
    assertThat(comparison.preview(shop.call().whileProbing()).found())
        .containsExactly("`main` is 2 commits ahead of `v1` and 0 commits behind, 2 files differ");
  }

  private Compare comparison(String from, String to) {
    return new Compare(shop.connection(), "app", null, from, to, 1000);
  }

  private Compare.Outputs compare(String from, String to) throws Exception {
    return shop.done(comparison(from, to));
  }

  private void assertSameAsCommandLine(String from, String to) throws Exception {
    var theirs = shop.path("theirs");
    if (!Files.exists(theirs)) {
      shop.git(
          shop.folder(),
          "clone",
          "--quiet",
          shop.path("remotes/app").toString(),
          theirs.toString());
    }
    shop.git(theirs, "pull", "--quiet");
    var outputs = compare(from, to);
    assertThat(outputs.behind() + "\t" + outputs.ahead())
        .isEqualTo(shop.git(theirs, "rev-list", "--left-right", "--count", from + "..." + to));
    assertThat(
            outputs.commits().stream()
                .map(
                    c ->
                        c.sha()
                            + " "
                            + c.author()
                            + " "
                            + c.at().getEpochSecond()
                            + " "
                            + c.subject()))
        .containsExactlyInAnyOrderElementsOf(
            shop.git(theirs, "log", "--format=%H %an <%ae> %ct %s", from + ".." + to)
                .lines()
                .toList());
    assertThat(String.join("\n", outputs.files()))
        .isEqualTo(shop.git(theirs, "diff", "--name-only", "--no-renames", from, to));
    assertThat(outputs.changed()).isEqualTo(!outputs.files().isEmpty());
  }
}

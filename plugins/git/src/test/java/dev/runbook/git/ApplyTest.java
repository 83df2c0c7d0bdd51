package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class ApplyTest {
  private Workshop shop;
  private Path app;

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    shop.remote("app");
    shop.commit("app", "main", "long.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    shop.commit("app", "main", "old/name.txt", "a\nb\nc\nd\ne\nf\n");
    shop.commit("app", "main", "gone.txt", "gone\n");
    shop.done(shop.checkout("app", "main"));
    app = shop.clone("app");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void aSeriesOfPatchesIsAppliedAsTheCommandLineWould() throws Exception {
    series();

    var outputs = shop.done(apply("patches"));

    assertThat(outputs.applied())
        .containsExactly("0001-more.patch", "0002-program.patch", "0003-bytes.patch");
    assertSameAsCommandLine(outputs.applied());
    assertThat(String.join("\n", outputs.files()))
        .isEqualTo(shop.git(app, "diff", "--cached", "--name-only", "--no-renames"));
    assertThat(shop.git(app, "rev-parse", "HEAD"))
        .isEqualTo(shop.git(app, "rev-parse", "origin/main"));
    assertThat(shop.lines())
        .contains("applied 0001-more.patch, 0002-program.patch, 0003-bytes.patch in " + app);

    var tree = shop.git(app, "write-tree");
    shop.done(shop.commitAll("app", "patched"));
    assertThat(shop.git(app, "rev-parse", "HEAD^{tree}")).isEqualTo(tree);
  }

  @Test
  void allAreAppliedOrNone() throws Exception {
    series();
    shop.commit("app", "main", "long.txt", "1\n2\n3\n4\nFIVE\n6\n7\n8\n9\n");
    shop.commit("app", "main", "run", "there already\n");
    shop.done(shop.checkout("app", "main"));
    var before = state();

    assertThat(shop.failed(apply("patches")))
        .isEqualTo(
            "patch `0001-more.patch` does not apply to `long.txt`: nothing was applied to " + app);
    Files.delete(shop.path("patches/0001-more.patch"));
    assertThat(shop.failed(apply("patches")))
        .isEqualTo(
            "patch `0002-program.patch` does not apply to `run`: nothing was applied to " + app);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aPatchMayBeAFewLinesOff() throws Exception {
    series();
    shop.commit("app", "main", "long.txt", "above\nabove\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    shop.done(shop.checkout("app", "main"));

    shop.done(apply("patches/0001-more.patch"));

    assertSameAsCommandLine(List.of("0001-more.patch"));
  }

  @Test
  void whatIsNoPatchIsNamed() throws Exception {
    Workshop.write(shop.path("patches/a.patch"), "Dear all, please find no patch attached.\n");
    assertThat(shop.failed(apply("patches")))
        .isEqualTo("`a.patch` is no patch: it changes no file");
    Workshop.write(
        shop.path("patches/a.patch"),
        "diff --git a/README b/README\n--- a/README\n+++ b/README\n@@ -1,1 +1,9 @@\n hello\n+cut off\n");
    assertThat(shop.failed(apply("patches"))).startsWith("`a.patch` is no patch: ");
  }

  @Test
  void aFolderThatIsMissingOrEmptyHasNoPatchesIfThatIsAllowed() throws Exception {
    assertThat(shop.failed(apply("patches")))
        .isEqualTo("there are no patches: " + shop.path("patches") + " is not there");
    var tolerant = new Apply(shop.connection(), "app", null, Path.of("patches"), Tolerance.OK);
    assertThat(shop.done(tolerant)).isEqualTo(new Apply.Outputs(List.of(), List.of()));
    Workshop.write(shop.path("patches/README"), "none yet\n");
    assertThat(shop.done(apply("patches"))).isEqualTo(new Apply.Outputs(List.of(), List.of()));
    assertThat(shop.git(app, "status", "--porcelain")).isEmpty();
  }

  @Test
  void localWorkIsNotTouched() throws Exception {
    series();
    Workshop.write(app.resolve("run"), "mine\n");
    assertThat(shop.failed(apply("patches")))
        .isEqualTo("files of " + app + " are in the way: `run`: move them");
    assertThat(app.resolve("run")).hasContent("mine\n");
    assertThat(shop.git(app, "diff", "HEAD")).isEmpty();
    Workshop.write(app.resolve("README"), "mine\n");
    assertThat(shop.failed(apply("patches")))
        .isEqualTo(app + " has local changes in `README`: commit them or take them back first");
  }

  @Test
  void patchesThatWereCutOffAreFinished() throws Exception {
    series();
    var planned = (Outcome.NotYet<Apply.Outputs>) apply("patches").run(shop.call());
    // killed after the first file
    var tree = String.valueOf(planned.token().get("tree"));
    var head = shop.git(app, "rev-parse", "HEAD");
    Files.writeString(
        app.resolve(".git/runbook-checkout"), String.join("\n", tree, "", "", head, ""));
    Workshop.write(app.resolve("run"), "#!");
    assertThat(shop.failed(shop.commitAll("app", "half of it")))
        .startsWith("a call was cut off while it changed the files of " + app);

    for (int again = 0; again < 2; again++) {
      var outcome = apply("patches").run(shop.call().withToken(planned.token()));
      assertThat(outcome).isInstanceOf(Outcome.Done.class);
      assertSameAsCommandLine(List.of("0001-more.patch", "0002-program.patch", "0003-bytes.patch"));
    }
  }

  @Test
  void aFileMayHoldASeriesThatChangesAFileTwice() throws Exception {
    var one = "--- a/README\n+++ b/README\n@@ -1 +1,2 @@\n hello\n+one\n";
    var two = "--- a/README\n+++ b/README\n@@ -1,2 +1,3 @@\n hello\n one\n+two\n";
    var from = "diff --git a/README b/README\n";
    Workshop.write(shop.path("patches/series.patch"), from + one + from + two);

    shop.done(apply("patches"));

    assertThat(app.resolve("README")).hasContent("hello\none\ntwo\n");
  }

  @Test
  void aPatchWithoutTheContentOfABinaryFileIsRefused() throws Exception {
    Workshop.write(
        shop.path("patches/logo.patch"),
        """
        diff --git a/README b/README
        index 1234567..2345678 100644
        Binary files a/README and b/README differ
        """);
    assertThat(shop.failed(apply("patches")))
        .isEqualTo(
            "patch `logo.patch` lacks the content of `README`, which is binary: make it with"
                + " `git diff --binary`");
    assertThat(app.resolve("README")).exists();
  }

  @Test
  void aPatchThatWouldMakeAProgramATextIsRefused() throws Exception {
    shop.git(app, "update-index", "--chmod=+x", "README");
    shop.git(app, "commit", "--quiet", "-m", "a program");
    shop.git(app, "checkout", "--quiet", "--", ".");
    Workshop.write(
        shop.path("patches/old.diff"), "--- a/README\n+++ b/README\n@@ -1 +1,2 @@\n hello\n+one\n");
    assertThat(shop.failed(apply("patches")))
        .isEqualTo(
            "patch `old.diff` does not say that `README` is a program: make it with `git diff`");
  }

  @Test
  void aPreviewNamesThePatches() throws Exception {
    var apply = apply("patches");
    assertThat(apply.preview(shop.call()).text()).isEqualTo("apply patches to the files of app");
    assertThat(apply.preview(shop.call().whileProbing()).found())
        .containsExactly(
            "would fail: there are no patches: " + shop.path("patches") + " is not there");
    series();
    assertThat(apply.preview(shop.call().whileProbing()).found())
        .containsExactly("0001-more.patch, 0002-program.patch, 0003-bytes.patch");
  }

  /** Writes patches of all kinds, as `git format-patch` and `git diff` do. */
  private void series() throws Exception {
    var other = shop.path("author");
    shop.git(
        shop.folder(), "clone", "--quiet", shop.path("remotes/app").toString(), other.toString());
    Workshop.write(other.resolve("long.txt"), "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n");
    shop.git(other, "rm", "--quiet", "gone.txt");
    commit(other, "more", "0001-more.patch");
    Workshop.write(other.resolve("run"), "#!/bin/sh\necho no end of line");
    other.resolve("run").toFile().setExecutable(true);
    shop.git(other, "mv", "old/name.txt", "new.txt");
    Workshop.write(other.resolve("new.txt"), "a\nb\nC\nd\ne\nf\n");
    commit(other, "a program", "0002-program.patch");
    Files.write(other.resolve("bytes.bin"), new byte[] {0, 1, 2, 3, -1, -2, 0, 10});
    Workshop.write(other.resolve("long.txt"), "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n");
    commit(other, "bytes", "0003-bytes.patch");
  }

  private void commit(Path other, String message, String patch) throws Exception {
    shop.git(other, "add", "--all");
    shop.git(other, "commit", "--quiet", "--message", message);
    Workshop.write(
        shop.path("patches/" + patch),
        shop.git(other, "format-patch", "-1", "--stdout", "--binary", "--find-renames") + "\n");
  }

  private Apply apply(String patches) {
    return new Apply(shop.connection(), "app", null, Path.of(patches), Tolerance.FAIL);
  }

  private List<String> state() throws Exception {
    return List.of(
        shop.git(app, "status", "--porcelain=v2", "--branch"),
        shop.git(app, "ls-files", "--stage"),
        shop.git(app, "diff", "HEAD"));
  }

  private void assertSameAsCommandLine(List<String> patches) throws Exception {
    var theirs = shop.path("theirs");
    if (!Files.exists(theirs)) {
      shop.git(
          shop.folder(),
          "clone",
          "--quiet",
          shop.path("remotes/app").toString(),
          theirs.toString());
      for (var patch : patches) {
        shop.git(theirs, "apply", "--index", shop.path("patches/" + patch).toString());
      }
    }
    assertThat(shop.git(app, "ls-files", "--stage"))
        .isEqualTo(shop.git(theirs, "ls-files", "--stage"));
    assertThat(shop.git(app, "status", "--porcelain"))
        .isEqualTo(shop.git(theirs, "status", "--porcelain"));
  }
}

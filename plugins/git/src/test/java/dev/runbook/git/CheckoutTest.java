package dev.runbook.git;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class CheckoutTest {
  private Workshop shop;
  private Path remote;

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void aFirstCheckoutClonesAndPutsTheCommitThere() throws Exception {
    Workshop.write(shop.other("app").resolve("bin/run"), "#!/bin/sh\n");
    shop.other("app").resolve("bin/run").toFile().setExecutable(true);
    Files.createSymbolicLink(shop.other("app").resolve("link"), Path.of("bin/run"));
    Workshop.write(shop.other("app").resolve("a/b/c.txt"), "deep\n");
    shop.git(shop.other("app"), "add", "--all");
    shop.git(shop.other("app"), "commit", "--quiet", "--message", "a program and a link");
    shop.git(shop.other("app"), "push", "--quiet", "origin", "main");
    var head = shop.git(remote, "rev-parse", "main");

    var outputs = shop.done(shop.checkout("app", "main"));

    assertThat(outputs).isEqualTo(new Checkout.Outputs(head, null, true));
    assertSameAsCommandLine(head);
    assertThat(shop.git(shop.clone("app"), "status", "--porcelain")).isEmpty();
    assertThat(Files.isExecutable(shop.clone("app").resolve("bin/run"))).isTrue();
    assertThat(shop.git(shop.clone("app"), "fsck", "--strict")).isEmpty();
  }

  @Test
  void aLaterCheckoutBringsTheCloneUpToDate() throws Exception {
    var first = shop.done(shop.checkout("app", "origin/main")).head();
    shop.commit("app", "topic", "topic.txt", "new branch\n");
    shop.git(remote, "tag", "--annotate", "--message", "one", "v1", "topic");
    var head = shop.commit("app", "main", "README", "changed\n");

    var outputs = shop.done(shop.checkout("app", "origin/main"));

    assertThat(outputs).isEqualTo(new Checkout.Outputs(head, first, true));
    assertSameAsCommandLine(head);
    assertThat(shop.done(shop.checkout("app", "origin/main")))
        .isEqualTo(new Checkout.Outputs(head, head, false));
    assertThat(shop.lines())
        .contains(shop.clone("app") + " is at " + head.substring(0, 7) + " already");
  }

  @Test
  void branchesThatAreGoneFromTheRemoteGoFromTheClone() throws Exception {
    shop.commit("app", "old", "old.txt", "old\n");
    shop.done(shop.checkout("app", "main"));
    shop.git(remote, "branch", "-D", "old");
    shop.commit("app", "old/deeper", "old.txt", "old\n");

    var outputs = shop.done(shop.checkout("app", "main"));

    assertSameAsCommandLine(requireNonNull(outputs.head()));
  }

  @Test
  void aTagACommitAndItsBeginningCanBeCheckedOut() throws Exception {
    var first = shop.git(remote, "rev-parse", "main");
    shop.git(remote, "tag", "v1", "main");
    shop.commit("app", "main", "README", "changed\n");

    assertThat(shop.done(shop.checkout("app", "v1")).head()).isEqualTo(first);
    assertThat(shop.done(shop.checkout("app", first)).head()).isEqualTo(first);
    assertThat(shop.done(shop.checkout("app", first.substring(0, 10))).head()).isEqualTo(first);
  }

  @Test
  void withoutRefTheDefaultBranchOfTheRemoteIsMeant() throws Exception {
    var head = shop.commit("app", "trunk", "README", "trunk\n");
    shop.git(remote, "symbolic-ref", "HEAD", "refs/heads/trunk");

    assertThat(shop.done(shop.checkout("app", null)).head()).isEqualTo(head);
  }

  @Test
  void anEmptyRepositoryIsClonedAndTakesAFirstCommit() throws Exception {
    shop.done(new Init(Path.of("remotes/new"), true, "main"));
    var checkout = shop.checkout("new", null);

    assertThat(shop.done(checkout)).isEqualTo(new Checkout.Outputs(null, null, false));
    assertThat(shop.done(checkout)).isEqualTo(new Checkout.Outputs(null, null, false));
    Workshop.write(shop.clone("new").resolve("file"), "first\n");
    var head = shop.done(shop.commitAll("new", "first")).head();
    var push = shop.push("new", "main", "v1");
    var pushed = shop.done(push);
    assertThat(shop.done(checkout)).isEqualTo(new Checkout.Outputs(head, head, false));

    shop.done(push.undo(pushed).orElseThrow());
    assertThat(shop.refs(shop.path("remotes/new"), "refs/")).isEmpty();
    assertThat(shop.done(checkout)).isEqualTo(new Checkout.Outputs(head, head, false));
    assertThat(shop.done(push).pushed()).isTrue();
    assertThat(shop.git(shop.path("remotes/new"), "rev-parse", "main")).isEqualTo(head);
    assertThat(shop.failed(shop.checkout("app", "trunk"))).startsWith("`trunk` is no branch");
  }

  @Test
  void anUnknownRefIsNamed() throws Exception {
    assertThat(shop.failed(shop.checkout("app", "mian")))
        .isEqualTo("`mian` is no branch, tag or commit of " + shop.clone("app"));
  }

  @Test
  void anUnknownRepositoryIsNamed() throws Exception {
    assertThat(shop.failed(shop.checkout("nothing", "main")))
        .isEqualTo(
            "there is no repository `"
                + shop.path("remotes/nothing")
                + "`, or it is not open to you");
  }

  @Test
  void localChangesAreNotLost() throws Exception {
    shop.done(shop.checkout("app", "main"));
    Files.writeString(shop.clone("app").resolve("README"), "mine\n");
    shop.commit("app", "main", "README", "theirs\n");

    assertThat(shop.failed(shop.checkout("app", "main")))
        .isEqualTo(
            shop.clone("app")
                + " has local changes in `README`: commit them, or set `clean: true` to throw them away");
    assertThat(shop.clone("app").resolve("README")).hasContent("mine\n");
  }

  @Test
  void untrackedFilesStayAndAreNotOverwritten() throws Exception {
    shop.done(shop.checkout("app", "main"));
    Workshop.write(shop.clone("app").resolve("notes"), "mine\n");
    shop.commit("app", "main", "other", "theirs\n");
    shop.done(shop.checkout("app", "main"));
    assertThat(shop.clone("app").resolve("notes")).hasContent("mine\n");
    var before = shop.git(shop.clone("app"), "rev-parse", "HEAD");

    shop.commit("app", "main", "notes", "theirs\n");

    assertThat(shop.failed(shop.checkout("app", "main")))
        .contains("are in the way: `notes`: move them, or set `clean: true`");
    assertThat(shop.clone("app").resolve("notes")).hasContent("mine\n");
    assertThat(shop.git(shop.clone("app"), "rev-parse", "HEAD")).isEqualTo(before);
    assertThat(shop.git(shop.clone("app"), "status", "--porcelain")).isEqualTo("?? notes");
  }

  @Test
  void commitsOnNoBranchAreNotLost() throws Exception {
    shop.done(shop.checkout("app", "main"));
    Workshop.write(shop.clone("app").resolve("new"), "mine\n");
    var mine = shop.done(shop.commitAll("app", "mine")).head();

    assertThat(shop.failed(shop.checkout("app", "main")))
        .contains("has local commits up to " + mine.substring(0, 7) + " that are on no branch");

    shop.git(shop.clone("app"), "branch", "keep");
    assertThat(shop.done(shop.checkout("app", "main")).before()).isEqualTo(mine);
  }

  @Test
  void aRewrittenBranchOfTheRemoteIsNoLocalWork() throws Exception {
    shop.done(shop.checkout("app", "main"));
    shop.git(shop.other("app"), "commit", "--quiet", "--amend", "--message", "rewritten");
    shop.git(shop.other("app"), "push", "--quiet", "--force", "origin", "main");
    var head = shop.git(remote, "rev-parse", "main");
    shop.git(shop.clone("app"), "fetch", "--quiet"); // as a crash after the fetch leaves it

    assertThat(shop.done(shop.checkout("app", "main")).head()).isEqualTo(head);
  }

  @Test
  void cleanThrowsAwayWhatGitWould() throws Exception {
    shop.commit("app", "main", ".gitignore", "*.o\n");
    shop.done(shop.checkout("app", "main"));
    var clone = shop.clone("app");
    Files.writeString(clone.resolve("README"), "mine\n");
    Workshop.write(clone.resolve("dir/untracked"), "mine\n");
    Workshop.write(clone.resolve("keep.o"), "ignored\n");
    Workshop.write(clone.resolve("staged"), "mine\n");
    shop.git(clone, "add", "staged");
    Workshop.write(clone.resolve("committed"), "mine\n");
    shop.git(clone, "add", "committed");
    shop.git(clone, "commit", "--quiet", "--message", "mine", "committed");

    var outputs = shop.done(shop.cleanCheckout("app", "main"));

    assertSameAsCommandLine(requireNonNull(outputs.head()));
    assertThat(shop.git(clone, "status", "--porcelain", "--ignored")).isEqualTo("!! keep.o");
  }

  @Test
  void cleanLeavesClonesInsideAlone() throws Exception {
    shop.done(shop.checkout("app", "main"));
    var inner = shop.clone("app").resolve("checkouts/inner");
    Files.createDirectories(inner);
    shop.git(inner, "init", "--quiet");
    Workshop.write(inner.resolve("file"), "mine\n");

    shop.done(shop.cleanCheckout("app", "main"));

    assertThat(inner.resolve("file")).exists();
  }

  @Test
  void aRebaseUnderWayIsGivenUpOnlyWithClean() throws Exception {
    shop.done(shop.checkout("app", "main"));
    var clone = shop.clone("app");
    Files.createDirectories(clone.resolve(".git/rebase-merge"));
    Files.writeString(clone.resolve(".git/rebase-merge/interactive"), "");

    assertThat(shop.failed(shop.checkout("app", "main"))).contains("is under way", "`clean: true`");
    shop.done(shop.cleanCheckout("app", "main"));
    assertThat(clone.resolve(".git/rebase-merge")).doesNotExist();
    shop.done(shop.checkout("app", "main"));
  }

  @Test
  void aForgottenLockIsExplained() throws Exception {
    shop.done(shop.checkout("app", "main"));
    shop.commit("app", "main", "README", "changed\n");
    var lock = shop.clone("app").resolve(".git/index.lock");
    Files.createFile(lock);

    assertThat(shop.failed(shop.checkout("app", "main")))
        .contains("is locked by another git, or by one that crashed", "type `rm " + lock + "`");
    assertThat(lock).exists();
  }

  @Test
  void whatWasDoneBeforeACrashIsToldAfterIt() throws Exception {
    var before = shop.done(shop.checkout("app", "main")).head();
    var head = shop.commit("app", "main", "README", "changed\n");
    var checkout = shop.checkout("app", "main");
    var prepared = (Outcome.NotYet<Checkout.Outputs>) checkout.run(shop.call());
    checkout.run(shop.call().withToken(prepared.token()));

    var outcome = checkout.run(shop.call().withToken(prepared.token()));

    assertThat(outcome).isEqualTo(Outcome.done(new Checkout.Outputs(head, before, true)));
  }

  @Test
  void aShallowCloneGetsDeeperWhenAsked() throws Exception {
    for (int i = 1; i <= 5; i++) {
      shop.commit("app", "main", "README", i + "\n");
    }
    var checkout =
        new Checkout(shop.connection(), "app", null, "main", null, 2, false, false, false);

    shop.done(checkout);
    assertThat(shop.git(shop.clone("app"), "rev-list", "--count", "HEAD")).isEqualTo("2");
    assertThat(shop.git(shop.clone("app"), "fsck")).isEmpty();
    shop.commit("app", "main", "README", "6\n");
    shop.done(checkout);
    assertThat(shop.git(shop.clone("app"), "rev-list", "--count", "HEAD")).isEqualTo("2");

    shop.done(shop.checkout("app", "main"));
    assertThat(shop.git(shop.clone("app"), "rev-list", "--count", "HEAD")).isEqualTo("7");
    assertThat(shop.git(shop.clone("app"), "rev-parse", "--is-shallow-repository"))
        .isEqualTo("false");

    shop.done(checkout);
    assertThat(shop.git(shop.clone("app"), "rev-parse", "--is-shallow-repository"))
        .isEqualTo("false");
  }

  @Test
  void anotherRepositoryCanBeTheSource() throws Exception {
    shop.remote("upstream");
    var head = shop.commit("upstream", "stable", "up", "stream\n");
    var from = new From(shop.path("remotes/upstream").toString(), "stable");

    var outputs =
        shop.done(
            new Checkout(shop.connection(), "app", null, null, from, null, false, false, false));

    assertThat(outputs.head()).isEqualTo(head);
    assertThat(shop.refs(shop.clone("app"), "refs/remotes/origin"))
        .contains("refs/remotes/origin/main");
    assertThat(
            shop.failed(
                new Checkout(
                    shop.connection(),
                    "app",
                    null,
                    null,
                    new From("remotes/upstream", "none"),
                    null,
                    false,
                    false,
                    false)))
        .isEqualTo("`remotes/upstream` has no branch `none`");
  }

  @Test
  void aCloneThatIsThereNeedsNoConnection() throws Exception {
    var clone = shop.path("mine");
    Files.createDirectories(clone);
    shop.git(clone, "clone", "--quiet", remote.toString(), ".");
    var before = shop.git(clone, "rev-parse", "HEAD");
    var checkout =
        new Checkout(null, null, Path.of("mine"), "origin/main", null, null, false, false, false);

    assertThat(shop.done(checkout).changed()).isFalse();
    assertThat(shop.git(clone, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");

    var head = shop.commit("app", "main", "README", "changed\n");
    assertThat(shop.done(checkout)).isEqualTo(new Checkout.Outputs(head, before, true));
    assertThat(shop.git(clone, "rev-parse", "main")).isEqualTo(before);
  }

  @Test
  void argumentsThatDoNotFitAreExplained() throws Exception {
    var both =
        new Checkout(
            shop.connection(), "app", Path.of("x"), "main", null, null, false, false, false);
    assertThat(shop.failed(both)).isEqualTo("give either `repository` or `path`");
    var none = new Checkout(null, "app", null, "main", null, null, false, false, false);
    assertThat(shop.failed(none)).contains("needs a connection of type `git`");
    assertThat(shop.failed(shop.checkout("../app", "main")))
        .isEqualTo("`../app` is not the name of a repository");
    Workshop.write(shop.path("full/file"), "mine\n");
    var full =
        new Checkout(
            null,
            null,
            Path.of("full"),
            null,
            new From(remote.toString(), "main"),
            null,
            false,
            false,
            false);
    assertThat(shop.failed(full)).contains("is no clone and not empty");
  }

  @Test
  void aPreviewChangesNothingAndAProbeOnlyAsks() throws Exception {
    var checkout = shop.checkout("app", "main");
    var preview = checkout.preview(shop.call());
    assertThat(preview.text())
        .isEqualTo("check out `main` of " + remote + " into " + shop.clone("app"));
    assertThat(checkout.preview(shop.call().whileProbing()).found())
        .containsExactly(
            "there is no clone yet",
            "`main` of the remote is at " + shop.git(remote, "rev-parse", "--short=7", "main"));
    assertThat(shop.clone("app")).doesNotExist();

    var before = requireNonNull(shop.done(checkout).head());
    var head = shop.commit("app", "main", "README", "changed\n");
    assertThat(checkout.preview(shop.call().whileProbing()).found())
        .containsExactly(
            "the clone is at " + before.substring(0, 7),
            "`main` of the remote is at " + head.substring(0, 7));
    assertThat(shop.git(shop.clone("app"), "rev-parse", "HEAD", "origin/main"))
        .isEqualTo(before + "\n" + before);
  }

  @Test
  void aCancelledCheckoutIsAnInterruption() throws Exception {
    var call = shop.call();
    call.cancellation().request();

    var checkout = shop.checkout("app", "main");

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Workshop.finish(checkout, call))
        .isInstanceOf(InterruptedException.class);
    assertThat(Map.of()).isEqualTo(call.token());
  }

  private void assertSameAsCommandLine(String head) throws Exception {
    var theirs = shop.path("theirs");
    if (!Files.exists(theirs)) {
      Files.createDirectories(theirs);
      shop.git(theirs, "clone", "--quiet", remote.toString(), ".");
      shop.git(theirs, "remote", "set-head", "origin", "--delete");
    }
    shop.git(theirs, "fetch", "--quiet", "--prune");
    shop.git(theirs, "checkout", "--quiet", "--detach", head);
    var ours = shop.clone("app");
    assertThat(shop.refs(ours, "refs/remotes")).isEqualTo(shop.refs(theirs, "refs/remotes"));
    assertThat(shop.refs(ours, "refs/tags")).isEqualTo(shop.refs(theirs, "refs/tags"));
    assertThat(shop.git(ours, "rev-parse", "HEAD")).isEqualTo(head);
    assertThat(shop.git(ours, "ls-tree", "-r", "HEAD"))
        .isEqualTo(shop.git(theirs, "ls-tree", "-r", "HEAD"));
    assertThat(shop.git(ours, "ls-files", "--stage"))
        .isEqualTo(shop.git(theirs, "ls-files", "--stage"));
  }
}

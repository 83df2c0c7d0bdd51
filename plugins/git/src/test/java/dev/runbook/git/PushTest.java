package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class PushTest {
  private Workshop shop;
  private Path remote;

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
    shop.done(shop.checkout("app", "main"));
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void aBranchAndATagArriveTogether() throws Exception {
    var before = shop.git(remote, "rev-parse", "main");
    var head = commit("work\n");

    var outputs = shop.done(shop.push("app", "main", "v1"));

    var tag = shop.git(remote, "rev-parse", "refs/tags/v1");
    assertThat(outputs)
        .isEqualTo(
            new Push.Outputs(
                before,
                head,
                true,
                remote.toString(),
                List.of(
                    new Moved("refs/heads/main", before, head),
                    new Moved("refs/tags/v1", null, tag))));
    assertThat(shop.git(remote, "rev-parse", "main", "v1^{commit}")).isEqualTo(head + "\n" + head);
    assertThat(shop.git(remote, "cat-file", "-t", "v1")).isEqualTo("tag");
    assertThat(
            shop.git(remote, "for-each-ref", "--format=%(taggername) %(taggeremail)", "refs/tags"))
        .isEqualTo("Rita Run <rita@example.org>");
    assertThat(shop.refs(shop.clone("app"), "refs/remotes/origin/main")).endsWith(head);
    assertThat(shop.refs(shop.clone("app"), "refs/tags")).isEqualTo(shop.refs(remote, "refs/tags"));
    assertThat(shop.git(remote, "fsck", "--strict")).isEmpty();
    assertThat(shop.lines())
        .contains(
            "branch `main` moved from " + before.substring(0, 7) + " to " + head.substring(0, 7),
            "tag `v1` is new at " + tag.substring(0, 7));
  }

  @Test
  void theSameAsTheCommandLineWouldPush() throws Exception {
    var head = commit("work\n");
    var copy = shop.path("copy.git");
    shop.git(shop.folder(), "clone", "--quiet", "--mirror", remote.toString(), copy.toString());
    shop.git(
        shop.clone("app"),
        "push",
        "--quiet",
        copy.toString(),
        "HEAD:refs/heads/main",
        "HEAD:refs/heads/new");

    shop.done(shop.push("app", "main", null));
    shop.done(shop.push("app", "new", null));

    assertThat(shop.refs(remote, "refs/")).isEqualTo(shop.refs(copy, "refs/"));
    assertThat(shop.git(remote, "ls-tree", "-r", head))
        .isEqualTo(shop.git(copy, "ls-tree", "-r", head));
  }

  @Test
  void nothingToPushSaysSoAndChangesNothing() throws Exception {
    var head = commit("work\n");
    shop.done(shop.push("app", "main", "v1"));
    var refs = shop.refs(remote, "refs/");

    var outputs = shop.done(shop.push("app", "main", "v1"));

    assertThat(outputs)
        .isEqualTo(new Push.Outputs(head, head, false, remote.toString(), List.of()));
    assertThat(shop.push("app", "main", "v1").undo(outputs)).isEmpty();
    assertThat(shop.refs(remote, "refs/")).isEqualTo(refs);
    assertThat(shop.lines()).contains("nothing to push to " + remote);
  }

  @Test
  void aRemoteThatMovedIsNotOverwrittenEvenByForce() throws Exception {
    var fetched = shop.git(remote, "rev-parse", "main");
    commit("mine\n");
    var theirs = shop.commit("app", "main", "theirs", "theirs\n");

    for (var push : List.of(shop.push("app", "main", "v1"), shop.forced("app", "main"))) {
      assertThat(shop.failed(push))
          .isEqualTo(
              "`main` on the remote is "
                  + theirs.substring(0, 7)
                  + ", not "
                  + fetched.substring(0, 7)
                  + " as fetched: fetch again with `git.checkout`");
    }
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(theirs);
    assertThat(shop.refs(remote, "refs/tags")).isEmpty();
  }

  @Test
  void aRemoteThatMovesBetweenTheTwoCallsIsNotOverwritten() throws Exception {
    var fetched = shop.git(remote, "rev-parse", "main");
    commit("mine\n");
    var push = shop.push("app", "main", "v1");
    var planned = (Outcome.NotYet<Push.Outputs>) push.run((Call) shop.call());
    var theirs = shop.commit("app", "main", "theirs", "theirs\n");

    var outcome = push.run((Call) shop.call().withToken(planned.token()));

    assertThat(outcome)
        .isEqualTo(
            Outcome.failed(
                "`main` on the remote is "
                    + theirs.substring(0, 7)
                    + ", not "
                    + fetched.substring(0, 7)
                    + " as fetched: fetch again with `git.checkout`"));
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(theirs);
    assertThat(shop.refs(remote, "refs/tags")).isEmpty();
  }

  @Test
  void commitsAreDroppedOnlyByForce() throws Exception {
    var first = shop.git(remote, "rev-parse", "main");
    var theirs = shop.commit("app", "main", "theirs", "theirs\n");
    shop.done(shop.checkout("app", "main"));
    shop.done(shop.checkout("app", first));
    var mine = commit("mine\n");

    assertThat(shop.failed(shop.push("app", "main", null)))
        .isEqualTo(
            "`main` at "
                + theirs.substring(0, 7)
                + " has commits that "
                + mine.substring(0, 7)
                + " has not: get them in first, or set `force: true` to drop them");
    assertThat(shop.done(shop.forced("app", "main")).before()).isEqualTo(theirs);
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(mine);
  }

  @Test
  void aBranchThatWasNeverFetchedIsNotOverwritten() throws Exception {
    commit("mine\n");
    var theirs = shop.commit("app", "topic", "theirs", "theirs\n");

    assertThat(shop.failed(shop.forced("app", "topic")))
        .isEqualTo(
            "`topic` on the remote is at "
                + theirs.substring(0, 7)
                + ", and was never fetched: fetch it first with `git.checkout`");
  }

  @Test
  void aTagIsNeverMoved() throws Exception {
    var first = shop.git(remote, "rev-parse", "main");
    shop.done(shop.push("app", null, "v1"));
    var second = commit("mine\n");

    var push =
        new Push(shop.connection(), "app", null, "main", "HEAD", "v1", true, List.of(), List.of());

    assertThat(shop.failed(push))
        .isEqualTo(
            "tag `v1` of the remote is at "
                + first.substring(0, 7)
                + ", not "
                + second.substring(0, 7)
                + ": tags are not moved, take another one");
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(first);
  }

  @Test
  void aTagThatTheCloneHasIsPushedAsItIs() throws Exception {
    shop.git(shop.clone("app"), "tag", "--annotate", "--message", "mine", "v2");
    var object = shop.git(shop.clone("app"), "rev-parse", "v2");

    shop.done(shop.push("app", null, "v2"));

    assertThat(shop.git(remote, "rev-parse", "v2")).isEqualTo(object);
  }

  @Test
  void branchesAndTagsAreDeletedAndComeBack() throws Exception {
    shop.commit("app", "topic", "topic", "topic\n");
    shop.done(shop.checkout("app", "main"));
    shop.git(remote, "tag", "--annotate", "--message", "one", "v1", "topic");
    var refs = shop.refs(remote, "refs/");
    var push = shop.deletion("app", List.of("topic", "gone"), List.of("v1", "v0"));

    var outputs = shop.done(push);

    assertThat(shop.refs(remote, "refs/")).doesNotContain("topic", "v1").contains("main");
    assertThat(outputs.before()).isNull();
    assertThat(outputs.moved()).extracting(Moved::shortName).containsExactly("topic", "v1");
    assertThat(shop.refs(shop.clone("app"), "refs/")).doesNotContain("topic", "v1");
    shop.done(push.undo(outputs).orElseThrow());
    assertThat(shop.refs(remote, "refs/")).isEqualTo(refs);
  }

  @Test
  void aBranchThatMovedIsNotDeleted() throws Exception {
    shop.commit("app", "topic", "topic", "topic\n");
    shop.done(shop.checkout("app", "main"));
    var theirs = shop.commit("app", "topic", "topic", "more\n");

    assertThat(shop.failed(shop.deletion("app", List.of("topic"), List.of())))
        .startsWith("`topic` on the remote is " + theirs.substring(0, 7));
  }

  @Test
  void undoPutsBackWhatThePushMoved() throws Exception {
    var refs = shop.refs(remote, "refs/");
    commit("work\n");
    var push = shop.push("app", "main", "v1");
    var outputs = shop.done(push);
    var undo = push.undo(outputs).orElseThrow();

    shop.done(undo);

    assertThat(shop.refs(remote, "refs/")).isEqualTo(refs);
    shop.done(undo);
    assertThat(shop.refs(remote, "refs/")).isEqualTo(refs);
    assertThat(shop.done(push).pushed()).isTrue();
  }

  @Test
  void undoOfANewBranchDeletesIt() throws Exception {
    var push = shop.push("app", "new", null);
    var outputs = shop.done(push);
    assertThat(outputs.before()).isNull();

    shop.done(push.undo(outputs).orElseThrow());

    assertThat(shop.refs(remote, "refs/heads/new")).isEmpty();
  }

  @Test
  void undoDoesNotGoOverWorkOfOthers() throws Exception {
    commit("work\n");
    var push = shop.push("app", "main", "v1");
    var outputs = shop.done(push);
    var theirs = shop.commit("app", "main", "theirs", "theirs\n");

    assertThat(shop.failed(push.undo(outputs).orElseThrow()))
        .startsWith("`main` on the remote is " + theirs.substring(0, 7) + ", not ");
    assertThat(shop.git(remote, "rev-parse", "main", "v1^{commit}")).startsWith(theirs);
  }

  @Test
  void undoGoesOnlyWhereThePushWent() throws Exception {
    commit("work\n");
    var outputs = shop.done(shop.push("app", "main", null));
    shop.remote("other");

    var undo = new RestoreRefs(shop.connection(), "app", null, "somewhere", outputs.moved());

    assertThat(shop.failed(undo))
        .isEqualTo("the push went to `somewhere`, not to `" + remote + "`");
  }

  @Test
  void aPushThatWasCutOffAfterItArrivedIsFound() throws Exception {
    commit("work\n");
    var push = shop.push("app", "main", "v1");
    var planned = (Outcome.NotYet<Push.Outputs>) push.run((Call) shop.call());
    var arrived = push.run((Call) shop.call().withToken(planned.token()));
    var refs = shop.refs(remote, "refs/");

    var found = push.run((Call) shop.call().withToken(planned.token()).afterCutOff());

    assertThat(found).isEqualTo(arrived);
    assertThat(shop.refs(remote, "refs/")).isEqualTo(refs);
  }

  @Test
  void aPushThatWasCutOffBeforeItArrivedIsDone() throws Exception {
    var head = commit("work\n");
    var push = shop.push("app", "main", "v1");
    var planned = (Outcome.NotYet<Push.Outputs>) push.run((Call) shop.call());

    var outcome = push.run((Call) shop.call().withToken(planned.token()).afterCutOff());

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(shop.git(remote, "rev-parse", "main", "v1^{commit}")).isEqualTo(head + "\n" + head);
    assertThat(planned.reason()).isEqualTo("about to push to " + remote);
  }

  @Test
  void aHookOfTheRemoteMayRefuse() throws Exception {
    var hook = remote.resolve("hooks/pre-receive");
    Workshop.write(hook, "#!/bin/sh\necho not on a Monday >&2\nexit 1\n");
    Files.setPosixFilePermissions(
        hook, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    var before = shop.git(remote, "rev-parse", "main");
    commit("work\n");

    assertThat(shop.failed(shop.push("app", "main", "v1")))
        .isEqualTo("the remote refuses `main`: pre-receive hook declined");
    assertThat(shop.lines()).contains("remote: not on a Monday");
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(before);
  }

  @Test
  void hooksOfTheCloneAreNotRun() throws Exception {
    for (var name : List.of("pre-push", "pre-commit", "commit-msg", "post-commit")) {
      var hook = shop.clone("app").resolve(".git/hooks/" + name);
      Workshop.write(hook, "#!/bin/sh\ntouch " + shop.path("ran") + "\nexit 1\n");
      Files.setPosixFilePermissions(
          hook, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    commit("work\n");

    assertThat(shop.done(shop.push("app", "main", null)).pushed()).isTrue();
    assertThat(shop.path("ran")).doesNotExist();
  }

  @Test
  void argumentsThatDoNotFitAreExplained() throws Exception {
    assertThat(shop.failed(shop.push("app", null, null)))
        .isEqualTo(
            "there is nothing to push: give `branch`, `tag`, `delete_branches` or `delete_tags`");
    assertThat(shop.failed(shop.push("app", "a..b", null)))
        .isEqualTo("`a..b` cannot be the name of a branch or tag");
    assertThat(shop.failed(shop.deletion("app", List.of("x", "x"), List.of())))
        .isEqualTo("a branch or tag is named twice");
    assertThat(shop.failed(shop.push("none", "main", null)))
        .isEqualTo("there is no clone in " + shop.clone("none") + ": `git.checkout` makes one");
  }

  @Test
  void aPreviewSaysWhatWouldMove() throws Exception {
    commit("one\n");
    commit("two\n");
    var connection = connectionTo("git@github.com:kernelci");
    var push =
        new Push(
            connection, "core", null, "kernelci.org", "HEAD", "x", false, List.of(), List.of());

    var preview = push.preview(shop.call());

    assertThat(preview.text())
        .isEqualTo(
            "push HEAD to `kernelci.org` and tag `x` to git@github.com:kernelci/core, only over what was fetched");
    assertThat(preview.undo()).isEqualTo("put `kernelci.org` back where it was, delete tag `x`");
    var refs = shop.refs(shop.clone("app"), "refs/");
    assertThat(shop.push("app", "main", "v1").preview(shop.call().whileProbing()).found())
        .containsExactly(
            "2 commits would be pushed to `main`, from "
                + shop.git(remote, "rev-parse", "--short=7", "main")
                + " to "
                + shop.git(shop.clone("app"), "rev-parse", "--short=7", "HEAD"),
            "tag `v1` is new");
    assertThat(shop.refs(shop.clone("app"), "refs/")).isEqualTo(refs);
    shop.commit("app", "main", "theirs", "theirs\n");
    assertThat(shop.push("app", "main", null).preview(shop.call().whileProbing()).found())
        .singleElement()
        .asString()
        .startsWith("would fail: `main` on the remote is ");
  }

  @Test
  void aCloneWithoutConnectionPushesToItsOrigin() throws Exception {
    var clone = shop.path("mine");
    Files.createDirectories(clone);
    shop.git(clone, "clone", "--quiet", remote.toString(), ".");
    Workshop.write(clone.resolve("file"), "mine\n");
    shop.git(clone, "config", "user.name", "Carl Config");
    shop.git(clone, "config", "user.email", "carl@example.org");
    var commit = new Commit(null, null, Path.of("mine"), "mine", List.of(), null, false);
    var head = shop.done(commit).head();

    shop.done(
        new Push(null, null, Path.of("mine"), "main", "main", "v1", false, List.of(), List.of()));

    assertThat(shop.git(remote, "rev-parse", "main"))
        .isEqualTo(shop.git(clone, "rev-parse", "main"));
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(head);
    assertThat(
            Map.of("tag", shop.git(remote, "for-each-ref", "--format=%(taggername)", "refs/tags")))
        .containsEntry("tag", "Carl Config");
  }

  private GitConnection connectionTo(String push) {
    var base = shop.connection();
    return new GitConnection(
        base.fetch(),
        push,
        base.checkouts(),
        base.author(),
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        base.timeout());
  }

  private String commit(String text) throws Exception {
    Files.writeString(shop.clone("app").resolve("work.txt"), text);
    return shop.done(shop.commitAll("app", "work: " + text.strip())).head();
  }
}

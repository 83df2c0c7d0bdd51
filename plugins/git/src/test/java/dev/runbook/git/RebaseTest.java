package dev.runbook.git;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class RebaseTest {
  /** What matters of a commit that was made again: all but when that was. */
  private static final String SHAPE = "--format=%T %an <%ae> %at %B";

  private Workshop shop;
  private Path remote;

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
    shop.commit("app", "main", "shared.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    shop.commit("app", "live", "live/one.txt", "one\n");
    shop.commit("app", "live", "shared.txt", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void commitsGoOnTopOfTheOtherBranchAsTheCommandLinePutsThem() throws Exception {
    shop.commit("app", "main", "shared.txt", "one\n2\n3\n4\n5\n6\n7\n8\n9\n");
    shop.commit("app", "main", "main.txt", "main\n");
    var before = shop.done(shop.checkout("app", "live")).head();

    var outputs = shop.done(rebase("main"));

    assertThat(outputs.before()).isEqualTo(before);
    assertThat(outputs.changed()).isTrue();
    assertThat(outputs.commits()).hasSize(2);
    assertThat(outputs.head()).isEqualTo(shop.git(here(), "rev-parse", "HEAD"));
    assertSameAsCommandLine("live", "main");
    assertThat(shop.git(here(), "log", "-1", "--format=%cn <%ce>")).isEqualTo(Workshop.AUTHOR);
    assertThat(shop.git(here(), "fsck", "--strict")).isEmpty();
    assertThat(shop.lines())
        .contains(
            here() + " went from " + Moved.brief(before) + " to " + Moved.brief(outputs.head()));
  }

  @Test
  void whatIsThereAlreadyUnderAnotherNameIsLeftOut() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    shop.commit("app", "main", "live/one.txt", "one\n");
    shop.commit("app", "live", "part.txt", "part\n");
    shop.commit("app", "main", "part.txt", "part\n");
    shop.commit("app", "main", "part.txt", "part\nand more\n");
    shop.done(shop.checkout("app", "live"));

    var outputs = shop.done(rebase("main"));

    assertThat(outputs.commits()).hasSize(1);
    assertSameAsCommandLine("live", "main");
  }

  @Test
  void mergesAreFlattened() throws Exception {
    var other = shop.other("app");
    shop.git(other, "checkout", "--quiet", "live");
    shop.git(other, "checkout", "--quiet", "-b", "side", "HEAD~1");
    Workshop.write(other.resolve("side.txt"), "side\n");
    shop.git(other, "add", "--all");
    shop.git(other, "commit", "--quiet", "--message", "on the side");
    shop.git(other, "commit", "--quiet", "--allow-empty", "--message", "nothing\n\non purpose");
    shop.git(other, "checkout", "--quiet", "live");
    shop.git(other, "merge", "--quiet", "--no-edit", "side");
    shop.git(other, "push", "--quiet", "origin", "live");
    shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "live"));

    shop.done(rebase("main"));

    assertThat(shop.git(here(), "log", "--merges", "origin/main..HEAD")).isEmpty();
    var ours = shop.git(here(), "log", "--format=%s", "origin/main..HEAD").lines().toList();
    assertThat(ours)
        .containsExactlyInAnyOrder("change of app", "change of app", "on the side", "nothing");
    var theirs = theirs("live", "main");
    assertThat(shop.git(here(), "rev-parse", "HEAD^{tree}"))
        .isEqualTo(shop.git(theirs, "rev-parse", "HEAD^{tree}"));
  }

  @Test
  void nothingToDoChangesNothing() throws Exception {
    var head = shop.done(shop.checkout("app", "live")).head();

    var outputs = shop.done(rebase("main"));

    assertThat(outputs.head()).isEqualTo(head);
    assertThat(outputs.before()).isEqualTo(head);
    assertThat(outputs.changed()).isFalse();
    assertThat(shop.git(here(), "status", "--porcelain")).isEmpty();
    assertThat(shop.lines()).anyMatch(line -> line.contains(" is on top of "));
  }

  @Test
  void aCloneWithoutCommitsOfItsOwnGoesWhereTheOtherIs() throws Exception {
    shop.git(remote, "branch", "behind", "main");
    var head = shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "behind"));

    var outputs = shop.done(rebase("main"));

    assertThat(outputs.head()).isEqualTo(head);
    assertThat(outputs.commits()).isEmpty();
    assertThat(outputs.changed()).isTrue();
    assertThat(here().resolve("main.txt")).hasContent("main\n");
  }

  @Test
  void theBranchThatIsCheckedOutMovesAlong() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "live"));
    shop.git(here(), "checkout", "--quiet", "-b", "mine");

    var outputs = shop.done(rebase("main"));

    assertThat(shop.git(here(), "symbolic-ref", "HEAD")).isEqualTo("refs/heads/mine");
    assertThat(shop.git(here(), "rev-parse", "mine")).isEqualTo(outputs.head());
    assertThat(shop.git(here(), "status", "--porcelain")).isEmpty();
  }

  @Test
  void anotherRepositoryCanBeRebasedOn() throws Exception {
    var upstream = shop.path("upstream");
    shop.git(shop.folder(), "clone", "--quiet", "--bare", remote.toString(), upstream.toString());
    var theirs = shop.path("upstream.work");
    shop.git(shop.folder(), "clone", "--quiet", upstream.toString(), theirs.toString());
    Workshop.write(theirs.resolve("upstream.txt"), "upstream\n");
    shop.git(theirs, "checkout", "--quiet", "-b", "master");
    shop.git(theirs, "add", "--all");
    shop.git(theirs, "commit", "--quiet", "--message", "upstream");
    shop.git(theirs, "push", "--quiet", "origin", "master");
    shop.done(shop.checkout("app", "live"));

    shop.done(rebase(null, new From("upstream", "master")));

    assertThat(shop.git(here(), "rev-parse", "HEAD~2"))
        .isEqualTo(shop.git(upstream, "rev-parse", "master"));
    assertThat(here().resolve("upstream.txt")).hasContent("upstream\n");
    assertThat(shop.failed(rebase(null, new From("upstream", "nothing"))))
        .isEqualTo("`upstream` has no branch `nothing`");
  }

  @Test
  void aConflictNamesTheFilesAndLeavesTheCloneAsItWas() throws Exception {
    var onto = shop.commit("app", "main", "shared.txt", "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n");
    shop.commit("app", "live", "last.txt", "last\n");
    shop.done(shop.checkout("app", "live"));
    Workshop.write(here().resolve("untracked.txt"), "mine\n");
    var before = state();
    var commit = shop.git(here(), "rev-parse", "--short=7", "HEAD~1");

    var outcome = Workshop.finish(rebase("main"), shop.call());

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    var failed = (Outcome.Failed<Rebase.Outputs>) outcome;
    assertThat(failed.reason())
        .isEqualTo(
            "commit "
                + commit
                + " (change of app) conflicts with `main` in `shared.txt`: "
                + here()
                + " is as it was; rebase it by hand and push that");
    var outputs = requireNonNull(failed.outputs());
    assertThat(outputs.conflicts()).containsExactly("shared.txt");
    assertThat(outputs.changed()).isFalse();
    assertThat(state()).isEqualTo(before);
    assertThat(shop.git(here(), "rev-parse", "origin/main")).isEqualTo(onto);
  }

  @Test
  void aFileThatOneDeletesAndTheOtherChangesIsAConflict() throws Exception {
    var other = shop.other("app");
    shop.git(other, "rm", "--quiet", "shared.txt");
    shop.git(other, "commit", "--quiet", "--message", "gone");
    shop.git(other, "push", "--quiet", "origin", "main");
    shop.done(shop.checkout("app", "live"));
    var before = state();

    assertThat(shop.failed(rebase("main"))).contains("conflicts with `main` in `shared.txt`");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aFileInTheWayLeavesTheCloneAsItWas() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "live"));
    Workshop.write(here().resolve("main.txt"), "mine\n");
    var before = state();

    assertThat(shop.failed(rebase("main")))
        .isEqualTo("files of " + here() + " are in the way: `main.txt`: move them");
    assertThat(state()).isEqualTo(before);
    assertThat(here().resolve("main.txt")).hasContent("mine\n");
  }

  @Test
  void localChangesAreNotTouched() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "live"));
    Workshop.write(here().resolve("README"), "mine\n");

    assertThat(shop.failed(rebase("main")))
        .isEqualTo(here() + " has local changes in `README`: commit them or take them back first");
    assertThat(here().resolve("README")).hasContent("mine\n");
  }

  @Test
  void whatCannotBeRebasedOnIsExplained() throws Exception {
    shop.remote("other");
    shop.done(shop.checkout("app", "live"));

    assertThat(shop.failed(rebase("nothing")))
        .isEqualTo("`nothing` is no branch, tag or commit of " + here());
    assertThat(shop.failed(rebase(null, null)))
        .isEqualTo("there is nothing to rebase on: give `onto` or `from`");
    assertThat(shop.failed(rebase(null, new From("remotes/other", "main"))))
        .contains(" of " + here() + " has no commit in common with ");
  }

  @Test
  void aRebaseThatWasCutOffIsFinished() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "live"));
    shop.git(here(), "checkout", "--quiet", "-b", "mine");
    var planned = (Outcome.NotYet<Rebase.Outputs>) rebase("main").run(shop.call());
    var wanted = String.valueOf(planned.token().get("head"));
    // killed after the first file
    cutOff(planned, "refs/heads/mine");

    var outcome = rebase("main").run(shop.call().withToken(planned.token()));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(((Outcome.Done<Rebase.Outputs>) outcome).outputs().head()).isEqualTo(wanted);
    assertThat(shop.git(here(), "rev-parse", "refs/heads/mine")).isEqualTo(wanted);
    assertThat(shop.git(here(), "symbolic-ref", "HEAD")).isEqualTo("refs/heads/mine");
    assertThat(shop.git(here(), "status", "--porcelain")).isEmpty();
  }

  /** Leaves what a call leaves that is killed after the first file. */
  private void cutOff(Outcome.NotYet<Rebase.Outputs> planned, String ref) throws Exception {
    Files.writeString(
        here().resolve(".git/runbook-checkout"),
        planned.token().get("head")
            + "\n"
            + ref
            + "\nrebase:\n"
            + planned.token().get("before")
            + "\n");
    Workshop.write(here().resolve("main.txt"), "ma");
  }

  @Test
  void commitsThatWereCutOffOnNoBranchAreNotLeftByACheckout() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "live"));
    var planned = (Outcome.NotYet<Rebase.Outputs>) rebase("main").run(shop.call());
    cutOff(planned, "HEAD");
    assertThat(rebase("main").run(shop.call().withToken(planned.token())))
        .isInstanceOf(Outcome.Done.class);

    assertThat(shop.failed(shop.checkout("app", "main"))).contains(" that are on no branch: ");
  }

  @Test
  void whatWasDoneAfterACallWasCutOffIsLeftAlone() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    shop.done(shop.checkout("app", "live"));
    shop.git(here(), "checkout", "--quiet", "-b", "mine");
    var planned = (Outcome.NotYet<Rebase.Outputs>) rebase("main").run(shop.call());
    cutOff(planned, "refs/heads/mine");
    shop.git(here(), "reset", "--quiet", "--hard");
    shop.git(here(), "commit", "--quiet", "--allow-empty", "-m", "by hand");
    var head = shop.git(here(), "rev-parse", "HEAD");

    assertThat(shop.failed(rebase("main")))
        .isEqualTo(
            "a call was cut off while it changed the files of "
                + here()
                + ", which was moved since: see to them with `git status`, then delete "
                + here().resolve(".git/runbook-checkout"));
    Files.delete(here().resolve(".git/runbook-checkout"));
    var late = (Outcome.Failed<?>) rebase("main").run(shop.call().withToken(planned.token()));
    assertThat(late.reason()).contains(" was moved from ", " meanwhile: nothing was changed; ");
    assertThat(shop.git(here(), "rev-parse", "HEAD")).isEqualTo(head);
  }

  @Test
  void theRebasedBranchIsPushedWithALease() throws Exception {
    shop.commit("app", "main", "main.txt", "main\n");
    var before = shop.done(shop.checkout("app", "live")).head();
    var head = shop.done(rebase("main")).head();

    var pushed = shop.done(shop.forced("app", "live"));

    assertThat(pushed.before()).isEqualTo(before);
    assertThat(shop.git(remote, "rev-parse", "live")).isEqualTo(head);
    assertThat(shop.done(shop.checkout("app", "live")).changed()).isFalse();
  }

  @Test
  void aPreviewSaysWhatWouldBeRebased() throws Exception {
    var rebase = rebase("main");
    assertThat(rebase.preview(shop.call()).text())
        .isEqualTo("put the commits of app on top of `main`");
    assertThat(
            rebase(null, new From("https://example.org/up", "master")).preview(shop.call()).text())
        .isEqualTo("put the commits of app on top of `master` of https://example.org/up");
    assertThat(rebase.preview(shop.call().whileProbing()).found())
        .containsExactly("there is no clone yet");
    shop.done(shop.checkout("app", "live"));
    assertThat(rebase.preview(shop.call().whileProbing()).found())
        .singleElement()
        .asString()
        .startsWith("nothing to do: ");
    var onto = shop.commit("app", "main", "main.txt", "main\n");
    shop.git(here(), "fetch", "--quiet");
    assertThat(rebase.preview(shop.call().whileProbing()).found())
        .containsExactly(
            "2 commits would be put on top of " + Moved.brief(onto) + ", which has 1 commit more");
    assertThat(
            rebase(null, new From("remotes/app", "main"))
                .preview(shop.call().whileProbing())
                .found())
        .containsExactly("the branch `main` of it is at " + Moved.brief(onto));
  }

  private Rebase rebase(@Nullable String onto) {
    return rebase(onto, null);
  }

  private Rebase rebase(@Nullable String onto, @Nullable From from) {
    return new Rebase(shop.connection(), "app", null, onto, from);
  }

  private Path here() {
    return shop.clone("app");
  }

  /** Returns all that a user sees of the clone. */
  private List<String> state() throws Exception {
    var inside = here().resolve(".git").toFile();
    return List.of(
        Files.readString(here().resolve(".git/HEAD")),
        shop.refs(here(), "refs/"),
        shop.git(here(), "reflog"),
        shop.git(here(), "status", "--porcelain=v2", "--branch"),
        shop.git(here(), "ls-files", "--stage"),
        String.join(" ", new TreeSet<>(List.of(requireNonNull(inside.list())))));
  }

  private Path theirs(String branch, String onto) throws Exception {
    var theirs = shop.path("theirs");
    shop.git(
        shop.folder(),
        "clone",
        "--quiet",
        "--branch",
        branch,
        remote.toString(),
        theirs.toString());
    shop.git(theirs, "rebase", "--quiet", "origin/" + onto);
    return theirs;
  }

  private void assertSameAsCommandLine(String branch, String onto) throws Exception {
    var theirs = theirs(branch, onto);
    var range = "origin/" + onto + "..HEAD";
    assertThat(shop.git(here(), "log", SHAPE, range))
        .isEqualTo(shop.git(theirs, "log", SHAPE, range));
    assertThat(shop.git(here(), "rev-parse", "origin/" + onto + "^{tree}"))
        .isEqualTo(shop.git(theirs, "rev-parse", "origin/" + onto + "^{tree}"));
    assertThat(shop.git(here(), "ls-files", "--stage"))
        .isEqualTo(shop.git(theirs, "ls-files", "--stage"));
    assertThat(shop.git(here(), "status", "--porcelain")).isEmpty();
  }
}

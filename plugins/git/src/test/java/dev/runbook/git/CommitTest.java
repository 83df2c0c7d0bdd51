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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTest {
  private Workshop shop;
  private Path clone;

  @BeforeEach
  void makeClone(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    shop.remote("app");
    shop.commit("app", "main", "gone", "gone\n");
    shop.done(shop.checkout("app", "main"));
    clone = shop.clone("app");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void changedNewAndDeletedFilesAreCommitted() throws Exception {
    change();

    var outputs = shop.done(shop.commitAll("app", "update"));

    assertThat(outputs.changed()).isTrue();
    assertThat(shop.git(clone, "rev-parse", "HEAD")).isEqualTo(outputs.head());
    assertThat(shop.git(clone, "status", "--porcelain")).isEmpty();
    assertThat(shop.git(clone, "show", "--name-status", "--format=", "HEAD"))
        .isEqualTo("M\tREADME\nA\tdir/new\nD\tgone");
    assertThat(shop.git(clone, "log", "-1", "--format=%an <%ae> %cn <%ce>"))
        .isEqualTo(Workshop.AUTHOR + " " + Workshop.AUTHOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subject",
        "subject\n\nbody  \n\n\n\nmore\n",
        "subject\n\nbody\n\nReviewed-by: Ann <a@b.c>",
        "subject\n\nSigned-off-by: Rita Run <rita@example.org>\n",
        "two\nlines"
      })
  void theCommitIsTheOneThatTheCommandLineMakes(String message) throws Exception {
    compare(message, true);
  }

  @Test
  void aPlainMessageIsKeptAsTheCommandLineKeepsIt() throws Exception {
    compare("\n subject \n\n# no comment\n\n\n", false);
  }

  private void compare(String message, boolean signOff) throws Exception {
    change();
    var copy = shop.path("copy");
    shop.git(
        shop.folder(), "clone", "--quiet", shop.path("remotes/app").toString(), copy.toString());
    change(copy);
    var ours =
        shop.done(new Commit(shop.connection(), "app", null, message, List.of(), null, signOff))
            .head();

    shop.git(copy, "add", "--all");
    var date = shop.git(clone, "log", "-1", "--format=%ad", "--date=raw");
    shop.git(
        copy,
        Map.of(
            "GIT_AUTHOR_DATE", date,
            "GIT_COMMITTER_DATE", date,
            "GIT_AUTHOR_NAME", "Rita Run",
            "GIT_AUTHOR_EMAIL", "rita@example.org",
            "GIT_COMMITTER_NAME", "Rita Run",
            "GIT_COMMITTER_EMAIL", "rita@example.org"),
        "commit",
        "--quiet",
        signOff ? "--signoff" : "--no-signoff",
        "--cleanup=whitespace",
        "--message",
        message);

    assertThat(shop.git(clone, "cat-file", "commit", ours))
        .isEqualTo(shop.git(copy, "cat-file", "commit", "HEAD"));
    assertThat(ours).isEqualTo(shop.git(copy, "rev-parse", "HEAD"));
  }

  @Test
  void nothingToCommitIsFine() throws Exception {
    var head = shop.git(clone, "rev-parse", "HEAD");

    assertThat(shop.done(shop.commitAll("app", "update")))
        .isEqualTo(new Commit.Outputs(head, false));
    assertThat(shop.lines()).contains("nothing to commit in " + clone);
  }

  @Test
  void onlyTheNamedPathsAreCommitted() throws Exception {
    change();
    Workshop.write(clone.resolve("staged"), "mine\n");
    shop.git(clone, "add", "staged");

    var commit =
        new Commit(shop.connection(), "app", null, "part", List.of("dir/", "./gone"), null, false);
    shop.done(commit);

    assertThat(shop.git(clone, "show", "--name-status", "--format=", "HEAD"))
        .isEqualTo("A\tdir/new\nD\tgone");
    assertThat(shop.git(clone, "status", "--porcelain")).isEqualTo(" M README\nA  staged");
    var unknown = new Commit(shop.connection(), "app", null, "part", List.of("nope"), null, false);
    assertThat(shop.failed(unknown)).isEqualTo("`nope` is no file of " + clone);
  }

  @Test
  void ignoredFilesAreLeftOut() throws Exception {
    Workshop.write(clone.resolve(".gitignore"), "*.o\n");
    Workshop.write(clone.resolve("x.o"), "object\n");

    shop.done(shop.commitAll("app", "ignore"));

    assertThat(shop.git(clone, "ls-files")).isEqualTo(".gitignore\nREADME\ngone");
  }

  @Test
  void anotherAuthorCanBeNamed() throws Exception {
    change();
    var commit =
        new Commit(shop.connection(), "app", null, "x", List.of(), "Bo B. <bo@example.org>", true);

    shop.done(commit);

    assertThat(shop.git(clone, "log", "-1", "--format=%an <%ae>|%cn|%(trailers:only)"))
        .isEqualTo("Bo B. <bo@example.org>|Rita Run|Signed-off-by: " + Workshop.AUTHOR);
    change();
    Files.writeString(clone.resolve("README"), "again\n");
    assertThat(shop.failed(new Commit(shop.connection(), "app", null, "x", List.of(), "Bo", false)))
        .isEqualTo("`Bo` is not an author: write Name <mail>");
  }

  @Test
  void aCommitThatWasCutOffIsTold() throws Exception {
    change();
    var commit = shop.commitAll("app", "update");
    var planned = (Outcome.NotYet<Commit.Outputs>) commit.run((Call) shop.call());
    var made = commit.run((Call) shop.call().withToken(planned.token()));

    var found = commit.run((Call) shop.call().withToken(planned.token()).afterCutOff());

    assertThat(found).isEqualTo(made);
    assertThat(shop.git(clone, "rev-list", "--count", "HEAD")).isEqualTo("3");
  }

  @Test
  void theFirstCommitOfARepositoryStartsItsBranch() throws Exception {
    shop.done(new Init(Path.of("fresh"), false, "trunk"));
    Workshop.write(shop.path("fresh/file"), "text\n");
    var commit =
        new Commit(
            null, null, Path.of("fresh"), "first", List.of(), "Ann <ann@example.org>", false);

    var head = shop.done(commit).head();

    assertThat(shop.git(shop.path("fresh"), "rev-parse", "trunk")).isEqualTo(head);
    assertThat(shop.git(shop.path("fresh"), "status", "--porcelain")).isEmpty();
  }

  @Test
  void anEmptyMessageIsRefused() throws Exception {
    assertThat(shop.failed(shop.commitAll("app", " \n")))
        .isEqualTo("the message of the commit is empty");
  }

  private void change() throws Exception {
    change(clone);
  }

  private static void change(Path folder) throws Exception {
    Files.writeString(folder.resolve("README"), "changed\n");
    Workshop.write(folder.resolve("dir/new"), "new\n");
    Files.deleteIfExists(folder.resolve("gone"));
  }
}

package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SubmodulesTest {
  private Workshop shop;
  private Path remote;

  @BeforeEach
  void makeRemotes(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
    shop.remote("library");
    shop.remote("base");
    shop.commitSubmodule("library", "base", "deps/base");
    shop.commitSubmodule("app", "library", "deps/library");
  }

  @Test
  void submodulesAreCheckedOutAndTheirs() throws Exception {
    shop.done(withSubmodules(false));

    assertSameAsCommandLine();
    assertThat(shop.clone("app").resolve("deps/library/deps/base/README")).hasContent("hello\n");
  }

  @Test
  void theyFollowTheCommitThatIsCheckedOut() throws Exception {
    shop.done(withSubmodules(false));
    var first = shop.git(remote, "rev-parse", "main");
    shop.commit("base", "main", "README", "new base\n");
    shop.commitSubmodule("library", "base", "deps/base");
    shop.commitSubmodule("app", "library", "deps/library");

    shop.done(withSubmodules(false));
    assertSameAsCommandLine();
    assertThat(shop.clone("app").resolve("deps/library/deps/base/README")).hasContent("new base\n");

    shop.done(new Checkout(shop.connection(), "app", null, first, null, null, true, false, false));
    assertThat(shop.clone("app").resolve("deps/library/deps/base/README")).hasContent("hello\n");
    assertThat(shop.git(shop.clone("app"), "status", "--porcelain")).isEmpty();
  }

  @Test
  void workInASubmoduleIsNotLost() throws Exception {
    shop.done(withSubmodules(false));
    var file = shop.clone("app").resolve("deps/library/README");
    Files.writeString(file, "mine\n");

    assertThat(shop.failed(withSubmodules(false)))
        .contains("deps/library has local changes in `README`");
    assertThat(file).hasContent("mine\n");
    shop.done(withSubmodules(true));
    assertThat(file).hasContent("hello\n");
    assertSameAsCommandLine();
  }

  @Test
  void aNewCommitOfASubmoduleIsCommitted() throws Exception {
    shop.done(withSubmodules(false));
    var commit = shop.commit("library", "main", "README", "newer\n");
    var library = shop.clone("app").resolve("deps/library");
    shop.git(library, "fetch", "--quiet");
    shop.git(library, "checkout", "--quiet", commit);

    var outputs = shop.done(shop.commitAll("app", "update submodules"));

    assertThat(outputs.changed()).isTrue();
    assertThat(shop.git(shop.clone("app"), "ls-tree", "HEAD", "deps/library")).contains(commit);
  }

  @Test
  void aSubmoduleThatIsNotCheckedOutStaysInACommit() throws Exception {
    shop.done(shop.checkout("app", "main"));
    var app = shop.clone("app");
    assertThat(app.resolve("deps/library")).isEmptyDirectory();
    assertThat(shop.commitAll("app", "more").preview(shop.call().whileProbing()).found())
        .containsExactly("there is nothing to commit now");
    assertThat(shop.done(shop.commitAll("app", "more")).changed()).isFalse();
    Workshop.write(app.resolve("file"), "more\n");

    shop.done(shop.commitAll("app", "more"));

    assertThat(shop.git(app, "show", "--format=", "--name-status")).isEqualTo("A\tfile");
    assertThat(shop.git(app, "status", "--porcelain")).isEmpty();
  }

  @Test
  void namesThatLeadOutAreRefused() throws Exception {
    var other = shop.other("app");
    shop.git(other, "config", "--file", ".gitmodules", "submodule.../../evil.path", "deps/library");
    shop.git(other, "config", "--file", ".gitmodules", "submodule.../../evil.url", "../library");
    shop.git(
        other, "config", "--file", ".gitmodules", "--remove-section", "submodule.deps/library");
    shop.git(other, "commit", "--quiet", "--all", "--message", "evil");
    shop.git(other, "push", "--quiet", "origin", "main");

    assertThat(shop.failed(withSubmodules(false)))
        .isEqualTo("`../../evil` is not the name of a submodule");
  }

  @Test
  void aCommitThatWasNeverPushedIsNamed() throws Exception {
    var other = shop.other("app");
    shop.git(other, "submodule", "--quiet", "update", "--init");
    Workshop.write(other.resolve("deps/library/README"), "never pushed\n");
    shop.git(other.resolve("deps/library"), "commit", "--quiet", "--all", "--message", "never");
    var commit = shop.git(other.resolve("deps/library"), "rev-parse", "HEAD");
    shop.git(other, "commit", "--quiet", "--all", "--message", "too early");
    shop.git(other, "push", "--quiet", "origin", "main");

    assertThat(shop.failed(withSubmodules(false)))
        .startsWith(
            "commit "
                + commit.substring(0, 7)
                + " of submodule `deps/library` is not to be had from");
  }

  private Checkout withSubmodules(boolean clean) {
    return new Checkout(shop.connection(), "app", null, "main", null, null, true, false, clean);
  }

  private void assertSameAsCommandLine() throws Exception {
    var theirs = shop.path("theirs");
    if (!Files.exists(theirs)) {
      shop.git(shop.folder(), "clone", "--quiet", remote.toString(), theirs.toString());
    }
    shop.git(theirs, "pull", "--quiet");
    shop.git(theirs, "submodule", "--quiet", "update", "--init", "--recursive");
    var ours = shop.clone("app");
    for (var path : new String[] {".", "deps/library", "deps/library/deps/base"}) {
      assertThat(shop.git(ours.resolve(path), "rev-parse", "HEAD", "HEAD^{tree}"))
          .isEqualTo(shop.git(theirs.resolve(path), "rev-parse", "HEAD", "HEAD^{tree}"));
      assertThat(shop.git(ours.resolve(path), "status", "--porcelain")).isEmpty();
    }
    assertThat(shop.git(ours, "submodule", "status", "--recursive").replaceAll(" \\(.*?\\)", ""))
        .isEqualTo(
            shop.git(theirs, "submodule", "status", "--recursive").replaceAll(" \\(.*?\\)", ""));
    assertThat(Files.readString(ours.resolve("deps/library/.git")).strip())
        .isEqualTo(Files.readString(theirs.resolve("deps/library/.git")).strip());
  }
}

package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class UpdatingSubmodulesTest {
  private static final String LIBRARY = "deps/library";
  private static final String TOOLS = "deps/tools";

  private Workshop shop;
  private Path app;
  private String libraryBefore = "";

  /** An app with two submodules, the first with one of its own, all of which have moved on. */
  @BeforeEach
  void makeRemotes(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    shop.remote("app");
    shop.remote("library");
    shop.remote("base");
    shop.remote("tools");
    shop.commitSubmodule("library", "base", "deps/base");
    shop.commitSubmodule("app", "library", LIBRARY);
    var other = shop.other("app");
    shop.git(other, "submodule", "--quiet", "add", "../tools", TOOLS);
    shop.git(other, "commit", "--quiet", "--message", "tools");
    shop.git(other, "push", "--quiet", "origin", "main");
    libraryBefore = shop.git(shop.path("remotes/library"), "rev-parse", "main");
    shop.commit("library", "main", "README", "newer\n");
    shop.commit("library", "stable", "README", "stable\n");
    shop.commit("tools", "main", "README", "newer\n");
    shop.commit("base", "main", "README", "newer\n");
    shop.done(shop.checkout("app", "main"));
    app = shop.clone("app");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void theyGoToTheEndsOfTheirBranchesAsWithTheCommandLine() throws Exception {
    var outputs = shop.done(update(null));

    assertThat(outputs.changed()).isTrue();
    assertThat(outputs.modules().stream().map(Submodules.Module::path))
        .containsExactly(LIBRARY, TOOLS);
    assertThat(outputs.modules().get(0))
        .isEqualTo(new Submodules.Module(LIBRARY, libraryBefore, head("library", "main")));
    assertSameAsCommandLine("submodule", "--quiet", "update", "--init", "--remote");
    assertThat(app.resolve(LIBRARY + "/deps/base/README")).hasContent("hello\n");
    assertThat(shop.lines())
        .contains(
            LIBRARY
                + ": from "
                + Moved.brief(libraryBefore)
                + " to "
                + Moved.brief(head("library", "main")));

    var committed = shop.done(shop.commitAll("app", "update submodules"));
    assertThat(committed.changed()).isTrue();
    assertThat(shop.git(app, "ls-tree", "HEAD", LIBRARY)).contains(head("library", "main"));
    assertThat(shop.done(update(null)).changed()).isFalse();
    assertThat(shop.done(shop.commitAll("app", "update submodules")).changed()).isFalse();
  }

  @Test
  void theBranchInGitmodulesIsFollowedUnlessAnotherIsGiven() throws Exception {
    shop.git(app, "config", "--file", ".gitmodules", "submodule." + LIBRARY + ".branch", "stable");
    shop.done(shop.commitAll("app", "follow stable"));

    shop.done(update(null));
    assertThat(shop.git(app.resolve(LIBRARY), "rev-parse", "HEAD"))
        .isEqualTo(head("library", "stable"));
    assertThat(shop.git(app.resolve(TOOLS), "rev-parse", "HEAD")).isEqualTo(head("tools", "main"));

    shop.done(update("main"));
    assertThat(shop.git(app.resolve(LIBRARY), "rev-parse", "HEAD"))
        .isEqualTo(head("library", "main"));
  }

  @Test
  void aDotMeansTheBranchOfTheClone() throws Exception {
    shop.git(app, "checkout", "--quiet", "-b", "stable");
    shop.git(app, "config", "--file", ".gitmodules", "submodule." + LIBRARY + ".branch", ".");
    shop.done(shop.commitAll("app", "follow mine"));

    shop.done(update(null, LIBRARY));
    assertThat(shop.git(app.resolve(LIBRARY), "rev-parse", "HEAD"))
        .isEqualTo(head("library", "stable"));
    shop.git(app, "checkout", "--quiet", "--detach");
    assertThat(shop.failed(update(null, LIBRARY)))
        .isEqualTo(
            "submodule `deps/library` follows the branch of "
                + app
                + ", which is on none: give `update_to`");
  }

  @Test
  void onlyThoseThatAreNamedAreTouched() throws Exception {
    var outputs = shop.done(update("main", TOOLS));

    assertThat(outputs.modules()).hasSize(1);
    assertThat(shop.git(app.resolve(TOOLS), "rev-parse", "HEAD")).isEqualTo(head("tools", "main"));
    assertThat(app.resolve(LIBRARY + "/README")).doesNotExist();
    assertThat(shop.failed(update("main", "deps/nothing")))
        .isEqualTo("`deps/nothing` is no submodule of " + app);
  }

  @Test
  void aBranchThatIsNotThereIsNamed() throws Exception {
    assertThat(shop.failed(update("nothing", TOOLS)))
        .isEqualTo(
            "`"
                + shop.path("remotes/tools")
                + "` of submodule `deps/tools` has no branch `nothing`");
  }

  @Test
  void workInASubmoduleIsNotLost() throws Exception {
    shop.done(update(null));
    Files.writeString(app.resolve(TOOLS + "/README"), "mine\n");
    shop.commit("tools", "main", "README", "newest\n");

    assertThat(shop.failed(update(null))).contains("deps/tools has local changes in `README`");
    assertThat(app.resolve(TOOLS + "/README")).hasContent("mine\n");
  }

  @Test
  void aCheckoutBringsThemBackToWhatTheCloneSays() throws Exception {
    shop.done(update(null));

    shop.done(new Checkout(shop.connection(), "app", null, "main", null, null, true, false, false));

    assertThat(shop.git(app.resolve(LIBRARY), "rev-parse", "HEAD")).isEqualTo(libraryBefore);
    assertThat(shop.git(app, "status", "--porcelain")).isEmpty();
  }

  @Test
  void aCloneWithoutSubmodulesHasNoneToUpdate() throws Exception {
    shop.done(shop.checkout("base", "main"));

    var outputs = shop.done(new Submodules(shop.connection(), "base", null, null, List.of()));

    assertThat(outputs).isEqualTo(new Submodules.Outputs(false, List.of()));
  }

  @Test
  void aPreviewSaysFromWhereToWhere() throws Exception {
    assertThat(update("main", TOOLS).preview(shop.call()).text())
        .isEqualTo("bring deps/tools of app to the end of `main`");
    var preview = update(null).preview(shop.call().whileProbing());
    assertThat(preview.text())
        .isEqualTo("bring the submodules of app to the ends of their branches");
    assertThat(preview.found())
        .hasSize(2)
        .contains(
            LIBRARY
                + ": from "
                + Moved.brief(libraryBefore)
                + " to "
                + Moved.brief(head("library", "main")));
    assertThat(app.resolve(TOOLS + "/.git")).doesNotExist();
  }

  @Test
  void aDetachedHeadOfARemoteIsFollowedIfABranchLeadsToIt() throws Exception {
    var remote = shop.path("remotes/library");
    shop.git(remote, "update-ref", "--no-deref", "HEAD", head("library", "stable"));

    shop.done(update(null, LIBRARY));
    assertThat(shop.git(app.resolve(LIBRARY), "rev-parse", "HEAD"))
        .isEqualTo(head("library", "stable"));

    var alone =
        shop.git(remote, "commit-tree", "-m", "alone", head("library", "stable") + "^{tree}");
    shop.git(remote, "update-ref", "--no-deref", "HEAD", alone);
    assertThat(shop.failed(update(null, LIBRARY)))
        .isEqualTo(
            "`" + remote + "` of submodule `deps/library` has no default branch: give `update_to`");
  }

  @Test
  void aRemoteWithoutADefaultBranchIsToldTheArgumentThatNamesOne() throws Exception {
    shop.git(shop.path("remotes/tools"), "symbolic-ref", "HEAD", "refs/heads/none");

    assertThat(shop.failed(update(null, TOOLS))).endsWith("no default branch: give `update_to`");
  }

  private Submodules update(@Nullable String branch, String... only) {
    return new Submodules(shop.connection(), "app", null, branch, List.of(only));
  }

  private String head(String remote, String branch) throws Exception {
    return shop.git(shop.path("remotes/" + remote), "rev-parse", branch);
  }

  private void assertSameAsCommandLine(String... update) throws Exception {
    var theirs = shop.path("theirs");
    shop.git(
        shop.folder(), "clone", "--quiet", shop.path("remotes/app").toString(), theirs.toString());
    shop.git(theirs, update);
    shop.git(theirs, "submodule", "--quiet", "update", "--init", "--recursive", LIBRARY);
    shop.git(theirs, update);
    for (var path : List.of(LIBRARY, TOOLS)) {
      assertThat(shop.git(app.resolve(path), "rev-parse", "HEAD", "HEAD^{tree}"))
          .isEqualTo(shop.git(theirs.resolve(path), "rev-parse", "HEAD", "HEAD^{tree}"));
      assertThat(shop.git(app.resolve(path), "status", "--porcelain")).isEmpty();
    }
    assertThat(shop.git(app, "status", "--porcelain"))
        .isEqualTo(shop.git(theirs, "status", "--porcelain"));
  }
}

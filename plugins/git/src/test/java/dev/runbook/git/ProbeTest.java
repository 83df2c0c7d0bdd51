package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a probe says of repositories, which it leaves as they are to the last byte. */
class ProbeTest {
  @TempDir Path folder;

  private Workshop shop;
  private Path remote;

  @BeforeEach
  void aRemoteAndItsClone() throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
    shop.git(remote, "tag", "-a", "-m", "one", "site-20261123.0", "main");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  /** Probes, and shows that nothing was changed. */
  private List<String> found(Action<?> action) throws Exception {
    var before = tree();
    try (var call = shop.call().whileProbing()) {
      var found = action.preview(call).found();
      assertThat(tree()).isEqualTo(before);
      return found;
    }
  }

  /** Returns each file with all that can be seen of it but when it was read. */
  private Map<String, String> tree() throws IOException {
    var tree = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.toList()) {
        var content =
            Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.size(file)
                : "";
        tree.put(file.toString(), content + " " + Files.getLastModifiedTime(file));
      }
    }
    return tree;
  }

  private String at(Path repository, String name) throws Exception {
    return shop.git(repository, "rev-parse", "--short=7", name + "^{commit}");
  }

  @Test
  void aCheckoutSaysWhatTheRemoteHasNow() throws Exception {
    assertThat(found(shop.checkout("app", null)))
        .containsExactly(
            "there is no clone yet",
            "the default branch `main` of the remote is at " + at(remote, "main"));
    assertThat(found(shop.checkout("app", "site-20261123.0")))
        .contains("tag `site-20261123.0` of the remote is at " + at(remote, "main"));
    assertThat(found(shop.checkout("app", "nowhere")))
        .contains("the remote has no branch or tag `nowhere`");
    shop.done(shop.checkout("app", "main"));
    Workshop.write(shop.clone("app").resolve("README"), "mine\n");
    assertThat(found(shop.checkout("app", "main")).get(2))
        .startsWith("would fail: ")
        .contains("has local changes in `README`");
    assertThat(found(shop.cleanCheckout("app", "main"))).hasSize(2);
  }

  @Test
  void aCommitSaysWhatHasChanged() throws Exception {
    assertThat(found(shop.commitAll("app", "mine"))).containsExactly("there is no clone yet");
    shop.done(shop.checkout("app", "main"));
    assertThat(found(shop.commitAll("app", "mine")))
        .containsExactly("there is nothing to commit now");
    Workshop.write(shop.clone("app").resolve("new/file"), "mine\n");
    Workshop.write(shop.clone("app").resolve("README"), "mine\n");
    assertThat(found(shop.commitAll("app", "mine")))
        .containsExactly("changed now: `README`, `new/file`");
  }

  @Test
  void aPushSaysWhatGoesFromWhereToWhere() throws Exception {
    assertThat(found(shop.push("app", "main", null))).containsExactly("there is no clone yet");
    shop.done(shop.checkout("app", "main"));
    assertThat(found(shop.push("app", "main", null))).containsExactly("`main` is there already");
    Workshop.write(shop.clone("app").resolve("file"), "mine\n");
    var head = shop.done(shop.commitAll("app", "mine")).head().substring(0, 7);
    assertThat(found(shop.push("app", "main", "v1")))
        .containsExactly(
            "1 commit would be pushed to `main`, from " + at(remote, "main") + " to " + head,
            "tag `v1` is new");
    assertThat(found(shop.push("app", "other", null)))
        .containsExactly("`other` would be new, at " + head);
    shop.commit("app", "main", "theirs", "theirs\n");
    assertThat(found(shop.push("app", "main", null)).get(0))
        .startsWith("would fail: `main` on the remote is ");
    shop.git(shop.clone("app"), "fetch", "--quiet", "origin");
    assertThat(found(shop.forced("app", "main"))).contains("1 commit of `main` would be dropped");
  }

  @Test
  void theNextTagAndWhatANameMeansAreSaid() throws Exception {
    var next = new NextTag(shop.connection(), "app", null, "site-", "20261123");
    assertThat(found(next)).containsExactly("it would be `site-20261123.1` now");
    var wrong = new NextTag(shop.connection(), "nowhere", null, "site-", "20261123");
    assertThat(found(wrong).get(0)).startsWith("would fail: there is no repository ");
    var newest = new Resolve(shop.connection(), "app", null, null, "site-*", Tolerance.OK);
    assertThat(found(newest))
        .containsExactly("it is at " + at(remote, "main") + ", tag `site-20261123.0` now");
    var none = new Resolve(shop.connection(), "app", null, null, "x-*", Tolerance.OK);
    assertThat(found(none)).containsExactly("there is no such tag now");
  }

  @Test
  void aRepositoryToMakeIsThereOrNot() throws Exception {
    var init = new Init(Path.of("fresh"), true, "main");
    assertThat(found(init)).containsExactly("it is not there yet");
    shop.done(init);
    assertThat(found(init)).containsExactly("it is there already");
    assertThat(found(new Init(Path.of("fresh"), false, "main")).get(0)).startsWith("would fail: ");
  }
}

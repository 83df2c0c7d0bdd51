package dev.runbook.git;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.ssh.client.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class LfsTest {
  private static final String FIRST =
      "the first picture, of which git has a pointer only\n".repeat(99);
  private static final String SECOND = "the second picture\n".repeat(7);

  private Workshop shop;
  private LfsServer server;
  private Path app;

  @BeforeEach
  void aRemoteWithLfsFiles(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    server = new LfsServer();
    shop.remote("app");
    shop.commit("app", "main", ".gitattributes", "*.png filter=lfs diff=lfs merge=lfs -text\n");
    shop.commit(
        "app", "main", ".lfsconfig", "[lfs]\n\turl = " + server.url() + "/app.git/info/lfs\n");
    shop.commit("app", "main", "first.png", server.keep(FIRST));
    shop.commit("app", "main", "deep/er/second.png", server.keep(SECOND));
    shop.commit("app", "main", "no-lfs.txt", server.keep(SECOND));
    app = shop.clone("app");
  }

  @AfterEach
  void close() throws Exception {
    server.stop();
    shop.close();
  }

  @Test
  void filesGetTheirContentInThePlaceOfTheirPointers() throws Exception {
    shop.done(checkout());

    assertThat(app.resolve("first.png")).hasContent(FIRST);
    assertThat(app.resolve("deep/er/second.png")).hasContent(SECOND);
    assertThat(app.resolve("no-lfs.txt")).content().startsWith("version https://git-lfs");
    assertThat(server.requests()).hasSize(3).startsWith("POST /app.git/info/lfs/objects/batch");
    assertThat(shop.lines()).contains("LFS files that got their content: 2");

    shop.done(checkout());
    assertThat(server.requests()).hasSize(3);
    assertThat(shop.lines()).contains("no content of an LFS file is missing");
  }

  @Test
  void theSameFilesAndStatusAsWithGitLfs() throws Exception {
    var program = shop.call().program("git-lfs").orElse(Path.of("/usr/bin/git-lfs"));
    Lab.needs(program, "install git-lfs");
    shop.done(checkout());
    var theirs = shop.path("theirs");
    shop.git(shop.folder(), "lfs", "install", "--skip-repo");
    shop.git(
        shop.folder(), "clone", "--quiet", shop.path("remotes/app").toString(), theirs.toString());

    for (var file : new String[] {"first.png", "deep/er/second.png", "no-lfs.txt"}) {
      assertThat(app.resolve(file)).hasSameBinaryContentAs(theirs.resolve(file));
    }
    assertThat(shop.git(app, "status", "--porcelain")).isEmpty();
    assertThat(shop.git(app, "lfs", "fsck")).isEqualTo(shop.git(theirs, "lfs", "fsck"));
    assertThat(shop.git(app, "lfs", "ls-files", "--long"))
        .isEqualTo(shop.git(theirs, "lfs", "ls-files", "--long"));
  }

  @Test
  void contentIsNoLocalChangeAndALaterCommitReplacesIt() throws Exception {
    shop.done(checkout());
    Files.setLastModifiedTime(app.resolve("first.png"), FileTime.fromMillis(0));
    shop.commit("app", "main", "first.png", server.keep(SECOND + "newer\n"));

    shop.done(checkout());

    assertThat(app.resolve("first.png")).hasContent(SECOND + "newer\n");
    assertThat(shop.done(shop.commitAll("app", "nothing")).changed()).isFalse();
    Workshop.write(app.resolve("first.png"), "mine\n");
    assertThat(shop.failed(checkout())).contains("has local changes in `first.png`");
    assertThat(app.resolve("first.png")).hasContent("mine\n");
  }

  @Test
  void contentThatNobodyWouldGetIsNotCommitted() throws Exception {
    shop.done(checkout());
    Workshop.write(app.resolve("third.png"), "mine\n");
    var head = shop.git(app, "rev-parse", "HEAD");
    var staged = shop.git(app, "ls-files", "--stage");

    assertThat(shop.failed(shop.commitAll("app", "mine")))
        .isEqualTo(
            "git-lfs keeps the content of `third.png`, and `git.push` cannot send it there:"
                + " commit and push with git");
    assertThat(shop.git(app, "rev-parse", "HEAD")).isEqualTo(head);
    assertThat(shop.git(app, "ls-files", "--stage")).isEqualTo(staged);
    assertThat(app.resolve("third.png")).hasContent("mine\n");
  }

  @Test
  void withoutLfsThePointersStayAndAreFilledLater() throws Exception {
    shop.done(shop.checkout("app", "main"));
    assertThat(app.resolve("first.png")).content().startsWith("version https://git-lfs");
    assertThat(server.requests()).isEmpty();

    var outputs = shop.done(checkout());

    assertThat(outputs.changed()).isFalse();
    assertThat(app.resolve("first.png")).hasContent(FIRST);
  }

  @Test
  void anObjectThatIsNotThereIsNamedAndNothingIsHalf() throws Exception {
    server.forget();

    assertThat(shop.failed(checkout()))
        .startsWith("LFS object ")
        .endsWith(
            " is not to be had from `"
                + server.url()
                + "/app.git/info/lfs`: Object does not exist");
    assertThat(app.resolve("first.png")).content().startsWith("version https://git-lfs");
  }

  @Test
  void contentThatBreaksOffIsAnAccidentAndIsNotKept() throws Exception {
    server.breakOff();

    assertThatThrownBy(() -> shop.failed(checkout()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the LFS server `"
                + server.url()
                + "/app.git/info/lfs`: it broke off: it ended too early");
    try (var kept = Files.walk(app.resolve(".git/lfs"))) {
      assertThat(kept.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void contentThatIsNotWhatThePointerSaysIsNotKept() throws Exception {
    server.spoil();

    assertThat(shop.failed(checkout()))
        .contains(" is not what its pointer says: 6 bytes instead of ");
    try (var kept = Files.walk(app.resolve(".git/lfs"))) {
      assertThat(kept.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void theLoginOfTheConnectionIsForItsOwnServerOnly() throws Exception {
    server.protect("bot", "sesame");
    assertThat(shop.failed(checkout()))
        .startsWith("the LFS server `" + server.url() + "/app.git/info/lfs` does not let you in");
    var elsewhere = connection("https://elsewhere.example.org/team");
    assertThat(new HttpLogin(elsewhere).basic(FileRemote.uri(server.url()))).isNull();

    shop.git(app, "remote", "set-url", "origin", shop.path("remotes/app").toString());
    var here =
        new Checkout(
            connection(server.url()),
            null,
            Path.of("checkouts/app"),
            "main",
            null,
            null,
            false,
            true,
            false);
    shop.done(here);

    assertThat(app.resolve("first.png")).hasContent(FIRST);
  }

  @Test
  void aRemoteThatIsAFolderHasItsOwnStore() throws Exception {
    var other = shop.remote("folder");
    shop.commit("folder", "main", ".gitattributes", "*.png filter=lfs\n");
    var pointer = server.keep(FIRST);
    shop.commit("folder", "main", "first.png", pointer);
    var checkout =
        new Checkout(shop.connection(), "folder", null, "main", null, null, false, true, false);
    assertThat(shop.failed(checkout)).endsWith(" is not to be had from " + other);
    var content =
        requireNonNull(LfsPointer.parse(pointer.getBytes(StandardCharsets.UTF_8))).in(other);
    Workshop.write(content, FIRST);

    shop.done(checkout);

    assertThat(shop.clone("folder").resolve("first.png")).hasContent(FIRST);
  }

  @Test
  void theServerIsFoundByTheAddressOfTheRemote() throws Exception {
    var found =
        Map.of(
            "https://example.org/team/site", "https://example.org/team/site.git/info/lfs",
            "https://example.org/team/site.git/", "https://example.org/team/site.git/info/lfs",
            "git@example.org:team/site.git", "https://example.org/team/site.git/info/lfs",
            "ssh://git@example.org:2222/team/site", "https://example.org/team/site.git/info/lfs");
    for (var entry : found.entrySet()) {
      assertThat(LfsSource.server(FileRemote.uri(entry.getKey()))).isEqualTo(entry.getValue());
    }
  }

  private Checkout checkout() {
    return new Checkout(shop.connection(), "app", null, "main", null, null, false, true, false);
  }

  private GitConnection connection(@Nullable String fetch) {
    return shop.connection(fetch, "bot", "sesame");
  }
}

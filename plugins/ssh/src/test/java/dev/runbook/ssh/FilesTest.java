package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.runbook.action.Action;
import dev.runbook.action.Preview;
import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that go to a real sshd and come back. */
@Timeout(120)
class FilesTest {
  private static Fleet fleet;
  private static Path folder;
  private static int number;
  private Path here;
  private Path there;

  @BeforeAll
  static void start(@TempDir Path all) throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    folder = all;
    fleet = new Fleet(all, 2);
  }

  @BeforeEach
  void begin() throws Exception {
    fleet.begin();
    number++;
    here = Files.createDirectories(folder.resolve("here" + number));
    there = Files.createDirectories(folder.resolve("there" + number));
  }

  @AfterAll
  static void stop() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void aFileArrivesWithItsPermissionsOnce() throws Exception {
    Files.writeString(here.resolve("a"), "text");
    mode(here.resolve("a"), "rw-r-----");
    var upload = upload("a", "new/it's", null, false);

    var first = fleet.done(upload);
    var second = fleet.done(upload);

    assertThat(there.resolve("new/it's")).hasContent("text");
    assertThat(mode(there.resolve("new/it's"))).isEqualTo("rw-r-----");
    assertThat(first.changed()).isTrue();
    assertThat(second.changed()).isFalse();
    assertThat(names(there.resolve("new"))).isEqualTo("it's");
  }

  @Test
  void aFolderArrivesAsItIs() throws Exception {
    tree(here.resolve("site"));
    var upload = upload("site", "site", null, false);

    assertThat(fleet.done(upload).changed()).isTrue();
    assertThat(fleet.done(upload).changed()).isFalse();

    assertThat(states(there.resolve("site"))).isEqualTo(states(here.resolve("site")));
  }

  @Test
  void aModeIsThatOfAllFiles() throws Exception {
    tree(here.resolve("site"));

    fleet.done(upload("site", "site", "0640", false));

    assertThat(mode(there.resolve("site/index.html"))).isEqualTo("rw-r-----");
    assertThat(mode(there.resolve("site/images"))).isEqualTo("rwxr-x---");
    assertThat(fleet.failed(upload("site", "x", "rw", false)).reason())
        .isEqualTo("`rw` is no mode: write three octal digits, such as 0640");
  }

  @Test
  void aFolderIsReplacedOnlyIfTheStepSaysSo() throws Exception {
    tree(here.resolve("site"));
    Files.createDirectories(there.resolve("site"));
    Files.writeString(there.resolve("site/old"), "old");

    assertThat(fleet.failed(upload("site", "site", null, false)).reason())
        .endsWith("/site is a folder there: `replace: true` replaces it and all in it");
    assertThat(there.resolve("site/old")).exists();
    fleet.done(upload("site", "site", null, true));

    assertThat(there.resolve("site/old")).doesNotExist();
    assertThat(there.resolve(".site.before/old")).exists();
  }

  @Test
  void anUploadIsTakenBackUnlessSomebodyChangedItSince() throws Exception {
    Files.writeString(here.resolve("a"), "new");
    Files.writeString(there.resolve("a"), "old");
    var over = upload("a", "a", null, false);
    var anew = upload("a", "b", null, false);
    var overUndo = undo(over, fleet.done(over));
    var anewUndo = undo(anew, fleet.done(anew));

    fleet.done(overUndo);
    fleet.done(anewUndo);

    assertThat(there.resolve("a")).hasContent("old");
    assertThat(names(there)).isEqualTo("a");
    var again = undo(over, fleet.done(over));
    Files.writeString(there.resolve("a"), "somebody's");
    assertThat(fleet.failed(again).reason())
        .isEqualTo(fleet.host(1) + ": exit code 1: it was changed since, and is left as it is");
    assertThat(there.resolve("a")).hasContent("somebody's");
    assertThat(over.undo(FileOutputs.example(List.of(), fleet.connection()))).isEmpty();
  }

  @Test
  void whatBreaksOffLeavesNothing() throws Exception {
    Files.writeString(here.resolve("a"), "new");
    Files.writeString(there.resolve("tar"), "#!/bin/sh\nhead -c 700 > /dev/null; exit 2\n");
    there.resolve("tar").toFile().setExecutable(true);
    try (var other =
        new Fleet(folder.resolve("other"), 1, "SetEnv SHLVL=1 PATH=" + there + ":/usr/bin:/bin")) {
      var upload =
          new Upload(
              other.connection(),
              null,
              here.resolve("a"),
              there + "/a",
              null,
              false,
              "false",
              1,
              List.of(),
              null);

      assertThat(other.failed(upload).reason()).isEqualTo(other.host(1) + ": exit code 1");
    }
    assertThat(names(there)).isEqualTo("tar");
  }

  @Test
  void aDiskThatIsFullThereIsSaidAndWhatWasThereStays() throws Exception {
    var mount = List.of("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", there.toString());
    assumeThat(new ProcessBuilder(mount).start().waitFor()).as("a disk can be mounted").isZero();
    try {
      Files.writeString(there.resolve("a"), "old");
      Files.write(here.resolve("a"), new byte[200_000]);
      var upload = upload("a", "a", null, false);

      assertThat(fleet.failed(upload).reason())
          .isEqualTo(fleet.host(1) + ": exit code 1: the disk at " + there + " is full");
      assertThat(there.resolve("a")).hasContent("old");
      assertThat(names(there)).isEqualTo("a");
    } finally {
      Sshd.run("umount", there.toString());
    }
  }

  @Test
  void aFolderComesBackAsItIs() throws Exception {
    tree(there.resolve("site"));
    var download = download("site", "site", List.of(fleet.host(1)), false);

    assertThat(fleet.done(download).changed()).isTrue();
    assertThat(fleet.done(download).changed()).isFalse();

    assertThat(states(here.resolve("site"))).isEqualTo(states(there.resolve("site")));
    assertThat(names(here)).isEqualTo("site");
    Files.writeString(there.resolve("site/index.html"), "other");
    assertThat(fleet.failed(download).reason())
        .endsWith("is a folder here: `replace: true` replaces it and all in it");
    fleet.done(download("site", "site", List.of(fleet.host(1)), true));
    assertThat(here.resolve("site/index.html")).hasContent("other");
  }

  @Test
  void ofSeveralHostsEachHasAFolder() throws Exception {
    Files.writeString(there.resolve("a"), "text");

    fleet.done(download("a", "all", fleet.hosts(), false));

    assertThat(here.resolve("all").resolve(fleet.host(1)).resolve("a")).hasContent("text");
    assertThat(here.resolve("all").resolve(fleet.host(2)).resolve("a")).hasContent("text");
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assertThat(fleet.failed(upload("missing", "a", null, false)).reason())
        .isEqualTo(here.resolve("missing") + " is not there");
    assertThat(fleet.failed(download("missing", "a", List.of(fleet.host(1)), false)).reason())
        .isEqualTo(fleet.host(1) + ": " + there + "/missing is not there");
    Files.createSymbolicLink(there.resolve("link"), Path.of("missing"));
    assertThat(fleet.failed(download("link", "a", List.of(fleet.host(1)), false)).reason())
        .endsWith("/link is a link there: name what it points to");
    assertThat(names(here)).isEmpty();
  }

  @Test
  void nothingOfAnArchiveLandsOutside() throws Exception {
    var inside = Files.createDirectories(here.resolve("inside"));
    for (var name : List.of("../out", "/out", "./a/../../out")) {
      var untar = new Untar(inside);
      var entry = new Manifest.Entry(inside, name, Manifest.Kind.FILE, 0600, 0, 0, "");
      untar.write(TarHeader.of(entry), 0, TarHeader.BLOCK);

      assertThatThrownBy(untar::finish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("outside of what was asked for");
    }
    assertThat(here.resolve("out")).doesNotExist();
  }

  @Test
  void aPreviewSaysWhatGoesWhere() throws Exception {
    Files.writeString(here.resolve("a"), "text");

    assertThat(upload("a", "b", null, false).preview(fleet.call))
        .isEqualTo(
            Preview.change("upload " + here + "/a to " + there + "/b at " + fleet.host(1))
                .withUndo("put back what was there"));
    assertThat(fleet.logins()).isZero();
  }

  private Upload upload(String from, String to, @Nullable String mode, boolean replace) {
    return new Upload(
        fleet.connection(),
        List.of(fleet.host(1)),
        here.resolve(from),
        there.resolve(to).toString(),
        mode,
        replace,
        "false",
        5,
        List.of(),
        null);
  }

  private Download download(String from, String to, List<Object> hosts, boolean replace) {
    return new Download(
        fleet.connection(),
        hosts,
        there.resolve(from).toString(),
        here.resolve(to),
        replace,
        "false",
        5,
        null);
  }

  private static Action<?> undo(Upload upload, FileOutputs outputs) {
    return Objects.requireNonNull(upload.undo(outputs).orElse(null));
  }

  private static void tree(Path root) throws IOException {
    Files.createDirectories(root.resolve("images/" + "deep".repeat(30)));
    Files.createDirectory(root.resolve("empty"));
    Files.writeString(root.resolve("index.html"), "hello");
    Files.writeString(root.resolve("two words"), "");
    Files.write(root.resolve("images/" + "deep".repeat(30) + "/b\u00e4r"), new byte[100_000]);
    Files.createSymbolicLink(root.resolve("link"), Path.of("index.html"));
    mode(root.resolve("index.html"), "rwxr-x--x");
    mode(root.resolve("empty"), "rwx------");
  }

  private static String states(Path root) throws Exception {
    return Manifest.of(root, "root", null).entries().stream()
        .flatMap(e -> e.lines().stream())
        .collect(Collectors.joining("\n"));
  }

  private static String names(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().collect(Collectors.joining(" "));
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}

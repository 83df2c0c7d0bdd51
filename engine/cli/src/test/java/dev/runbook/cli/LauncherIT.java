package dev.runbook.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Started.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, with the distribution that this build made. */
@Timeout(180)
class LauncherIT {
  private static final String BUILDING =
      "runbook: building the distribution once, which takes about a minute\n";

  /** Where archives are made, in a folder for each place, below the home folder. */
  private static final String ARCHIVES = ".cache/runbook/archives";

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyJdkStartsItWithoutAWord(Path jdk) throws Exception {
    var ended = on(jdk, installed("place")).ended("--version");

    assertThat(ended.error()).isEmpty();
    assertThat(ended.output())
        .startsWith("runbook ")
        .contains("Java " + Jdks.feature(jdk))
        .hasLineCount(1);
    assertThat(ended.code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theFirstStartMakesAnArchiveThatTheNextOneUses(Path jdk) throws Exception {
    var place = installed("place");
    var before = files(place);

    on(jdk, place).ended("--version");
    awaitArchive();

    var log = folder.resolve("classes.log");
    var ended =
        on(jdk, place).with("RUNBOOK_JAVA_OPTS", "-Xlog:class+load:file=" + log).ended("--version");
    assertThat(ended.error()).isEmpty();
    assertThat(Files.readAllLines(log))
        .anyMatch(
            line -> line.contains(Main.class.getName() + " ") && line.contains("shared objects"));
    assertThat(files(place)).isEqualTo(before);
    assertThat(Files.getPosixFilePermissions(archives().get(0)))
        .allMatch(permission -> permission.name().startsWith("OWNER"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anArchiveThatIsBrokenCostsTimeOnly(Path jdk) throws Exception {
    var place = installed("place");
    on(jdk, place).with("RUNBOOK_ARCHIVE", "make").ended();
    var archive = archives().get(0);
    var size = Files.size(archive);

    for (var broken : List.of("nonsense".repeat(10_000), "")) {
      Files.writeString(archive, broken);
      assertStarts(jdk, place);
    }
    try (var channel = Files.newByteChannel(archive, StandardOpenOption.WRITE)) {
      channel.truncate(size / 2);
    }
    assertStarts(jdk, place);
  }

  @Test
  void anArchiveOfAnotherBuildIsReplaced() throws Exception {
    var jdk = Jdks.oldest();
    var place = installed("place");
    on(jdk, place).with("RUNBOOK_ARCHIVE", "make").ended();
    var old = archives();
    Files.delete(place.resolve("lib/build"));
    Files.writeString(place.resolve("lib/build"), "another\n");

    assertStarts(jdk, place);
    await(() -> !archives().equals(old));
    await(() -> archives().size() == 1);

    assertThat(old).hasSize(1);
    assertThat(archives()).hasSize(1).doesNotContainAnyElementsOf(old);
  }

  @Test
  void archivesOfPlacesThatAreGoneGoToo() throws Exception {
    var jdk = Jdks.oldest();
    on(jdk, installed("first")).with("RUNBOOK_ARCHIVE", "make").ended();
    var old = archives();
    Files.move(folder.resolve("first"), folder.resolve("second"));

    on(jdk, folder.resolve("second")).with("RUNBOOK_ARCHIVE", "make").ended();

    assertThat(archives()).hasSize(1).doesNotContainAnyElementsOf(old);
  }

  @Test
  void twoFirstStartsAtTheSameTimeMakeOneArchive() throws Exception {
    var jdk = Jdks.oldest();
    var place = installed("place");

    var first = on(jdk, place).started("--version");
    var second = on(jdk, place).started("--version");

    assertThat(first.await().error()).isEmpty();
    assertThat(second.await().error()).isEmpty();
    awaitArchive();
    assertThat(archives()).hasSize(1);
    assertStarts(jdk, place);
  }

  @Test
  void placesMayHaveBlanksSignsAndLettersOfAnyKind() throws Exception {
    var place = installed("my $place; 'quoted' * [ü]");
    on(Jdks.oldest(), place).with("RUNBOOK_ARCHIVE", "make").ended();

    assertThat(archives()).hasSize(1);
    assertStarts(Jdks.oldest(), place);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void namesOfFilesAreReadInEveryLocale(Path jdk) throws Exception {
    var place = installed("place");
    Files.writeString(folder.resolve("caf\u00e9.yaml"), "runbok: a\n");

    for (var locale : List.of("C", "C.UTF-8")) {
      var ended = on(jdk, place).with("LC_ALL", locale).in(folder).ended("check", "caf\u00e9.yaml");

      assertThat(ended.error()).contains("--> caf\u00e9.yaml:1:1\n");
      assertThat(ended.code()).isEqualTo(2);
    }
  }

  @Test
  void linksAndFoldersOfAnyKindLeadToIt() throws Exception {
    var place = installed("place");
    var elsewhere = Files.createDirectories(folder.resolve("else where/bin"));
    Files.createSymbolicLink(elsewhere.resolve("far"), place.resolve("bin/runbook"));
    Files.createSymbolicLink(elsewhere.resolve("near"), Path.of("../../place/bin/runbook"));
    Files.createSymbolicLink(elsewhere.resolve("twice"), Path.of("near"));

    for (var name : List.of("far", "near", "twice")) {
      assertThat(on(Jdks.oldest(), place).as(elsewhere.resolve(name)).ended("--version").output())
          .startsWith("runbook ");
      assertThat(
              on(Jdks.oldest(), place)
                  .in(elsewhere)
                  .as(Path.of("./" + name))
                  .ended("--version")
                  .output())
          .startsWith("runbook ");
    }
    var path = elsewhere + ":/usr/bin:/bin";
    assertThat(
            on(Jdks.oldest(), place)
                .with("PATH", path)
                .as(Path.of("twice"))
                .ended("--version")
                .output())
        .startsWith("runbook ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
  void aStreamThatIsClosedIsOneThatNobodyReads(String closed) throws Exception {
    var place = installed("place");
    var launcher = folder.resolve("closing");
    Started.script(launcher, "exec \"" + place.resolve("bin/runbook") + "\" \"$@\" " + closed);
    Files.writeString(
        home.resolve("r.yaml"),
        """
        runbook: r
        steps:
          - { id: talk, action: shell.run, with: { command: seq 5000 } }
          - { id: last, action: shell.run, with: { command: echo last >> done } }
        """);

    var ended =
        on(Jdks.oldest(), place).with("RUNBOOK_ARCHIVE", "off").as(launcher).ended("run", "r.yaml");

    assertThat(ended.error()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(home.resolve("done")).hasContent("last");
  }

  @Test
  void noHomeIsNeeded() throws Exception {
    var ended = on(Jdks.oldest(), installed("place")).without("HOME").ended("--version");

    assertThat(ended.error()).isEmpty();
    assertThat(ended.output()).startsWith("runbook ");
  }

  @Test
  void aFullOrClosedCacheIsNoTrouble() throws Exception {
    Files.writeString(home.resolve(".cache"), "no folder");

    assertStarts(Jdks.oldest(), installed("place"));
  }

  @Test
  void theNewestJavaIsTaken() throws Exception {
    var newest = fakeJdk("99.0.1");

    var ended = new Started(installed("place"), home).with("JAVA_HOME", newest).ended("--version");

    assertThat(ended.output()).startsWith("fake 99.0.1 ").contains("dev.runbook.cli.Main");
  }

  @Test
  void anOldJavaIsRefusedWithAdvice() throws Exception {
    var ended = on(fakeJdk("11.0.2"), installed("place")).ended("--version");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.error())
        .startsWith("runbook: there is no Java 17 or newer in RUNBOOK_JAVA_HOME, `")
        .hasLineCount(1);
  }

  @Test
  void aCheckoutIsBuiltOnceAndAgainWhenASourceIsNewer() throws Exception {
    var checkout = new FakeCheckout(folder, installed("place"));

    var first = checkout.start(home).ended("--version");
    var second = checkout.start(home).ended("--version");
    checkout.touchSource();
    var third = checkout.start(home).ended("--version");

    assertThat(List.of(first.error(), second.error(), third.error()))
        .containsExactly(BUILDING, "", BUILDING);
    assertThat(List.of(first.output(), second.output(), third.output()))
        .allMatch(output -> output.startsWith("runbook "));
    assertThat(checkout.builds()).hasSize(2).allMatch(build -> build.contains(" -o "));
  }

  @Test
  void aBuildThatLacksAFileOfTheRepositoryGoesOnline() throws Exception {
    var checkout = new FakeCheckout(folder, installed("place"));

    var ended = checkout.start(home).with("OFFLINE", "lacking").ended("--version");

    assertThat(ended.error()).isEqualTo(BUILDING);
    assertThat(ended.output()).startsWith("runbook ");
    assertThat(checkout.builds()).hasSize(2);
    assertThat(checkout.builds().get(1)).doesNotContain(" -o ");
  }

  @Test
  void aBuildThatFailsSaysWhy() throws Exception {
    var checkout = new FakeCheckout(folder, installed("place"));

    var ended = checkout.start(home).with("BROKEN", "yes").ended("--version");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.error())
        .startsWith(BUILDING)
        .contains("Main.java does not compile")
        .contains("all that Maven said is in `" + checkout.path().resolve("target/build.log"));
    assertThat(checkout.builds()).hasSize(1);
  }

  @Test
  void twoStartsOfACheckoutBuildItOnce() throws Exception {
    var checkout = new FakeCheckout(folder, installed("place"));

    var first = checkout.start(home).with("SECONDS", "1").started("--version");
    var second = checkout.start(home).with("SECONDS", "1").started("--version");

    assertThat(List.of(first.await().error(), second.await().error()))
        .containsExactlyInAnyOrder(
            BUILDING, "runbook: waiting for another process that builds the distribution\n");
    assertThat(List.of(first.await().output(), second.await().output()))
        .allMatch(output -> output.startsWith("runbook "));
    assertThat(checkout.builds()).hasSize(1);
  }

  private static Stream<Path> jdks() throws IOException {
    return Jdks.all().stream();
  }

  private void assertStarts(Path jdk, Path place) throws Exception {
    var ended = on(jdk, place).ended("--version");
    assertThat(ended).isEqualTo(new Ended(0, ended.output(), ""));
    assertThat(ended.output()).startsWith("runbook ").hasLineCount(1);
  }

  private Started on(Path jdk, Path place) {
    return new Started(place, home).with("RUNBOOK_JAVA_HOME", jdk);
  }

  private Path installed(String name) throws IOException {
    return Distribution.unpack(folder.resolve(name));
  }

  private Path fakeJdk(String version) throws IOException {
    var jdk = folder.resolve("jdk-" + version);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Started.script(jdk.resolve("bin/java"), "echo \"fake " + version + " $*\"");
    return jdk;
  }

  private List<Path> archives() throws IOException {
    var found = new ArrayList<Path>();
    for (var place : listed(home.resolve(ARCHIVES))) {
      found.addAll(listed(place));
    }
    return found.stream().filter(f -> f.getFileName().toString().matches(".*@[0-9a-z]+")).toList();
  }

  /** Asks nothing of the files, which other processes may just take away. */
  private static List<Path> listed(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private void awaitArchive() throws Exception {
    await(() -> !archives().isEmpty());
  }

  /** Waits until that holds of the archives, which another process makes below the home folder. */
  private void await(Callable<Boolean> condition) throws Exception {
    var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    try (var changes = home.getFileSystem().newWatchService()) {
      watch(changes);
      while (!condition.call()) {
        var left = deadline - System.nanoTime();
        var change = changes.poll(left, TimeUnit.NANOSECONDS);
        assertThat(change).as("it took too long").isNotNull();
        change.pollEvents();
        change.reset();
        watch(changes);
      }
    }
  }

  /** Watches the folders that are there now; to do so once more changes nothing. */
  private void watch(WatchService changes) throws IOException {
    // From the outside in, so that a folder that is made meanwhile is told of.
    var folder = home;
    watch(folder, changes);
    for (var name : Path.of(ARCHIVES)) {
      folder = folder.resolve(name);
      watch(folder, changes);
    }
    for (var place : listed(folder)) {
      watch(place, changes);
    }
  }

  private static void watch(Path folder, WatchService changes) throws IOException {
    if (Files.exists(folder)) {
      folder.register(changes, ENTRY_CREATE, ENTRY_DELETE);
    }
  }

  private static Map<String, FileTime> files(Path place) throws IOException {
    var times = new TreeMap<String, FileTime>();
    try (var files = Files.walk(place)) {
      for (var file : files.toList()) {
        times.put(place.relativize(file).toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}

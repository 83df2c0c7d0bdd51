package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ships can be tried out at once: as it is, and with each site. */
class ShippedRunbooksTest {
  private static final Path RUNBOOKS = Path.of("../../runbooks").toAbsolutePath().normalize();
  private static final String UPDATE = RUNBOOKS.resolve("production-update.yaml").toString();

  @TempDir Path folder;

  static List<List<String>> commandLines() {
    var sites = Stream.of("production", "staging", "lab");
    var options = sites.map(site -> List.of("--site", RUNBOOKS.resolve(site + ".site.yaml") + ""));
    return Stream.concat(Stream.of(List.<String>of()), options)
        .flatMap(site -> Stream.of(line("rehearse", site), dry(site)))
        .toList();
  }

  private static List<String> line(String command, List<String> site) {
    return Stream.concat(Stream.of(command, UPDATE), site.stream()).toList();
  }

  private static List<String> dry(List<String> site) {
    return Stream.concat(line("run", site).stream(), Stream.of("--dry-run")).toList();
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void theProductionUpdateIsRehearsedAndPreviewedWithoutMore(List<String> words) {
    var typing = new Typing(folder, folder.resolve("state"));
    var exit = typing.type(words.toArray(String[]::new));
    var printed = typing.printed();
    assertThat(exit.code()).as(printed + typing.complained()).isZero();
    assertThat(printed).doesNotContain("FAIL", "would fail:", "could not ask");
  }

  @Test
  void itsPreviewIsShortAndSaysWhatIsKnownWithoutASite() {
    var typing = new Typing(folder, folder.resolve("state"));
    typing.type("run", UPDATE, "--dry-run");
    assertThat(typing.printed())
        .contains(
            "run ./kci docker generate --prefix '<input docker_prefix>' buildroot kernelci in")
        .containsPattern("write checkout/linux/<input branch>\\R")
        .contains("git.checkout with repository: kernelci-core, ref: origin/main, clean: true\n");
    var site = RUNBOOKS.resolve("production.site.yaml").toString();
    typing.type("run", UPDATE, "--site", site, "--dry-run");
    var printed = typing.printed();
    assertThat(printed.lines().count()).isLessThan(310);
    assertThat(printed)
        .contains("call    rootfs_now        as rootfs_state\n")
        .contains("4 x core_and_api/push: put `kernelci.org` back where it was");
  }

  @Test
  void aRehearsalMakesUpWhatAConnectionNeedsAndSaysThatItDoes() throws IOException {
    var file = folder.resolve("probe.yaml");
    Files.writeString(
        file,
        """
        runbook: probe
        connections: { api: { type: http } }
        steps:
          - id: look
            action: http.request
            with: { connection: api, path: /health }
        """);
    var typing = new Typing(folder, folder.resolve("state"));
    var exit = typing.type("rehearse", file.toString());
    assertThat(exit.code()).as(typing.printed() + typing.complained()).isZero();
  }

  @Test
  void aRehearsalAnswersAsTheScenarioFileBesideTheRunbook() throws IOException {
    var file = folder.resolve("build.yaml");
    Files.writeString(
        file,
        """
        runbook: build
        steps:
          - id: wait
            action: shell.run
            with: { command: [queue], parse: json }
            until: output.value == 0
            every: 1m
            timeout: 2h
        """);
    Files.writeString(
        folder.resolve("build.test.yaml"),
        """
        test: build.yaml
        scenarios:
          it drains:
            answers: { wait: [{ outputs: { value: 3 }, for: 1h }, { outputs: { value: 0 } }] }
            expect: { ended: succeeded }
        """);
    var typing = new Typing(folder, folder.resolve("state"));
    var exit = typing.type("rehearse", file.toString());
    var printed = typing.printed();
    assertThat(exit.code()).as(printed + typing.complained()).isZero();
    assertThat(printed)
        .startsWith("rehearsal: stand-ins answer as the first scenario of build.test.yaml says, ")
        .containsOnlyOnce("output.value is 3");
  }
}

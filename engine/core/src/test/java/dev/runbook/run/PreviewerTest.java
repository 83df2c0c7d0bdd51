package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.runbook.Golden;
import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder;
import dev.runbook.json.Json;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewerTest {
  private static final Path PLANS = Path.of("src/test/resources/golden/plans");
  private static final Path MISSING = PLANS.resolve("missing.yaml");

  @TempDir Path folder;

  @Test
  void aDryRunWritesNothingAndStartsNoProcess() throws Exception {
    var directory = Files.createDirectory(folder.resolve("work"));
    var kept = Files.createDirectory(folder.resolve("state"));
    Files.writeString(directory.resolve("file"), "text");
    var before = List.of(tree(folder), tree(PLANS));
    var processes = children();
    for (var file : Golden.files("plans", ".yaml")) {
      preview(file, kept, directory);
    }
    assertThat(List.of(tree(folder), tree(PLANS))).isEqualTo(before);
    assertThat(children()).isEqualTo(processes);
  }

  @Test
  void aStateFolderThatIsNotThereIsNotMade() throws Exception {
    var state = folder.resolve("state");
    preview(MISSING, state, folder);
    assertThat(state).doesNotExist();
  }

  private static void preview(Path file, Path state, Path directory)
      throws IOException, StateException {
    try {
      var result = DryRun.of(file, Files.readString(file)).result(state, directory);
      assertThat(PreviewText.of(result, 80)).isNotEmpty();
    } catch (RefusedException refused) {
      assertThat(refused.diagnostics()).isNotEmpty();
    }
  }

  /** Each file with its size and when it was written. */
  private static List<String> tree(Path root) throws IOException {
    var all = new ArrayList<String>();
    try (var files = Files.walk(root)) {
      for (var file : files.sorted().toList()) {
        all.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return all;
  }

  private static List<Long> children() {
    return ProcessHandle.current().descendants().map(ProcessHandle::pid).sorted().toList();
  }

  @Test
  void whatActionsMayLookAtStartsNoProcessUnlessTheyProbe() {
    var methods = Arrays.stream(Look.class.getMethods()).map(Method::getName);
    assertThat(methods)
        .containsExactlyInAnyOrder(
            "directory", "knowsAll", "probing", "processes", "program", "shared");
    var look = new PreviewLook(folder, false, new Resources());
    assertThat(catchThrowable(look::processes)).hasMessageContaining("no system is to be asked");
  }

  @Test
  void aSystemIsAskedOnlyWhereThatIsWanted() {
    var opened = new AtomicBoolean();
    Call.Opener<AutoCloseable> opener =
        () -> {
          opened.set(true);
          return () -> {};
        };
    var look = new PreviewLook(folder, false, new Resources());
    assertThat(catchThrowable(() -> look.shared("key", opener)))
        .hasMessageContaining("no system is to be asked");
    assertThat(opened).isFalse();
  }

  @Test
  void secretsAreNeitherReadNorShown() throws Exception {
    var mark = folder.resolve("mark");
    var file = folder.resolve("secrets.yaml");
    Files.writeString(folder.resolve("token"), "text-of-the-file");
    Files.writeString(
        file,
        """
        # $ --env TOKEN=text-of-the-variable -i given=text-of-the-input
        runbook: secrets
        inputs: { given: { type: secret } }
        secrets:
          a: { env: TOKEN }
          b: { file: token }
          c: { command: [touch, '%s'] }
        steps:
          - id: login
            action: lab.shell
            with:
              command: login
              env:
                A: '${secrets.a}'
                B: 'with ${secrets.b}'
                C: '${secrets.c}'
                D: '${inputs.given}'
        """
            .formatted(mark));
    var result = DryRun.of(file, Files.readString(file)).result();
    var said = PreviewText.of(result, 80) + Json.write(PreviewJson.of(result));
    assertThat(said).doesNotContain("text-of").contains("a from TOKEN, set; b from token, there");
    assertThat(said).contains("<secret a>", "<secret given>");
    assertThat(mark).doesNotExist();
  }

  @Test
  void howLongStepsTookTheLastTimeIsSaid() throws Exception {
    var file = folder.resolve("slow.yaml");
    Files.writeString(
        file,
        """
        runbook: slow
        steps:
          - { id: look, action: lab.fetch, with: { url: 'https://example.org' } }
          - { id: quick, action: lab.shell, with: { command: 'true' } }
        """);
    var start = Instant.parse("2026-11-23T09:00:00Z");
    var seconds = new AtomicLong();
    var state = StateFolder.at(folder.resolve("state"), () -> start.plusSeconds(seconds.get()));
    var held = state.create(start);
    try (var journal = held.folder().open()) {
      var writing = new Writing(journal);
      writing.force("run.started", null, Map.of("file", file.toString()));
      writing.force("step.started", "look", Map.of());
      seconds.set(3725);
      writing.force("step.ended", "look", Map.of("status", "succeeded"));
      writing.force("step.started", "quick", Map.of());
      writing.force("step.ended", "quick", Map.of("status", "succeeded"));
      writing.force("run.ended", null, Map.of("status", "succeeded"));
    }
    held.lock().close();
    var preview = DryRun.of(file, Files.readString(file)).result(folder.resolve("state"), folder);
    assertThat(PreviewText.of(preview, 100))
        .contains("1h2m5s last time")
        .contains("Last time these steps took 1h2m5s (" + held.folder().id() + ").");
    assertThat(PreviewJson.of(preview).get("last_time"))
        .isEqualTo(
            Map.of("run", held.folder().id(), "took", "1h2m5s", "steps", Map.of("look", "1h2m5s")));
  }

  @Test
  void outputsOfAnEarlierRunStandInForStepsLeftOut() throws Exception {
    var state = StateFolder.at(folder.resolve("state"), () -> Instant.EPOCH);
    var held = state.create(Instant.parse("2026-11-23T09:00:00Z"));
    try (var journal = held.folder().open()) {
      var gave = Map.of("outputs", Map.of("code", new BigDecimal(200)), "status", "succeeded");
      new Writing(journal).force("step.ended", "look", gave);
    }
    held.lock().close();
    var file = folder.resolve("earlier.yaml");
    Files.writeString(
        file,
        """
        # $ use --outputs-from %s
        runbook: earlier
        steps:
          - id: look
            action: lab.fetch
            with: { url: 'https://example.org' }
          - id: use
            action: lab.shell
            with: { command: 'echo ${steps.look.outputs.code}' }
        """
            .formatted(held.folder().id()));
    var before = tree(folder);
    var result = DryRun.of(file, Files.readString(file)).result(state.path(), folder);
    assertThat(PreviewText.of(result, 80)).contains("run echo 200").contains("run: look.");
    assertThat(tree(folder)).isEqualTo(before);
  }

  @Test
  void aThousandIterationsAreFewLines() throws Exception {
    var file = folder.resolve("many.yaml");
    Files.writeString(
        file,
        """
        runbook: many
        inputs: { tens: { type: list, default: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] } }
        steps:
          - id: images
            for_each: { a: '${inputs.tens}', b: '${inputs.tens}', c: '${inputs.tens}' }
            action: lab.cancel
            with: { job: '${item.a}${item.b}${item.c}' }
        """);
    var text = PreviewText.of(DryRun.of(file, Files.readString(file)).result(), 80);
    assertThat(text).contains("999 more like images[0,0,0]: ").contains("1000 lab.cancel");
    assertThat(text.lines()).hasSizeLessThan(15);
  }
}

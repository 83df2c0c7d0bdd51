package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.cli.console.Exit;
import dev.runbook.run.SavedPlan;
import dev.runbook.run.SavedPlanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A saved plan runs what was previewed, or nothing. What it refuses is compared with {@code
 * golden/saved-plans/NAME.out}.
 */
class SavedPlanTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/saved-plans");
  private static final String RUNBOOK =
      """
      runbook: release
      inputs:
        branch: { type: string, env: BRANCH, default: main }
        token:  { type: secret }
        target: { type: string, default: staging }
      steps:
        - id: say
          call: say.yaml
          with: { text: 'release ${inputs.branch} to ${inputs.target} from ${run.dir}' }
        - id: login
          action: shell.run
          with: { command: 'test -n "$TOKEN"', env: { TOKEN: '${inputs.token}' } }
        - id: skipped
          action: log.print
          with: { message: never }
      """;
  private static final String CALLED =
      """
      runbook: say
      inputs: { text: { type: string } }
      steps:
        - id: print
          action: log.print
          with: { message: '${inputs.text}' }
      """;

  @TempDir Path folder;
  private Typing typing;

  @BeforeEach
  void thereIsAPlan() throws IOException {
    folder = folder.toRealPath();
    typing = new Typing(folder, folder.resolve("state"));
    Files.writeString(folder.resolve("release.yaml"), RUNBOOK);
    Files.writeString(folder.resolve("say.yaml"), CALLED);
    Files.writeString(folder.resolve("site.yaml"), "inputs: { target: production }\n");
    var saved = save(folder.resolve("release.yaml").toString(), "the-token");
    assertThat(typing.complained())
        .isEqualTo("Saved. `runbook run --plan it.plan` does this, or says what changed.\n");
    assertThat(saved).isEqualTo(Exit.SUCCEEDED);
    assertThat(typing.printed()).contains("release main to production");
  }

  private Exit save(String file, String token) {
    return typing.type(
        "run",
        file,
        "--site",
        folder.resolve("site.yaml").toString(),
        "--skip",
        "skipped",
        "-i",
        "token=" + token,
        "--dry-run",
        "--save-plan",
        "it.plan");
  }

  private Exit run() {
    return typing.type("run", "--plan", "it.plan", "-i", "token=the-token");
  }

  private void replace(String file, String old, String text) throws IOException {
    var path = folder.resolve(file);
    Files.writeString(path, Files.readString(path).replace(old, text));
  }

  @Test
  void whatWasPreviewedIsRun() {
    var ended = run();
    assertThat(typing.complained()).isEmpty();
    assertThat(ended).isEqualTo(Exit.SUCCEEDED);
    assertThat(typing.printed())
        .contains("release main to production from " + folder)
        .doesNotContain("never");
    assertThat(typing.type("run", "--plan", "it.plan", "-i", "token=another-token"))
        .isEqualTo(Exit.SUCCEEDED);
  }

  @Test
  void aPlanCanBeLookedAtAgain() {
    typing.type("run", "--plan", "it.plan", "-i", "token=the-token", "--dry-run");
    assertThat(typing.printed()).contains("release: what a run would do");
    assertThat(folder.resolve("state/runs"))
        .satisfiesAnyOf(
            runs -> assertThat(runs).doesNotExist(), runs -> assertThat(runs).isEmptyDirectory());
  }

  @Test
  void onlyItsOwnerReadsAPlanAndNoSecretIsInIt() throws IOException {
    var plan = folder.resolve("it.plan");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)))
        .isEqualTo("rw-------");
    replace("site.yaml", "{ target", "{ token: a-token-in-a-site, target");
    save(folder.resolve("release.yaml").toString(), "the-token");
    assertThat(Files.readString(plan)).doesNotContain("the-token").doesNotContain("a-token-in");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".plan"));
    }
  }

  @Test
  void aPlanReadsBackAsItWasWritten() throws Exception {
    var text = Files.readString(folder.resolve("it.plan"));
    var plan = SavedPlanText.read(text);
    assertThat(SavedPlanText.of(plan)).isEqualTo(text);
    assertThat(plan.asked().secretInputs()).containsExactly("token");
    assertThat(plan.files()).hasSize(3);
  }

  /** Something that happens between the preview and the run. */
  interface Change {
    void on(SavedPlanTest test) throws Exception;
  }

  static Stream<Map.Entry<String, Change>> changes() {
    var changes = new TreeMap<String, Change>();
    changes.put("runbook", test -> test.replace("release.yaml", "never", "always"));
    changes.put(
        "runbook-shorter",
        test ->
            test.replace(
                "release.yaml", "    with: { message: never }\n", "    with: { message: '' }"));
    changes.put("called", test -> test.replace("say.yaml", "id: print", "id: tell"));
    changes.put("site", test -> test.replace("site.yaml", "production", "testing"));
    changes.put("input", test -> test.typing.with("BRANCH", "dev"));
    changes.put(
        "no-longer-called",
        test ->
            test.replace(
                "release.yaml",
                "call: say.yaml\n    with: { text:",
                "action: log.print\n    with: { message:"));
    changes.put(
        "plugin",
        test -> test.rewrite(new TreeMap<>(Map.of("git", "0.9", "shell", "0.9", "gone", "1.0"))));
    changes.put("step", SavedPlanTest::rewriteStep);
    changes.put("cut", test -> test.text(text -> text.substring(0, text.length() / 2)));
    changes.put("edited", test -> test.text(text -> text.replace("to production", "to nowhere")));
    changes.put("empty", test -> test.text(text -> ""));
    changes.put("foreign", test -> test.text(text -> "{\"version\": 4, \"resources\": []}"));
    changes.put("yaml", test -> test.text(text -> RUNBOOK));
    changes.put(
        "newer", test -> test.text(text -> text.replace("\"saved_plan\": 1", "\"saved_plan\": 2")));
    changes.put(
        "binary", test -> Files.write(test.folder.resolve("it.plan"), new byte[] {-1, 0, -2, 3}));
    changes.put("missing", test -> Files.delete(test.folder.resolve("it.plan")));
    changes.put(
        "folder",
        test -> {
          Files.delete(test.folder.resolve("it.plan"));
          Files.createDirectory(test.folder.resolve("it.plan"));
        });
    changes.put("runbook-gone", test -> Files.delete(test.folder.resolve("release.yaml")));
    changes.put("called-gone", test -> Files.delete(test.folder.resolve("say.yaml")));
    return changes.entrySet().stream();
  }

  private interface Edit {
    String of(String text);
  }

  private void text(Edit edit) throws IOException {
    var plan = folder.resolve("it.plan");
    Files.writeString(plan, edit.of(Files.readString(plan)));
  }

  private void rewrite(Map<String, String> plugins) throws Exception {
    var old = SavedPlanText.read(Files.readString(folder.resolve("it.plan")));
    var plan = new SavedPlan(old.asked(), plugins, old.files(), old.values(), old.preview());
    Files.writeString(folder.resolve("it.plan"), SavedPlanText.of(plan));
  }

  /** As if the action said something else now: nothing but the step itself differs. */
  private void rewriteStep() throws Exception {
    var text = Files.readString(folder.resolve("it.plan"));
    var old = SavedPlanText.read(text);
    var preview = new TreeMap<String, Object>(old.preview());
    preview.put("steps", List.of(Map.of("step", "login", "would", "run", "text", "ssh")));
    var plan = new SavedPlan(old.asked(), old.plugins(), old.files(), old.values(), preview);
    Files.writeString(folder.resolve("it.plan"), SavedPlanText.of(plan));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsNotAsItWasIsRefusedAndNamed(Map.Entry<String, Change> change) throws Exception {
    change.getValue().on(this);
    assertThat(run()).isEqualTo(Exit.WRONG);
    assertThat(typing.printed()).isEmpty();
    var said = typing.complained().replace(folder.toString(), "FOLDER");
    said =
        said.replaceAll("(shell|git)` was 0.9 (.*) is \\S+ now", "$1` was 0.9 $2 is VERSION now");
    Golden.matches(said, GOLDEN.resolve(change.getKey() + ".out"), ".out");
  }

  @Test
  void aFileThatIsNoPlanIsNotReplaced() throws IOException {
    typing.type(
        "run",
        folder.resolve("say.yaml").toString(),
        "-i",
        "text=a",
        "--dry-run",
        "--save-plan",
        "say.yaml");
    assertThat(typing.complained()).contains("`say.yaml` is no saved plan");
    assertThat(folder.resolve("say.yaml")).hasContent(CALLED);
    assertThat(Files.readString(folder.resolve("say.yaml"), StandardCharsets.UTF_8))
        .isEqualTo(CALLED);
  }

  @Test
  void whatIsNotGivenKeepsAPlanFromBeingSaved() {
    typing.type(
        "run", folder.resolve("say.yaml").toString(), "--dry-run", "--save-plan", "say.plan");
    assertThat(typing.complained()).contains("a plan cannot be saved: input `text` is not given");
    assertThat(folder.resolve("say.plan")).doesNotExist();
  }

  @Test
  void aPlanSaysItsOwnInputsAndOptions() {
    typing.type("run", "--plan", "it.plan", "-i", "branch=dev", "-i", "token=x");
    assertThat(typing.complained())
        .contains("`it.plan` says all inputs but secret ones, and not `branch` anew");
    typing.type("run", "--plan", "it.plan");
    assertThat(typing.complained())
        .contains("input `token` is secret, so `it.plan` does not have it")
        .contains("`-i token=VALUE`");
    typing.type("run", "release.yaml", "--plan", "it.plan", "--skip", "login");
    assertThat(typing.complained()).contains("a saved plan says `FILE` and `--skip` itself");
    typing.type("run", folder.resolve("say.yaml").toString(), "--save-plan", "x.plan");
    assertThat(typing.complained()).contains("`--save-plan` needs `--dry-run`");
    typing.type("run", "--dry-run");
    assertThat(typing.complained()).contains("`FILE` is missing");
  }
}

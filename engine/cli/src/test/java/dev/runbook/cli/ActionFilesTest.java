package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are a file and a program, in whole runs. */
@Timeout(120)
class ActionFilesTest {
  private static final String DEPLOY =
      """
      description: deploy a service
      fails_if: the service does not start
      arguments:
        service: { type: string, description: which one }
        to: { type: string, choices: [staging, production], default: staging }
        wait: { type: duration, default: 1m30s }
        count: { type: integer, default: 1, min: 1, max: 9 }
        token: { type: secret, required: false }
      outputs:
        version: { type: integer, description: what is deployed now }
        took: { type: duration, required: false }
      effect: change
      preview: 'deploy ${arguments.service} to ${arguments.to}'
      """;

  @TempDir Path folder;
  private Child child = Child.NONE;

  @BeforeEach
  void describe() throws IOException {
    Files.createDirectory(folder.resolve("actions.d"));
  }

  @AfterEach
  void end() {
    child.end();
  }

  private Typing typing() {
    return new Typing(folder, folder.resolve("state")).with("RUNBOOK_ACTIONS", "actions.d");
  }

  /** Installs an action whose program keeps each request and goes on as those lines of shell. */
  private void action(String name, String described, String program) throws IOException {
    Files.writeString(folder.resolve("actions.d/" + name + ".yaml"), described);
    var file = folder.resolve("actions.d/" + name);
    Files.writeString(file, "#!/bin/sh\nread -r request\necho \"$request\" >>requests\n" + program);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String runbook(String steps) throws IOException {
    var file = folder.resolve("it.yaml");
    Files.writeString(
        file, "runbook: it\nsecrets: { token: { file: token } }\nsteps:\n" + steps.indent(2));
    Files.writeString(folder.resolve("token"), "s3cr3t-token");
    return file.toString();
  }

  private String runId() throws IOException {
    try (var runs = Files.list(folder.resolve("state/runs"))) {
      return runs.findAny().orElseThrow().getFileName().toString();
    }
  }

  private List<String> requests() throws IOException {
    return Files.readAllLines(folder.resolve("requests"));
  }

  @Test
  void aProgramIsAskedAndItsAnswerAreTheOutputs() throws Exception {
    action(
        "app.deploy",
        DEPLOY,
        """
        echo '{"line": "copying"}'
        echo 'a warning' >&2
        echo '{"done": {"version": 17, "took": "5s"}}'
        """);
    var file =
        runbook(
            """
            - { id: deploy, action: app.deploy, with: { service: web } }
            - { id: look, assert: steps.deploy.outputs.version + 1 == 18 and steps.deploy.outputs.took < duration('6s') }
            """);
    var typing = typing();
    assertThat(typing.type("run", file).code()).as(typing.complained()).isZero();
    assertThat(typing.printed()).contains("copying").contains("a warning");
    assertThat(requests())
        .containsExactly(
            "{\"do\":\"run\",\"action\":\"app.deploy\",\"arguments\":{\"service\":\"web\","
                + "\"to\":\"staging\",\"wait\":\"1m30s\",\"count\":1,\"token\":null},"
                + "\"token\":{},\"cut_off\":false}");
  }

  @Test
  void aCheckKnowsItsArgumentsAndOutputs() throws Exception {
    action("app.deploy", DEPLOY, "");
    var typing = typing();
    var file =
        runbook(
            """
            - { id: deploy, action: app.deploy, with: { service: web, to: nowhere, count: 12, wiat: 3s } }
            - { id: look, assert: steps.deploy.outputs.verion == '17' }
            """);
    assertThat(typing.type("check", file).code()).isEqualTo(2);
    assertThat(typing.complained())
        .contains("argument `to` wants one of `staging`, `production`")
        .contains("`count` must be at most 9")
        .contains("did you mean `wait`?")
        .contains("step `deploy` has no output `verion`");
  }

  @Test
  void aPreviewIsWrittenInTheFileAndAProbeAsksTheProgram() throws Exception {
    action("app.deploy", DEPLOY + "probe: true\n", "echo '{\"line\": \"version 16 is there\"}'\n");
    var file = runbook("- { id: deploy, action: app.deploy, with: { service: web } }");
    var typing = typing();
    assertThat(typing.type("run", file, "--dry-run").code()).as(typing.complained()).isZero();
    assertThat(typing.printed()).contains("deploy web to staging");
    assertThat(folder.resolve("requests")).doesNotExist();
    assertThat(typing.type("run", file, "--dry-run", "--probe").code()).isZero();
    assertThat(typing.printed()).contains("version 16 is there");
    assertThat(requests()).singleElement().asString().startsWith("{\"do\":\"probe\"");
  }

  @Test
  void aBadAnswerFailsTheStepWithItsReason() throws Exception {
    var bad =
        List.of(
            "echo '{\"failed\": \"web does not start\"}'; exit 1", "web does not start",
            "echo hello", "line 1 of what `app.deploy` says is no JSON object: hello",
            "echo '{\"ok\": 1}'", "must have one of the keys",
            "echo '{\"done\": {}}'", "`app.deploy` gave wrong outputs",
            "echo '{\"done\": {\"version\": \"new\"}}'", "output `version` wants an integer",
            "true", "`app.deploy` gave no answer",
            "echo 'no such host' >&2; exit 7", "`app.deploy` ended with exit code 7: no such host",
            "echo '{\"done\": {\"version\": 1}}'; echo '{\"line\": \"x\"}'",
                "stands behind the answer",
            "echo '{\"not_yet\": \"later\", \"again\": \"soon\"}'", "gave a wrong answer");
    for (var i = 0; i < bad.size(); i += 2) {
      action("app.deploy", DEPLOY, bad.get(i) + "\n");
      var file = runbook("- { id: deploy, action: app.deploy, with: { service: web } }");
      var typing = typing();
      assertThat(typing.type("run", file).code()).as(bad.get(i)).isEqualTo(1);
      assertThat(typing.printed() + typing.complained()).contains(bad.get(i + 1));
    }
  }

  @Test
  void aRunThatWasKilledAsksAgainWithTheToken() throws Exception {
    action(
        "app.deploy",
        DEPLOY,
        """
        if [ -e done ]; then echo '{"done": {"version": 17}}'; exit; fi
        echo '{"not_yet": "job 4711 runs", "token": {"job": 4711}, "again": "100ms"}'
        """);
    var file = runbook("- { id: deploy, action: app.deploy, with: { service: web } }");
    child = start("run", file);
    child.awaitOut("job 4711 runs");
    child.signal("KILL");
    child.exit();
    Files.writeString(folder.resolve("done"), "");
    child = start("resume");
    assertThat(child.exit()).as(child.all()).isZero();
    var requests = requests();
    assertThat(requests.get(0)).contains("\"token\":{}");
    assertThat(requests.get(requests.size() - 1)).contains("\"token\":{\"job\":4711}");
  }

  private Child start(String... words) throws IOException {
    return Child.start(folder, List.of("-Drunbook.home=" + folder), words);
  }

  @Test
  void itsUndoIsAnotherActionOfTheFolder() throws Exception {
    action(
        "app.deploy",
        DEPLOY
            + "undo: { action: app.back, with: { to: '${output.version - 1}', key: '${arguments.token}' } }\n",
        "echo '{\"done\": {\"version\": 17}}'\n");
    action(
        "app.back",
        "arguments: { to: { type: integer }, key: { type: secret } }\n",
        "echo '{\"done\": {}}'\n");
    var file =
        runbook(
            "- { id: deploy, action: app.deploy, with: { service: web, token: '${secrets.token}' } }");
    var typing = typing();
    assertThat(typing.type("run", file).code()).as(typing.complained()).isZero();
    assertThat(typing.type("rollback", runId(), "--yes").code()).as(typing.complained()).isZero();
    assertThat(requests().get(1))
        .startsWith(
            "{\"do\":\"run\",\"action\":\"app.back\",\"arguments\":{\"to\":16,\"key\":\"s3cr3t-token\"}");
    try (var files = Files.walk(folder.resolve("state"))) {
      for (var kept : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(kept)).doesNotContain("s3cr3t-token");
      }
    }
  }

  @Test
  void whatWasDoneIsDoneThoughItsUndoCannotBeMade() throws Exception {
    action(
        "app.deploy",
        DEPLOY + "undo: { action: app.back, with: { to: '${1 / (output.version - 17)}' } }\n",
        "echo '{\"done\": {\"version\": 17}}'\n");
    action("app.back", "arguments: { to: { type: number } }\n", "");
    var typing = typing();
    var file = runbook("- { id: deploy, action: app.deploy, with: { service: web } }");
    assertThat(typing.type("run", file).code()).as(typing.complained()).isZero();
    assertThat(typing.printed() + typing.complained())
        .contains(
            "nothing takes back `deploy`: its undo: the action cannot say: nothing can be divided by zero");
  }

  @Test
  void workThatIsGivenUpIsEndedByItsProgram() throws Exception {
    action(
        "app.deploy",
        DEPLOY + "abandon: true\n",
        """
        case "$request" in
          *'"do":"abandon"'*) echo '{"line": "job 4711 is stopped"}' ;;
          *) echo '{"not_yet": "job 4711 runs", "token": {"job": 4711}, "again": "50ms"}' ;;
        esac
        """);
    var file = runbook("- { id: deploy, action: app.deploy, with: { service: web }, timeout: 4s }");
    var typing = typing();
    assertThat(typing.type("run", file).code()).as(typing.complained()).isEqualTo(1);
    assertThat(typing.printed()).contains("job 4711 is stopped");
  }

  @Test
  void theActionOfTheAuthorsPageCountsWords() throws Exception {
    var page = Files.readString(Path.of("../../plugins/README.md"));
    var section = page.substring(page.indexOf("## An action without Java"));
    Files.writeString(folder.resolve("actions.d/words.count.yaml"), block(section, "yaml"));
    var program = folder.resolve("actions.d/words.count");
    Files.writeString(program, block(section, "python"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("a.txt"), "one two\nthree\n");
    var file =
        runbook(
            """
            - { id: count, action: words.count, with: { path: a.txt } }
            - { id: three, assert: steps.count.outputs.words == 3 }
            - { id: more, action: words.count, with: { path: a.txt, at_least: 4 } }
            """);
    var typing = typing();
    assertThat(typing.type("run", file, "--dry-run").code()).as(typing.complained()).isZero();
    assertThat(typing.printed()).contains("count the words of a.txt");
    assertThat(typing.type("run", file).code()).isEqualTo(1);
    assertThat(typing.printed() + typing.complained()).contains("only 3 words in a.txt");
  }

  private static String block(String section, String language) {
    var from = section.indexOf("```" + language + "\n") + language.length() + 4;
    return section.substring(from, section.indexOf("```\n", from));
  }

  @Test
  void itIsListedExplainedAndInTheSchema() throws Exception {
    action("app.deploy", DEPLOY, "");
    var typing = typing();
    assertThat(typing.type("actions", "app").code()).isZero();
    assertThat(typing.printed()).contains("app.deploy").contains("deploy a service");
    assertThat(typing.type("actions", "app.deploy").code()).isZero();
    assertThat(typing.printed())
        .contains("one of `staging`, `production`")
        .contains("1m30s")
        .contains("the service does not start")
        .contains("what is deployed now");
    assertThat(typing.type("schema").code()).isZero();
    assertThat(typing.printed()).contains("app.deploy").contains("\"production\"");
    assertThat(
            typing
                .type("rehearse", runbook("- { id: d, action: app.deploy, with: { service: w } }"))
                .code())
        .as(typing.complained())
        .isZero();
  }

  @Test
  void aFolderOfJarsCanBeElsewhereToo() throws Exception {
    Files.createDirectory(folder.resolve("jars"));
    Files.writeString(folder.resolve("jars/broken.jar"), "no jar");
    var typing = typing().with("RUNBOOK_PLUGINS", "none:jars");
    assertThat(typing.type("actions", "log").code()).isZero();
    assertThat(typing.complained()).contains("plugin broken.jar is left out");
  }

  @Test
  void whatIsWrongWithItIsSaidWhereItIsUsed() throws Exception {
    action("app.deploy", "effect: big\nundo: { action: git.push }\n", "");
    action("app.back", "undo: { action: jenkins.enable, with: { job: a } }\n", "");
    action("shell.run", "", "");
    var typing = typing();
    var file = runbook("- { id: deploy, action: app.deploy }");
    assertThat(typing.type("check", file).code()).isEqualTo(2);
    assertThat(typing.complained())
        .contains("there is an action `shell.run` already")
        .contains("action `app.deploy` cannot be used: `")
        .contains("app.deploy.yaml:1:9`: `effect` is `read`, `local`, `change` or `unforeseen`")
        .contains("runbook actions app.deploy");
    assertThat(typing.type("actions", "app.back").code()).isEqualTo(2);
    assertThat(typing.complained()).contains("`jenkins.enable` needs a connection");
  }
}

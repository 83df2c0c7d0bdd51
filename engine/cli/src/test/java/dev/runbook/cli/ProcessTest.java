package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: signals, exit codes, streams that close, crashes. */
@Tag("once")
class ProcessTest {
  @TempDir Path folder;

  private Child child = Child.NONE;

  @AfterEach
  void endTheChild() {
    child.end();
  }

  private Child start(String... words) throws IOException {
    child = Child.start(folder, List.of(), words);
    return child;
  }

  private String runbook(String steps) throws IOException {
    Files.writeString(folder.resolve("r.yaml"), "runbook: r\nsteps:\n" + steps.indent(2));
    return folder.resolve("r.yaml").toString();
  }

  @Test
  void nothingIsSaidBesidesWhatIsAskedFor() throws Exception {
    start("--version");
    assertThat(child.exit()).isZero();
    assertThat(child.err()).isEmpty();
    assertThat(child.out()).startsWith("runbook ");
  }

  @Test
  void aDamagedJournalHidesNoOtherRun() throws Exception {
    start("run", runbook("- { id: fine, assert: 1 == 1 }"));
    assertThat(child.exit()).as(child.all()).isZero();
    var damaged = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    var journal = folder.resolve("state/runs/" + damaged + "/journal.jsonl");
    Files.writeString(journal, Files.readString(journal).replaceFirst("fine", "evil"));
    start("run", runbook("- { id: ask, gate: { ask: 'Go on?' } }"));
    assertThat(child.exit()).as(child.all()).isEqualTo(3);
    start("runs");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out())
        .contains("waits for a decision: ask")
        .containsPattern(damaged + " +damaged");
    assertThat(child.err())
        .contains("journal.jsonl` is damaged in line", "= hint: put back the file");
    start("runs", "--output", "json");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("\"damaged\":[{\"run\":\"" + damaged + "\"");
    start("resume");
    assertThat(child.exit()).as(child.all()).isEqualTo(3);
    assertThat(child.err()).contains("journal.jsonl` is damaged in line");
  }

  @Test
  void theFirstCtrlCEndsAWaitAndTellsHowToGoOn() throws Exception {
    start("run", runbook("- { id: rest, wait: 1h }"));
    child.awaitOut("goes on in");
    child.signal("INT");
    assertThat(child.exit()).isEqualTo(130);
    assertThat(child.out()).contains("was interrupted", "runbook resume ");
    assertThat(child.err()).isEmpty();
  }

  @Test
  void aTerminationAndAHangUpAreTold() throws Exception {
    start("run", runbook("- { id: rest, wait: 1h }"));
    child.awaitOut("goes on in");
    child.signal("TERM");
    assertThat(child.exit()).isEqualTo(143);
    start("run", runbook("- { id: rest, wait: 1h }"));
    child.awaitOut("goes on in");
    child.signal("HUP");
    assertThat(child.exit()).isEqualTo(129);
  }

  @Test
  void theSecondCtrlCEndsWhatIsInFlight() throws Exception {
    start(
        "run",
        runbook("- { id: work, action: shell.run, with: { command: 'echo on; sleep 600' } }"));
    child.awaitOut("         on");
    child.signal("INT");
    child.awaitOut("still running: work");
    child.signal("INT");
    assertThat(child.exit()).isEqualTo(130);
    assertThat(child.out()).contains("runbook resume ");
  }

  @Test
  void aRunThatWasKilledGoesOnWithoutDoingAgainWhatWasDone() throws Exception {
    var file =
        runbook(
            """
            - { id: once, action: shell.run, with: { command: 'echo once >> done' } }
            - id: long
              on_resume: rerun
              action: shell.run
              with: { command: 'echo on; test -e flag || sleep 600' }
            - { id: last, action: shell.run, with: { command: 'echo last >> done' } }
            """);
    start("run", file);
    child.awaitOut("         on");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    Files.createFile(folder.resolve("flag"));
    start("resume");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(folder.resolve("done")).hasContent("once\nlast");
  }

  @Test
  void whatIsLeftOfAStepThatIsCalledDoneIsEnded() throws Exception {
    var file =
        runbook(
            """
            - id: long
              action: shell.run
              with: { command: 'echo $$ > pid; echo on; exec sleep 600' }
            - { id: last, action: shell.run, with: { command: 'echo last > done' } }
            """);
    start("run", file);
    child.awaitOut("         on");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    var left = Path.of("/proc", Files.readString(folder.resolve("pid")).strip(), "stat");
    assertThat(left).exists();
    start("resume", run);
    assertThat(child.exit()).isEqualTo(3);
    assertThat(child.out()).contains("Still running: `", "whatever else you say ends it first");
    assertThat(left).exists();
    start("decide", run, "long", "--as", "done");
    assertThat(child.exit()).as(child.all()).isZero();
    start("resume", run);
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("left from before");
    assertThat(folder.resolve("done")).hasContent("last");
    assertThat(!Files.exists(left) || Files.readString(left).contains(") Z ")).isTrue();
  }

  @Test
  void whatIsLeftOfAStepMayEndByItselfBeforeAnybodySaysWhatItDid() throws Exception {
    var file =
        runbook(
            """
            - id: long
              action: shell.run
              with: { command: 'echo on; until test -e flag; do sleep 0.05; done; echo by itself > done' }
            - { id: last, action: shell.run, with: { command: 'echo last >> done' } }
            """);
    start("run", file);
    child.awaitOut("         on");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    start("resume", run);
    assertThat(child.exit()).isEqualTo(3);
    assertThat(child.out()).contains("long --as 'rerun|done|failed|wait'");
    assertThat(start("decide", run, "long", "--as", "wait").exit()).as(child.all()).isZero();
    start("resume", run);
    child.awaitOut(" has ended; looks again ");
    Files.createFile(folder.resolve("flag"));
    assertThat(child.exit()).as(child.all()).isEqualTo(3);
    assertThat(child.out()).contains("long --as 'rerun|done|failed' ");
    assertThat(start("decide", run, "long", "--as", "done").exit()).as(child.all()).isZero();
    assertThat(start("resume", run).exit()).as(child.all()).isZero();
    assertThat(folder.resolve("done")).hasContent("by itself\nlast");
  }

  @Test
  void whetherAStepIsDoneIsAskedOnceNothingOfItGoesOn() throws Exception {
    // The program that is left would do its work just after it was found undone.
    var file =
        runbook(
            """
            - id: work
              done_if:
                action: shell.run
                with:
                  command: |
                    test -e done && echo yes || echo no
                    test ! -e pid || touch asked
                    while test -e pid && kill -0 $(cat pid) && ! test -e done; do sleep 0.05; done
                is: output.stdout == 'yes'
              action: shell.run
              with: { command: 'echo $$ > pid; echo on; until test -e asked; do sleep 0.05; done; echo once >> done' }
            """);
    start("run", file);
    child.awaitOut("         on");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    start("resume");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(folder.resolve("done")).hasContent("once");
  }

  @Test
  void whatIsLeftOfAStepThatIsSkippedIsEnded() throws Exception {
    var file =
        runbook(
            """
            - id: work
              on_resume: skip
              action: shell.run
              with: { command: 'echo on; exec sleep 600' }
            """);
    start("run", file);
    child.awaitOut("         on");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    start("resume");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(Child.marked(folder).alive()).isEmpty();
  }

  @Test
  void whatIsLeftOfAQuestionIsEndedBeforeItIsAskedAgain() throws Exception {
    var file =
        runbook(
            """
            - id: work
              done_if:
                action: shell.run
                with: { command: 'echo asking; test -e flag || exec sleep 600' }
                is: output.exit_code == 1
              action: shell.run
              with: { command: echo once >> done }
            """);
    start("run", file);
    child.awaitOut("         asking");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    Files.createFile(folder.resolve("flag"));
    start("resume");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(folder.resolve("done")).hasContent("once");
    assertThat(Child.marked(folder).alive()).isEmpty();
  }

  @Test
  void whatIsLeftOfAKilledRunEndsBeforeACancelCleansUp() throws Exception {
    var file =
        runbook(
            """
            - id: g
              steps:
                - id: long
                  action: shell.run
                  with: { command: 'echo $$ > pid; echo on; exec sleep 600' }
              always:
                - id: tidy
                  action: shell.run
                  with: { command: 'test ! -s /proc/$(cat pid)/cmdline && echo alone; sleep 600' }
            """);
    start("run", file);
    child.awaitOut("         on");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    start("cancel", run);
    child.awaitOut("         alone");
    assertThat(child.out()).contains("run " + run + " is cancelled", "left from before");
    child.signal("TERM");
    assertThat(child.exit()).as(child.all()).isEqualTo(143);
    assertThat(child.out())
        .contains("was interrupted while it was cancelled", "runbook cancel " + run);
  }

  @Test
  void whatIsLeftOfAKilledRunEndsBeforeItIsTakenBack() throws Exception {
    var file =
        runbook(
            """
            - id: first
              action: shell.run
              with: { command: echo first }
              undo:
                action: shell.run
                with: { command: 'test ! -s /proc/$(cat pid)/cmdline && echo alone' }
            - id: long
              action: shell.run
              with: { command: 'echo $$ > pid; echo on; exec sleep 600' }
            """);
    start("run", file);
    child.awaitOut("         on");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    start("rollback", run, "--yes");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("left from before", "         alone");
  }

  @Test
  void whatTheProgramOfASecretSaysWhenItFailsIsShownWithoutSecrets() throws Exception {
    Files.writeString(folder.resolve("first"), "sesame-open");
    Files.writeString(
        folder.resolve("s.yaml"),
        """
        runbook: s
        secrets:
          first: { file: first }
          token: { command: [sh, -c, 'echo half-a-secret; echo no half-a-secret by sesame-open >&2; exit 3'] }
        steps:
          - id: a
            action: shell.run
            with: { command: 'true', env: { A: '${secrets.first}', T: '${secrets.token}' } }
        """);
    start("run", folder.resolve("s.yaml").toString());
    assertThat(child.exit()).isEqualTo(2);
    assertThat(child.err())
        .contains("secret `token` is missing: `sh` ended with exit code 3")
        .contains("hint: it said: no *** by ***");
  }

  @Test
  void theProgramOfASecretEndsWithTheCommandThatWaitsForIt() throws Exception {
    Files.writeString(
        folder.resolve("s.yaml"),
        """
        runbook: s
        secrets: { token: { command: [sh, -c, 'echo $$ > pid.new; mv pid.new pid; exec sleep 600'] } }
        steps:
          - { id: a, action: shell.run, with: { command: 'true', env: { T: '${secrets.token}' } } }
        """);
    start("run", folder.resolve("s.yaml").toString());
    child.awaitFile(folder.resolve("pid"));
    var program = Path.of("/proc", Files.readString(folder.resolve("pid")).strip(), "stat");
    child.signal("INT");
    assertThat(child.exit()).isEqualTo(130);
    assertThat(!Files.exists(program) || Files.readString(program).contains(") Z ")).isTrue();
  }

  @Test
  void whatAnUndoPrintedIsFoundByTheCommandThatIsNamed() throws Exception {
    var file =
        runbook(
            """
            - id: a
              action: shell.run
              with: { command: echo forth }
              undo: { action: shell.run, with: { command: 'echo it sticks; exit 1' } }
            """);
    start("run", file);
    assertThat(child.exit()).as(child.all()).isZero();
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    start("rollback", run, "--yes");
    assertThat(child.exit()).as(child.all()).isEqualTo(1);
    assertThat(child.out()).contains("runbook logs " + run + " undo:a");
    start("show", run);
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("runbook logs " + run + " undo:a");
    start("logs", run, "undo:a");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).isEqualTo("it sticks\n");
  }

  @Test
  void aTemplateIsTheOneThatTheRunReadWhenItBegan() throws Exception {
    Files.writeString(folder.resolve("page.txt"), "by ${run.operator}\n$${left}\n");
    var file =
        runbook(
            """
            - { id: review, gate: { ask: Go on? } }
            - { id: page, action: file.write, with: { path: page, template: page.txt } }
            """);
    start("run", file);
    assertThat(child.exit()).isEqualTo(3);
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    Files.writeString(folder.resolve("page.txt"), "another");
    start("approve", run, "review");
    assertThat(child.exit()).as(child.all()).isZero();
    start("resume", run);
    assertThat(child.exit()).as(child.all()).isZero();
    var user = System.getProperty("user.name");
    assertThat(folder.resolve("page")).hasContent("by " + user + "\n${left}\n");
    start("rollback", run, "--yes");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(folder.resolve("page")).doesNotExist();
  }

  @Test
  void theWordsOfACommandReachTheProgramAsTheyAreWritten() throws Exception {
    var file =
        runbook(
            """
            - id: words
              action: shell.run
              with:
                command: [printf, '%s|', 1e3, 007, 1.0, 0x1F, yes, true, 1_000, .5, "a b"]
            - id: env
              action: shell.run
              with: { command: 'echo $A $B $C $D', env: { A: 1e3, B: 007, C: 1.0, D: true } }
            """);
    start("run", file);
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("1e3|007|1.0|0x1F|yes|true|1_000|.5|a b|", "1e3 007 1.0 true");
  }

  @Test
  void aRunIsCarriedOutByOneProcessAtATime() throws Exception {
    start("run", runbook("- { id: rest, wait: 1h }"));
    child.awaitOut("goes on in");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    var other = Child.start(folder, List.of(), "resume", run);
    assertThat(other.exit()).isEqualTo(4);
    assertThat(other.err()).contains("is carried out by another process");
    child.signal("INT");
    assertThat(child.exit()).isEqualTo(130);
  }

  @Test
  void aReaderThatGoesAwayDoesNotEndTheRun() throws Exception {
    start(
        "run",
        runbook(
            """
            - { id: talk, action: shell.run, with: { command: 'seq 1 20000' } }
            - { id: last, action: shell.run, with: { command: 'echo last > done' } }
            """));
    child.closeOut();
    assertThat(child.exit()).isZero();
    assertThat(folder.resolve("done")).hasContent("last");
  }

  @Test
  void withoutATerminalAGatePausesTheRun() throws Exception {
    start("run", runbook("- { id: review, gate: { ask: Go on? } }"));
    assertThat(child.exit()).isEqualTo(3);
    assertThat(child.out()).contains("runbook approve ");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    assertThat(start("approve", run).exit()).isZero();
    assertThat(start("resume", run).exit()).as(child.all()).isZero();
  }

  @Test
  void aGateThatWaitsTakesADecisionFromElsewhere() throws Exception {
    start("run", "--wait", runbook("- { id: review, gate: { ask: Go on? } }"));
    child.awaitOut("no step follows");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    var other = Child.start(folder, List.of(), "approve", run);
    assertThat(other.exit()).as(other.all()).isZero();
    assertThat(child.exit()).as(child.all()).isZero();
  }

  @Test
  void checkAndHelpLoadNoLibraryOfExpressionsOrPlugins() throws Exception {
    var file =
        runbook(
            """
            - id: clone
              action: git.init
              with: { path: "${run.dir + '/x'}" }
            - id: hello
              when: steps.clone.outputs.created == true
              action: log.print
              with: { message: "${join(['a', 'b'], ' ')}" }
            """);
    for (var words : List.of(List.of("check", file), List.of("run", "--help"))) {
      child = Child.start(folder, List.of("-Xlog:class+load"), words.toArray(String[]::new));
      assertThat(child.exit()).as(child.all()).isZero();
      assertThat(child.out())
          .doesNotContain("org.eclipse.jgit", "com.jcraft", "okhttp3", "kotlin.");
    }
  }
}

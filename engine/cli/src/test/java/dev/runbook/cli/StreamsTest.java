package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.console.Exit;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terminals that go away, readers that are slow, streams that are closed. */
@Tag("once")
@Timeout(120)
class StreamsTest {
  @TempDir Path folder;
  private Typing operator;
  private Child child = Child.NONE;

  @BeforeEach
  void anOperator() {
    operator = new Typing(folder, folder.resolve("state"));
  }

  @AfterEach
  void endTheChild() {
    child.end();
    Child.marked(folder).end();
  }

  private void start(List<String> wrapper, String steps) throws IOException {
    Files.writeString(folder.resolve("r.yaml"), "runbook: r\nsteps:\n" + steps.indent(2));
    child = Child.within(folder, wrapper, "run", "r.yaml");
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script, "sh");
  }

  private String show(String run) {
    operator.type("show", run);
    return operator.printed();
  }

  @ParameterizedTest
  @CsvSource({
    "exec \"$@\" 2>&-, 0",
    "exec \"$@\" <&-, 0",
    "exec \"$@\" >/dev/full, 1",
    "exec \"$@\" >/dev/full 2>&1, 1",
    "'\"$@\" | head -n 1; exit', 0",
    "'\"$@\" 2>&1 | true; exit', 0",
    "exec \"$@\" </dev/full, 0"
  })
  void aRunComesToItsEndWhateverBecomesOfItsStreams(String script, int exit) throws Exception {
    start(
        shell(script),
        """
        - { id: talk, action: shell.run, with: { command: seq 20000 } }
        - { id: last, action: shell.run, with: { command: echo last >> done } }
        """);
    assertThat(child.exit()).as(child.all()).isEqualTo(exit);
    assertThat(folder.resolve("done")).hasContent("last");
    assertThat(child.err()).doesNotContain("java.", "Exception", "bug");
  }

  @Test
  void aRunGoesOnWhileNobodyReadsWhatItPrintsAndNothingOfItIsLost() throws Exception {
    assertThat(SmallDisk.did("mkfifo", folder.resolve("out").toString())).isTrue();
    start(
        shell("exec \"$@\" >out"),
        """
        - { id: talk, action: shell.run, with: { command: seq 100000 } }
        - { id: last, action: shell.run, with: { command: echo last >> done } }
        """);
    try (var out = new FileInputStream(folder.resolve("out").toFile())) {
      child.awaitFile(folder.resolve("done"));
      var printed = new String(new BufferedInputStream(out).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(printed.lines().filter(line -> line.matches(" +\\d+")).count()).isEqualTo(100_000);
      assertThat(printed).containsPattern("run \\S+ succeeded");
    }
    assertThat(child.exit()).isZero();
  }

  @Test
  void aRunThatNobodyReadsEndsWhenItIsTold() throws Exception {
    assertThat(SmallDisk.did("mkfifo", folder.resolve("out").toString())).isTrue();
    start(
        shell("exec \"$@\" >out 2>&1"),
        """
        - { id: talk, action: shell.run, with: { command: 'touch on; exec yes 0123456789' } }
        """);
    try (var out = new FileInputStream(folder.resolve("out").toFile())) {
      child.awaitFile(folder.resolve("on"));
      assertThat(out.read()).isEqualTo('r');
      child.signal("TERM");
      assertThat(child.exit()).isEqualTo(143);
    }
    assertThat(Child.marked(folder).alive()).isEmpty();
  }

  @Test
  void aRunWhoseTerminalGoesAwayIsInterruptedAndItsProgramsEnd() throws Exception {
    start(
        shell("exec " + terminal("")),
        """
        - { id: work, action: shell.run, with: { command: 'echo on; exec sleep 600' } }
        """);
    child.awaitOut("         on");
    var run = child.run();
    awaitEndWithoutTerminal(run);
    assertThat(Child.marked(folder).alive()).isEmpty();
    assertThat(show(run)).contains("interrupted", "runbook resume " + run);
  }

  @Test
  void aRunThatHeedsNoHangUpComesToItsEndWithoutItsTerminal() throws Exception {
    start(
        shell("exec " + terminal("trap '' HUP; ")),
        """
        - { id: work, action: shell.run, with: { command: 'echo on; until test -e gone; do sleep 0.05; done; seq 1000' } }
        - { id: last, action: shell.run, with: { command: echo last >> done } }
        """);
    child.awaitOut("         on");
    var run = child.run();
    awaitEndWithoutTerminal(run);
    assertThat(folder.resolve("done")).hasContent("last");
    assertThat(show(run)).contains("succeeded");
  }

  @Test
  void ctrlCThatIsTypedStopsARunAndTypedAgainEndsItsPrograms() throws Exception {
    var typed = "until test -e %s; do sleep 0.05; done; printf '\\003'; ";
    start(
        shell("{ " + typed.formatted("once") + typed.formatted("twice") + "} | " + terminal("")),
        """
        - { id: work, action: shell.run, with: { command: 'trap "" INT; echo on; exec sleep 600' } }
        """);
    child.awaitOut("         on");
    Files.createFile(folder.resolve("once"));
    child.awaitOut("still running: work");
    Files.createFile(folder.resolve("twice"));
    assertThat(child.exit()).as(child.all()).isEqualTo(130);
    assertThat(child.out()).contains("was interrupted and can be resumed");
    assertThat(Child.marked(folder).alive()).isEmpty();
  }

  /** Returns what gives the words of a shell a terminal, which goes away with it. */
  private static String terminal(String before) {
    return "script -qec \"" + before + "exec $(printf \"'%s' \" \"$@\")\" /dev/null";
  }

  /** Takes its terminal away. */
  private void awaitEndWithoutTerminal(String run) throws Exception {
    var engine = engine();
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    Files.createFile(folder.resolve("gone"));
    engine.onExit().get(60, TimeUnit.SECONDS);
    assertThat(operator.type("verify", run)).isEqualTo(Exit.SUCCEEDED);
    operator.printed();
  }

  /** The process that the terminal belongs to. */
  private ProcessHandle engine() {
    var pid =
        Child.marked(folder).alive().stream()
            .filter(process -> process.matches("\\d+ \\S+/bin/java .*"))
            .map(process -> Long.parseLong(process.substring(0, process.indexOf(' '))))
            .findFirst();
    return ProcessHandle.of(pid.orElseThrow()).orElseThrow();
  }
}

package dev.runbook.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.runbook.journal.Commands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told to type is understood, by a shell and by the command line. */
class PrintedCommandsTest {
  private static final String STATE = "/srv/our runs; $HOME";
  private static final String STEP = "images[15,it's]/push";
  private static final Commands COMMANDS = new Commands(List.of("--state", STATE));

  /**
   * A command line.
   *
   * @param words that the program gets, without the options
   */
  record Printed(String line, List<String> words) {}

  private static Printed printed(String line, String... words) {
    return new Printed(line, List.of(words));
  }

  static List<Printed> all() {
    return List.of(
        printed(COMMANDS.resume("r1"), "resume", "r1"),
        printed(COMMANDS.redo("r1", STEP), "resume", "r1", "--redo", STEP),
        printed(COMMANDS.rollback("r1"), "rollback", "r1"),
        printed(COMMANDS.show("r1"), "show", "r1"),
        printed(COMMANDS.follow("r1"), "show", "r1", "--follow"),
        printed(COMMANDS.await("r1"), "wait", "r1"),
        printed(COMMANDS.logs("r1", STEP), "logs", "r1", STEP),
        printed(COMMANDS.runs(), "runs"),
        printed(COMMANDS.begin(Path.of("/a b/c.yaml")), "run", "/a b/c.yaml"),
        printed(
            COMMANDS.decide("r1", STEP, List.of("approve", "reject"), List.of("why")),
            "approve",
            "r1",
            STEP,
            "--field",
            "why=..."),
        printed(
            COMMANDS.decide("r1", "g", List.of("keep", "drop"), List.of()),
            "decide",
            "r1",
            "g",
            "--choice",
            "keep|drop",
            "--comment",
            "..."),
        printed(
            COMMANDS.settle("r1", STEP, List.of("rerun", "done")),
            "decide",
            "r1",
            STEP,
            "--as",
            "rerun|done",
            "--comment",
            "..."));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aShellAndTheCommandLineTakeItAsItIsMeant(Printed printed) throws Exception {
    var words = words(printed.line());
    assertThat(words)
        .startsWith(printed.words().toArray(String[]::new))
        .contains("--state", STATE)
        .hasSize(printed.words().size() + 2);
    var command = dev.runbook.cli.command.Commands.named(words.get(0)).orElseThrow().maker().get();
    assertThatCode(() -> CommandReader.read(command.syntax(), words.subList(1, words.size())))
        .doesNotThrowAnyException();
  }

  /** Returns what a shell gives the program. */
  private static List<String> words(String line) throws Exception {
    var script = "runbook() { for word; do printf '%s\\n' \"$word\"; done; }\n" + line;
    var shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}

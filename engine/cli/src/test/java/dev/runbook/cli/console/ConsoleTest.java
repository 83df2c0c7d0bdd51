package dev.runbook.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Typing;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.text.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Diagnostic PROBLEM =
      Diagnostic.error(Source.of("a.yaml", "x: y\n").span(0, 1), "unknown key `x`", "leave it out");

  private final Typing typing = new Typing(Path.of("."), Path.of("."));

  @Test
  void problemsArePlainWithoutATerminal() {
    typing.console().report(PROBLEM);
    assertThat(typing.complained()).startsWith("error: unknown key `x`\n").doesNotContain("\u001b");
  }

  @Test
  void problemsAreColouredOnATerminal() {
    typing.atTerminal(nothing()).console().report(PROBLEM);
    assertThat(typing.complained())
        .startsWith("\u001b[1;31merror:\u001b[0m")
        .contains("1 | x: y\n")
        .contains("| \u001b[1;31m^\u001b[0m\n");
  }

  @Test
  void noColorIsHonoured() {
    typing.with("NO_COLOR", "1").atTerminal(nothing()).console().report(PROBLEM);
    assertThat(typing.complained()).doesNotContain("\u001b");
  }

  @Test
  void aDumbTerminalGetsNoColourAndNoLiveLine() {
    var console = typing.with("TERM", "dumb").atTerminal(nothing()).console();
    assertThat(console.style()).isEqualTo(Style.PLAIN);
    assertThat(console.isLive()).isFalse();
  }

  @Test
  void aStreamThatNobodyReadsAnyMoreEndsNothing() {
    var closed =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("broken pipe");
              }
            },
            false,
            StandardCharsets.UTF_8);
    var around =
        new Surroundings(
            nothing(),
            closed,
            closed,
            Terminals.NONE,
            Map.of(),
            Path.of("/"),
            InstantSource.system());
    var console = new Console(around);
    console.line("hello");
    console.report(PROBLEM);
    assertThat(closed.checkError()).isTrue();
  }

  private static InputStream nothing() {
    return new ByteArrayInputStream(new byte[0]);
  }
}

package dev.runbook.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeyboardTest {

  @Test
  void linesComeInOrderAndThenTheEndForGood() throws InterruptedException {
    var in = new ByteArrayInputStream("yes\nno\n".getBytes(StandardCharsets.UTF_8));
    var keyboard = new Keyboard(in);
    assertThat(keyboard.line(() -> false)).contains("yes");
    assertThat(keyboard.line(() -> false)).contains("no");
    assertThat(keyboard.line(() -> false)).isEmpty();
    assertThat(keyboard.line(() -> false)).isEmpty();
  }

  @Test
  void waitingEndsWhenItIsOver() throws InterruptedException, IOException {
    try (var silent = new PipedInputStream();
        var writer = new PipedOutputStream(silent)) {
      assertThat(new Keyboard(silent).line(() -> true)).isEmpty();
      assertThat(writer).isNotNull();
    }
  }

  @Test
  void aTerminalThatGoesAwayIsTheEnd() throws InterruptedException, IOException {
    var gone = new PipedInputStream();
    gone.close();
    assertThat(new Keyboard(gone).line(() -> false)).isEmpty();
  }
}

package dev.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runbooks with a few characters wrong: whatever they say, the loader says what is wrong. */
@Tag("once")
class MutatedInputTest {
  private static final String[] PIECES = {
    "",
    "",
    "\n",
    " ",
    "\t",
    ":",
    ": ",
    "- ",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    "${",
    "}",
    "#",
    "&a ",
    "*a",
    "!x ",
    "|",
    ">",
    "%",
    "@",
    "`",
    "?",
    ",",
    "\\",
    "\u0000",
    "\u00e9",
    "\ud83d\ude00",
    "\r",
    "---\n",
    "...\n",
    "<<: ",
    "null",
    "~",
    "0x",
    "\u2028",
    "\ufeff",
    "  "
  };

  private final Random random = new Random(20261124);

  @Test
  @Timeout(120)
  void nothingIsThrownAndEveryPlaceIsInTheText() throws IOException {
    for (var file : Golden.files("errors", ".yaml")) {
      var text = Files.readString(file);
      for (var i = 0; i < 25; i++) {
        mustBeTold(mutated(text));
      }
    }
  }

  private String mutated(String text) {
    var mutated = new StringBuilder(text);
    for (var times = 1 + random.nextInt(4); times > 0; times--) {
      var at = random.nextInt(mutated.length() + 1);
      var end = Math.min(mutated.length(), at + (random.nextBoolean() ? 0 : random.nextInt(6)));
      mutated.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
    }
    return mutated.toString();
  }

  private static void mustBeTold(String text) {
    var problems = new Problems();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      new Loader(problems, path -> bytes).salvage(Path.of("demo.yaml"));
      for (var each : problems.inFileOrder()) {
        assertThat(place(each)).isBetween(0, text.length());
        assertThat(Report.of(each)).startsWith(each.isError() ? "error: " : "warning: ");
      }
    } catch (RuntimeException e) {
      throw new AssertionError("thrown for:\n" + text, e);
    }
  }

  private static int place(Diagnostic diagnostic) {
    return diagnostic.span() == null ? 0 : diagnostic.span().start();
  }
}

package dev.runbook.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
  @TempDir Path folder;

  @Test
  void aLineIsHandedOverOnceItIsWhole() throws IOException {
    var file = folder.resolve("log");
    var tail = new Tail(file);
    assertThat(next(tail)).isEmpty();
    Files.writeString(file, "one\ntw");
    assertThat(next(tail)).containsExactly("one");
    Files.writeString(file, "o\n\nthree\n", StandardOpenOption.APPEND);
    assertThat(next(tail)).containsExactly("two", "", "three");
    assertThat(next(tail)).isEmpty();
  }

  @Test
  void longLogsAreReadInParts() throws IOException {
    var file = folder.resolve("log");
    var line = "ä".repeat(999);
    Files.writeString(file, (line + "\n").repeat(2000));
    assertThat(next(new Tail(file))).hasSize(2000).containsOnly(line);
  }

  @Test
  void aLineWithoutEndIsCut() throws IOException {
    var file = folder.resolve("log");
    Files.writeString(file, "x".repeat(3 << 20));
    assertThat(next(new Tail(file)))
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.length() <= 1 << 20);
  }

  private static List<String> next(Tail tail) throws IOException {
    var lines = new ArrayList<String>();
    tail.lines(lines::add);
    return lines;
  }
}

package dev.runbook.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LineOutputTest {
  private final List<String> given = new ArrayList<>();

  private List<String> together(String... chunks) {
    write(LineOutput.together(given::add, 64), chunks);
    return given;
  }

  private static void write(LineOutput lines, String... chunks) {
    for (var chunk : chunks) {
      var bytes = chunk.getBytes(StandardCharsets.UTF_8);
      lines.write(bytes, 0, bytes.length);
    }
    lines.close();
  }

  @Test
  void linesThatComeTogetherAreGivenOutTogether() {
    assertThat(together("one\ntwo\n\nthree\nfo", "ur\nfive\nsix\n", "seven"))
        .containsExactly("one\ntwo\n\nthree", "four", "five\nsix", "seven");
  }

  @Test
  void aProgressBarIsSeenWhileItMoves() {
    assertThat(together("begin\nnext\n10%\r20%\r", "30%\r\n", "\nend\n"))
        .containsExactly("begin\nnext", "10%", "20%", "30%", "\nend");
  }

  @Test
  void aLongLineIsGivenOutInPieces() {
    assertThat(together("short\n" + "x".repeat(100) + "\nshort\n"))
        .containsExactly("short", "x".repeat(64), "x".repeat(36) + "\nshort");
  }

  @Test
  void aCharacterIsNotCutThoughAPieceEndsInIt() {
    var text = "x".repeat(63) + "€y\n";
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (var cut = 60; cut < bytes.length; cut++) {
      given.clear();
      var lines = LineOutput.together(given::add, 64);
      lines.write(bytes, 0, cut);
      lines.write(bytes, cut, bytes.length - cut);
      lines.close();
      assertThat(given).as("cut at %d", cut).containsExactly("x".repeat(63) + "€", "y");
    }
  }

  @Test
  void togetherAndOneByOneAreTheSameLines() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    for (var i = 0; i < 2000; i++) {
      var chunks = chunks(random);
      assertThat(lines(chunks, one -> LineOutput.together(one, 16)))
          .as("seed %d: %s", seed, List.of(chunks))
          .isEqualTo(lines(chunks, one -> new LineOutput(one, 16)));
    }
  }

  private static String[] chunks(Random random) {
    return random
        .ints(random.nextInt(1, 6), 0, 24)
        .mapToObj(length -> chunk(random, length))
        .toArray(String[]::new);
  }

  private static String chunk(Random random, int length) {
    return random
        .ints(length, 0, 6)
        .mapToObj(i -> List.of("a", "b", "ä", "\n", "\n", "\r").get(i))
        .collect(Collectors.joining());
  }

  private interface Cutting {
    LineOutput giving(Consumer<String> lines);
  }

  private static List<String> lines(String[] chunks, Cutting cutting) {
    var lines = new ArrayList<String>();
    write(cutting.giving(text -> lines.addAll(List.of(text.split("\n", -1)))), chunks);
    return lines;
  }
}

package dev.runbook.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random secrets in random texts that come in random pieces, against a plain reference, for some
 * seconds. Longer, or again from a seed that failed: {@code -Dmasker.seconds=600 -Dmasker.seed=7}.
 */
class MaskerFuzzTest {
  private static final int SECONDS = Integer.getInteger("masker.seconds", 3);
  private static final long SEED = Long.getLong("masker.seed", System.nanoTime());
  private static final String ALPHABET =
      "abcABC0123456789+/=-_.~ \t\"'\\$`!%&<>{}[]()#*?;|^,:@äß€𝄞\u0001\u2028";
  private static final String BASE64 = "(?<=[A-Za-z0-9+/_-]{48})(?:[\\r\\n]|\\\\[nr])+[ \\t]*";

  private static final List<UnaryOperator<String>> ENCODINGS =
      List.of(
          text -> text,
          Json::write,
          text -> Json.write(Json.write(text)),
          text -> "'" + text.replace("'", "'\\''") + "'",
          text -> "'" + text.replace("'", "'\"'\"'") + "'",
          text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
          text -> HexFormat.of().formatHex(bytes(text)),
          text -> HexFormat.of().formatHex(bytes(text)).toUpperCase(Locale.ROOT),
          text -> wrapped(HexFormat.of().formatHex(bytes(text)), 60),
          text -> Base64.getEncoder().encodeToString(bytes(text)),
          text -> Base64.getEncoder().encodeToString(bytes("u" + text)),
          text -> Base64.getEncoder().encodeToString(bytes("us" + text)),
          text -> Base64.getUrlEncoder().encodeToString(bytes("us" + text)),
          text -> Base64.getMimeEncoder().encodeToString(bytes("x".repeat(58) + text)),
          text -> wrapped(Base64.getEncoder().encodeToString(bytes("y".repeat(40) + text)), 64),
          text -> wrapped(Base64.getEncoder().encodeToString(bytes("y".repeat(40) + text)), 76));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String wrapped(String text, int columns) {
    return text.replaceAll("(.{" + columns + "})(?=.)", "$1\n");
  }

  @Test
  void itMasksWhatAPlainReferenceMasksHoweverItComes() throws IOException {
    var end = System.nanoTime() + SECONDS * 1_000_000_000L;
    for (var seed = SEED; System.nanoTime() < end; seed++) {
      try {
        new Round(new Random(seed)).play();
      } catch (AssertionError e) {
        throw new AssertionError("-Dmasker.seed=" + seed, e);
      }
    }
  }

  /** One set of secrets, and texts with them. */
  private static final class Round {
    private final Random random;
    private final LinkedHashMap<String, String> secrets = new LinkedHashMap<>();
    private final Masker masker = new Masker();
    private final Reference reference;

    Round(Random random) {
      this.random = random;
      var count = 1 + random.nextInt(4);
      while (secrets.size() < count) {
        secrets.put("s" + secrets.size(), secret());
      }
      masker.add(secrets.values());
      this.reference = new Reference(secrets.values());
    }

    private String secret() {
      var known = new ArrayList<>(secrets.values());
      if (!known.isEmpty() && random.nextInt(4) == 0) {
        var other = known.get(random.nextInt(known.size()));
        return random.nextBoolean()
            ? word(3) + other + word(3)
            : other.substring(
                    0, other.offsetByCodePoints(0, 1 + other.codePointCount(0, other.length()) / 2))
                + word(6);
      }
      var length = random.nextInt(8) == 0 ? 60 + random.nextInt(500) : 6 + random.nextInt(30);
      var lines = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
      var secret = new StringBuilder(word(length));
      for (var i = 0; i < lines; i++) {
        secret.append(random.nextInt(5) == 0 ? "\r\n" : "\n").append(word(random.nextInt(70)));
      }
      return secret.toString();
    }

    private String word(int length) {
      var narrow = random.nextInt(3) == 0 ? "ab" : ALPHABET;
      var word = new StringBuilder();
      var points = narrow.codePoints().toArray();
      for (var i = 0; i < length; i++) {
        word.appendCodePoint(points[random.nextInt(points.length)]);
      }
      return word.toString();
    }

    void play() throws IOException {
      for (var i = 0; i < 20; i++) {
        var text = text();
        var expected = reference.masked(text);
        var masked = new ByteArrayOutputStream();
        try (var out = masker.masking(masked)) {
          var all = bytes(text);
          for (var from = 0; from < all.length; ) {
            var length =
                Math.min(all.length - from, 1 + random.nextInt(random.nextBoolean() ? 3 : 90));
            out.write(all, from, length);
            from += length;
          }
        }
        assertThat(masked.toString(StandardCharsets.UTF_8))
            .as("%s in %s", secrets, text)
            .isEqualTo(expected);
        assertThat(masker.mask(text)).isEqualTo(expected);
        var places = new ArrayList<String>();
        new SecretSearch(secrets)
            .search(
                new ByteArrayInputStream(bytes(text)),
                (line, column, names) -> {
                  assertThat(names.names()).as("%s in %s", secrets, text).isNotEmpty();
                  places.add(line + ":" + column);
                });
        assertThat(places).isEqualTo(reference.places(text));
      }
    }

    private String text() {
      var known = new ArrayList<>(secrets.values());
      var text = new StringBuilder();
      for (var i = random.nextInt(6); i >= 0; i--) {
        var secret = known.get(random.nextInt(known.size()));
        var form = ENCODINGS.get(random.nextInt(ENCODINGS.size())).apply(secret);
        switch (random.nextInt(6)) {
          case 0 -> form = form.substring(0, random.nextInt(form.length() + 1)) + "..";
          case 1 -> form = form.substring(random.nextInt(form.length()));
          default -> text.append(random.nextBoolean() ? " " : word(random.nextInt(9)));
        }
        text.append(form).append(random.nextInt(3) == 0 ? "\n" : "");
      }
      return new String(bytes(text.toString()), StandardCharsets.UTF_8); // no halves of characters
    }
  }

  /** Marks all bytes that some form of some secret covers, by regular expressions. */
  private static final class Reference {
    private final List<Pattern> patterns = new ArrayList<>();

    Reference(Iterable<String> secrets) {
      var all = new ArrayList<String>();
      secrets.forEach(all::add);
      var forms = SecretForms.of(all);
      forms.plain().forEach(form -> add(form, ""));
      forms.wrapped().forEach(form -> add(form, "(?:" + BASE64 + ")?"));
    }

    private void add(String form, String between) {
      var characters =
          latin(bytes(form)).chars().mapToObj(c -> Pattern.quote("" + (char) c)).toList();
      patterns.add(Pattern.compile(String.join(between, characters), Pattern.DOTALL));
      var nested = "";
      for (var i = characters.size() - 1; i >= 4; i--) {
        nested = "(?:" + between + characters.get(i) + nested + ")?+";
      }
      patterns.add(
          Pattern.compile(
              String.join(between, characters.subList(0, Math.min(4, characters.size())))
                  + nested
                  + "(?=\\.\\.|(?<=\\.)\\.)",
              Pattern.DOTALL));
    }

    private static String latin(byte[] text) {
      return new String(text, StandardCharsets.ISO_8859_1);
    }

    private BitSet covered(String latin) {
      var covered = new BitSet();
      for (var pattern : patterns) {
        var matcher = pattern.matcher(latin).useTransparentBounds(true);
        for (var from = 0; matcher.find(from); from = matcher.start() + 1) {
          covered.set(matcher.start(), matcher.end());
        }
      }
      return covered;
    }

    String masked(String text) {
      var latin = latin(bytes(text));
      var covered = covered(latin);
      var masked = new StringBuilder();
      for (var i = 0; i < latin.length(); i++) {
        if (!covered.get(i)) {
          masked.append(latin.charAt(i));
        } else if (i == 0 || !covered.get(i - 1)) {
          masked.append("***");
        }
      }
      return new String(
          masked.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    List<String> places(String text) {
      var latin = latin(bytes(text));
      var covered = covered(latin);
      var places = new ArrayList<String>();
      for (var i = covered.nextSetBit(0); i >= 0; i = covered.nextSetBit(covered.nextClearBit(i))) {
        var before = latin.substring(0, i);
        var line = before.chars().filter(c -> c == '\n').count() + 1;
        places.add(line + ":" + (i - before.lastIndexOf('\n')));
      }
      return places;
    }
  }
}

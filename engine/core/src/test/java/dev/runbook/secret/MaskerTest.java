package dev.runbook.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {
  private static final String AWKWARD = "p\"4\\s's/w$ö&r<d>\t#=+ %!";
  private static final String LONG =
      new Random(1)
          .ints(400, '!', '~')
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
  private static final String KEY =
      """
      -----BEGIN KEY-----
      {
        "k": "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDHV2",
        "n": "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ"
      }
      ab=
      """;

  private final Masker masker = new Masker();

  private String masked(String secret, String text) {
    masker.add(List.of(secret));
    return masker.mask(text);
  }

  /** Feeds the stream in pieces of a size. */
  private List<String> streamed(String text, int size) {
    var lines = new ArrayList<String>();
    try (var stream = TextStream.masking(masker, lines::add)) {
      for (var from = 0; from < text.length(); from += size) {
        stream.write(text.substring(from, Math.min(from + size, text.length())));
      }
    }
    return lines;
  }

  @Test
  void aSecretIsMaskedWhereItStands() {
    assertThat(masked("hunter2!", "a hunter2! b, hunter2, xhunter2!x"))
        .isEqualTo("a *** b, hunter2, x***x");
  }

  @Test
  void nothingIsMaskedWithoutSecrets() {
    assertThat(masker.mask("hunter2!")).isEqualTo("hunter2!");
    assertThat(streamed("a\nb", 1)).containsExactly("a", "b");
  }

  @Test
  void aSecretTooShortIsRefused() {
    assertThatThrownBy(() -> masker.add(List.of("12345")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("12345");
  }

  /** What is left of a secret in a form: nothing, or the masks of its pieces. */
  private static void isMasked(String masked) {
    assertThat(masked.replace("***", "").replaceAll("[\\r\\n]|\\\\[rn]|[=]+", "")).isEmpty();
  }

  static List<String> secrets() {
    return List.of("hunter2", AWKWARD, LONG, "ÄÖÜß€𝄞ab", "a/b+c=d~e*f(g)", "  spaced out  ");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void textsOfProgramsAreMasked(String secret) {
    masker.add(List.of(secret));
    var json = "{\"a\":\"" + json(secret, false) + "\"}";
    assertThat(masker.mask(json)).isEqualTo("{\"a\":\"" + rest(secret, "***") + "\"}");
    isMasked(masker.mask(json(secret.strip(), true)));
    isMasked(masker.mask(json(secret.strip(), false).replace("/", "\\/")));
    isMasked(masker.mask(json(json(secret.strip(), false), false)));
  }

  /** Spaces around a secret stay. */
  private static String rest(String secret, String mask) {
    return secret.replace(secret.strip(), mask);
  }

  private static String json(String text, boolean ascii) {
    var json = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\t' -> json.append("\\t");
        case '\n' -> json.append("\\n");
        default -> json.append(ascii && c > '~' ? String.format("\\u%04x", (int) c) : "" + c);
      }
    }
    return json.toString();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void quotedForAShellItIsMasked(String secret) {
    masker.add(List.of(secret));
    var text = secret.strip();
    isMasked(masker.mask(text.replace("'", "'\\''")));
    isMasked(masker.mask(text.replace("'", "'\"'\"'")));
    isMasked(masker.mask(text.replaceAll("([\"$`\\\\])", "\\\\$1")));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void inAnUrlItIsMasked(String secret) {
    masker.add(List.of(secret));
    var form = URLEncoder.encode(secret.strip(), StandardCharsets.UTF_8);
    isMasked(masker.mask(form));
    isMasked(masker.mask(form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~")));
    var lower = new StringBuilder();
    for (var one : secret.strip().getBytes(StandardCharsets.UTF_8)) {
      var isPlain = (one > 0 && Character.isLetterOrDigit(one)) || "-_.~".indexOf(one) >= 0;
      lower.append(isPlain ? "" + (char) one : String.format("%%%02x", one & 0xFF));
    }
    isMasked(masker.mask(lower.toString()));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void inHexItIsMasked(String secret) {
    masker.add(List.of(secret));
    var hex = HexFormat.of().formatHex(secret.strip().getBytes(StandardCharsets.UTF_8));
    isMasked(masker.mask(hex));
    isMasked(masker.mask(hex.toUpperCase(Locale.ROOT)));
    isMasked(masker.mask(wrapped(hex, 60, "\n")));
  }

  private static String wrapped(String text, int columns, String newline) {
    return text.replaceAll("(.{" + columns + "})(?=.)", "$1" + newline.replace("\\", "\\\\"));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void inBase64ItIsMaskedWhateverStandsAround(String secret) {
    masker.add(List.of(secret));
    for (var before : List.of("", "u", "us", "use", "user:", "a longer name than these:")) {
      for (var after : List.of("", "\n", "ab", "abc")) {
        var bytes = (before + secret.strip() + after).getBytes(StandardCharsets.UTF_8);
        for (var encoder :
            List.of(
                Base64.getEncoder(),
                Base64.getUrlEncoder(),
                Base64.getMimeEncoder(),
                Base64.getMimeEncoder(64, new byte[] {'\n'}))) {
          hidesBytes(secret, encoder.encodeToString(bytes));
        }
      }
    }
  }

  /** At most the few bits at the borders, which depend on what stands around, may be left. */
  private void hidesBytes(String secret, String form) {
    var left = masker.mask(form).replaceAll("\\s", "").split("(\\*\\*\\*)+", -1);
    assertThat(left).as("%s in %s", secret, form).hasSize(2);
    var whole = form.replaceAll("\\s", "");
    var hidden = whole.length() - left[0].length() - left[1].length();
    var size = secret.strip().getBytes(StandardCharsets.UTF_8).length;
    assertThat(hidden).isGreaterThanOrEqualTo(size * 8 / 6 - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n    ", "\\n"})
  void wrappedAnywhereItIsMasked(String newline) {
    masker.add(List.of(AWKWARD));
    for (var shift = 40; shift < 76; shift++) {
      var bytes = ("x".repeat(shift) + AWKWARD + "y".repeat(90)).getBytes(StandardCharsets.UTF_8);
      var form = wrapped(Base64.getEncoder().encodeToString(bytes), 76, newline);
      assertThat(masker.mask(form).split("\\*\\*\\*")).as(form).hasSize(2);
    }
  }

  @Test
  void eachLineOfASecretIsMaskedAndTheShortOnesAmongTheOthers() {
    assertThat(masked(KEY, "x\n" + KEY + "y")).isEqualTo("x\n***\n***\n  ***\ny");
  }

  @Test
  void aLineOfASecretIsMaskedAlone() {
    masker.add(List.of(KEY));
    for (var line : KEY.lines().toList()) {
      if (line.strip().length() >= Masker.SHORTEST) {
        assertThat(masker.mask("< " + line + " >").replace(" ", "")).isEqualTo("<***>");
      }
    }
    isMasked(masker.mask(json(KEY.strip(), false)));
    var encoded = Base64.getMimeEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
    assertThat(masker.mask(encoded)).matches("(\\*{3}\\s*)+\\w{0,2}=*"); // the last newline
  }

  @Test
  void aSecretInAnotherIsMasked() {
    masker.add(List.of("secret", "my-secret-key", "key and more"));
    assertThat(masker.mask("my-secret-key")).isEqualTo("***");
    assertThat(masker.mask("my-secret-ke")).isEqualTo("my-***-ke");
    assertThat(masker.mask("my-secret-key and more.")).isEqualTo("***.");
    assertThat(masker.mask("secretsecret")).isEqualTo("***");
    for (var size = 1; size < 12; size++) {
      assertThat(streamed("my-secret-key and more.\nmy-secret-ke\n", size))
          .containsExactly("***.", "my-***-ke");
    }
  }

  @Test
  void theBeginningOfASecretIsMaskedWhereDotsStandForTheRest() {
    masker.add(List.of("hunter2!", "a.b.c.d.e", LONG));
    assertThat(masker.mask("it is hunter2.. and hunt.. and hun.."))
        .isEqualTo("it is ***.. and ***.. and hun..");
    assertThat(masker.mask("a.b.c... hunter2. x")).isEqualTo("***.. hunter2. x");
    assertThat(masker.mask("<" + LONG.substring(0, 150) + "..")).isEqualTo("<***..");
    assertThat(masker.mask("hunter.")).isEqualTo("hunter.");
    for (var size = 1; size < 9; size++) {
      assertThat(streamed("hunter2..\nhunter.\n", size)).containsExactly("***..", "hunter.");
    }
  }

  @Test
  void aSecretIsMaskedThatWasPutOnOneLine() {
    masker.add(List.of("two  blanks\tand a tab"));
    assertThat(masker.mask("<two blanks and a tab>")).isEqualTo("<***>");
  }

  @Test
  void listsMapsAndTheirKeysAreMasked() {
    masker.add(List.of("hunter2"));
    var value = Map.of("a hunter2", Arrays.asList("hunter2", null, 3), "b", Map.of("c", "hunter2"));
    assertThat(masker.maskValue(value))
        .isEqualTo(Map.of("a ***", Arrays.asList("***", null, 3), "b", Map.of("c", "***")));
  }

  @Test
  void aStreamFindsSecretsOverTheBordersOfItsPieces() {
    masker.add(List.of("hunter2!", KEY, "€uro sign"));
    var mime =
        Base64.getMimeEncoder()
            .encodeToString(("u:hunter2!" + KEY).getBytes(StandardCharsets.UTF_8));
    var text = "one hunter2!\r\n" + KEY + "two €uro sign 𝄞\n\nhunter2\n" + mime + "\nend";
    var whole = streamed(text, text.length());
    assertThat(String.join("\n", whole)).doesNotContain("MII", "uro", "hunter2!").contains("𝄞");
    assertThat(whole).startsWith("one ***").contains("two *** 𝄞", "", "hunter2").endsWith("end");
    for (var size = 1; size < 80; size++) {
      assertThat(streamed(text, size)).isEqualTo(whole);
    }
  }

  @Test
  void anOrdinaryLineIsNotHeldBack() {
    masker.add(List.of("hunter2!", KEY));
    var lines = new ArrayList<String>();
    try (var stream = TextStream.masking(masker, lines::add)) {
      for (var line :
          List.of(
              "building", "a6f36e7b", "/usr/lib/jvm/java", "h", "hunter", "-----BEGIN KEY---")) {
        stream.write(line + "\n");
        assertThat(lines).last().isEqualTo(line);
      }
    }
  }

  @Test
  void aProgressBarIsSeenWhileItMoves() {
    masker.add(List.of("hunter2!"));
    var lines = new ArrayList<String>();
    try (var stream = TextStream.masking(masker, lines::add)) {
      stream.write("10%\r20%\r");
      assertThat(lines).containsExactly("10%", "20%");
      stream.write("\n\r\nend");
    }
    assertThat(lines).containsExactly("10%", "20%", "", "end");
  }

  @Test
  void anEndlessLineComesInPieces() {
    masker.add(List.of("hunter2!"));
    var lines = streamed("€".repeat(100_000) + "hunter2!", 1000);
    assertThat(lines).hasSizeGreaterThan(4).allMatch(line -> line.length() <= 64 << 10);
    assertThat(String.join("", lines)).isEqualTo("€".repeat(100_000) + "***");
  }

  @Test
  void aSecretThatIsAddedLaterIsMaskedFromThenOn() {
    var lines = new ArrayList<String>();
    try (var stream = TextStream.masking(masker, lines::add)) {
      stream.write("hunter2!\n");
      masker.add(List.of("hunter2!"));
      stream.write("hunter2!\n");
    }
    assertThat(lines).containsExactly("hunter2!", "***");
  }

  @Test
  void theSameIsFoundInPiecesAsInTheWhole() {
    var random = new Random(2);
    masker.add(List.of("aabaab", "abaaba", "baabaabb", "bbbbbb"));
    for (var round = 0; round < 300; round++) {
      var text = new StringBuilder();
      random.ints(60, 0, 12).forEach(i -> text.append(i == 0 ? '\n' : i < 8 ? 'a' : 'b'));
      var whole = streamed(text.toString(), text.length());
      assertThat(streamed(text.toString(), 1 + random.nextInt(9))).isEqualTo(whole);
      assertThat(String.join("\n", whole).replaceAll("\n+", "\n"))
          .doesNotContain("aabaab", "abaaba", "bbbbbb");
    }
  }
}

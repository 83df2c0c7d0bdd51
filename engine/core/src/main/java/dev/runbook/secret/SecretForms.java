package dev.runbook.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ways in which secrets turn up in a text: as they are, quoted, escaped, encoded. */
final class SecretForms {
  /** A longer form is looked for in pieces, so that little has to be held back. */
  private static final int PIECE = 64;

  /** How many characters of base64 depend on the bytes before, by their number modulo 3. */
  private static final int[] DEPENDENT = {0, 2, 3};

  private final Set<String> plain = new LinkedHashSet<>();
  private final Set<String> wrapped = new LinkedHashSet<>();

  static SecretForms of(Collection<String> secrets) {
    var forms = new SecretForms();
    secrets.forEach(forms::add);
    return forms;
  }

  /** Returns the forms that stand in one piece. */
  Set<String> plain() {
    return plain;
  }

  /** Returns the forms that may be wrapped into several lines. */
  Set<String> wrapped() {
    return wrapped;
  }

  void add(String secret) {
    var stripped = secret.strip();
    var whole = stripped.length() < Masker.SHORTEST ? secret : stripped;
    for (var form : Escapes.of(whole)) {
      addPieces(form, plain);
    }
    encoded(whole.getBytes(StandardCharsets.UTF_8));
    var lines = whole.lines().toList();
    if (lines.size() > 1) {
      for (var i = 0; i < lines.size(); i++) {
        line(lines, i);
      }
    }
  }

  private void line(List<String> lines, int index) {
    var line = lines.get(index).strip();
    if (line.length() >= Masker.SHORTEST) {
      add(line);
    } else if (!line.isEmpty()) {
      plain.add(amongOthers("\n", lines, index));
      plain.add(amongOthers("\r\n", lines, index));
    }
  }

  /** A line too short to be masked alone is masked where it stands among the others. */
  private static String amongOthers(String newline, List<String> lines, int index) {
    var first = index;
    var last = index + 1;
    var text = "";
    while (text.length() < Masker.SHORTEST && (last < lines.size() || first > 0)) {
      if (last < lines.size()) {
        last++;
      } else {
        first--;
      }
      text = String.join(newline, lines.subList(first, last)).strip();
    }
    return text.substring(0, Math.min(text.length(), PIECE));
  }

  private void encoded(byte[] secret) {
    var hex = HexFormat.of().formatHex(secret);
    addPieces(hex, wrapped);
    addPieces(hex.toUpperCase(Locale.ROOT), wrapped);
    for (var before = 0; before < DEPENDENT.length; before++) {
      var form = base64(secret, before);
      addPieces(form, wrapped);
      addPieces(form.replace('+', '-').replace('/', '_'), wrapped);
    }
  }

  /** Returns what is the same in base64 whatever stands around. RFC 4648 §4. */
  private static String base64(byte[] secret, int before) {
    var shifted = new byte[before + secret.length];
    System.arraycopy(secret, 0, shifted, before, secret.length);
    return Base64.getEncoder()
        .encodeToString(shifted)
        .substring(DEPENDENT[before], shifted.length * 8 / 6);
  }

  private static void addPieces(String form, Set<String> forms) {
    var from = 0;
    while (form.length() - from >= 2 * PIECE) {
      forms.add(form.substring(from, from + PIECE));
      from += PIECE;
    }
    forms.add(form.substring(from));
  }
}

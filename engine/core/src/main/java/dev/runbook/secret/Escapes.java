package dev.runbook.secret;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** How a text is written in JSON, in shells, in URLs and in the source text of programs. */
final class Escapes {
  /**
   * What encoders leave, besides letters and digits: RFC 3986, HTML, Python, ECMAScript, and names
   * of our own files.
   */
  private static final List<String> URL_SAFE =
      List.of("-_.~", "-_.*", "-_.~/", "-_.!~*'()", "-_.!~*'();/?:@&=+$,#", "-_.,=[]");

  private static final String SHELL_SPECIAL = " \t!\"$&'()*;<>?[\\]^`{|}";
  private static final String NAMED = "\b\f\n\r\t";
  private static final String NAMES = "bfnrt";

  private Escapes() {}

  /** Returns the text itself and how it is written elsewhere; none of them has several lines. */
  static Set<String> of(String text) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    forms.add(text.replaceAll("\\s+", " ")); // on one line
    json(text, forms);
    shell(text, forms);
    for (var safe : URL_SAFE) {
      var url = url(text, safe, "%%%02X");
      forms.add(url);
      forms.add(url(text, safe, "%%%02x"));
      forms.add(url.replace("%20", "+"));
    }
    forms.removeIf(form -> form.indexOf('\n') >= 0 || form.indexOf('\r') >= 0);
    return forms;
  }

  private static void json(String text, Set<String> forms) {
    for (var html : List.of("", "<>&", "<>&='")) {
      for (var code : List.of("\\u%04x", "\\u%04X")) {
        for (var last : List.of('~', Character.MAX_VALUE)) {
          var json = each(text, c -> json(c, html.indexOf(c) >= 0 || c > last, code));
          forms.add(json);
          forms.add(json.replace("/", "\\/"));
        }
      }
    }
    for (var last : List.of('~', Character.MAX_VALUE)) {
      var json = each(text, c -> json(c, c > last, "\\u%04x"));
      forms.add(each(json, c -> json(c, false, "\\u%04x"))); // JSON in JSON
    }
  }

  private static String json(int character, boolean byCode, String code) {
    var name = NAMED.indexOf(character);
    if (name >= 0) {
      return "\\" + NAMES.charAt(name);
    }
    if (byCode || character < ' ') {
      return String.format(code, character);
    }
    return character == '"' || character == '\\' ? "\\" + (char) character : plain(character);
  }

  private static void shell(String text, Set<String> forms) {
    forms.add(text.replace("'", "'\"'\"'"));
    forms.add(backslashed(text, "\"$`\\"));
    forms.add(backslashed(text, "\"$`\\!"));
    for (var more : List.of("", ",", ",=~", "#", "#,", "#,=~")) {
      forms.add(backslashed(text, SHELL_SPECIAL + more));
    }
    // The last one is what bash writes where the locale has no other characters.
    var bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    for (var ansi : List.of(text, ansi(text, ""), ansi(text, "\\x%02x"), ansi(bytes, "\\%03o"))) {
      var quoted = ansi.replace("'", "'\\''");
      forms.addAll(List.of(ansi, quoted, quoted.replace("'", "'\\''")));
    }
  }

  /**
   * As in {@code $'..'}, and in the source text of programs.
   *
   * @param code for what is no ASCII; empty to leave it
   */
  private static String ansi(String text, String code) {
    return each(
        text,
        c ->
            c == '\'' || c == '\\'
                ? "\\" + (char) c
                : c == '"' ? "\"" : json(c, c > '~' && !code.isEmpty(), code));
  }

  private static String backslashed(String text, String special) {
    return each(text, c -> special.indexOf(c) >= 0 ? "\\" + (char) c : plain(c));
  }

  private static String url(String text, String safe, String code) {
    var url = new StringBuilder();
    for (var one : text.getBytes(StandardCharsets.UTF_8)) {
      var isSafe = one > 0 && (isLetterOrDigit(one) || safe.indexOf(one) >= 0);
      url.append(isSafe ? plain(one) : String.format(code, one & 0xFF));
    }
    return url.toString();
  }

  private static boolean isLetterOrDigit(int c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  private static String each(String text, IntFunction<String> form) {
    var all = new StringBuilder();
    text.chars().mapToObj(form).forEach(all::append);
    return all.toString();
  }

  private static String plain(int character) {
    return String.valueOf((char) character);
  }
}

package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes text of a file's bytes: strict UTF-8, nothing that cannot be seen. */
final class Decoder {
  private static final String UTF8_HINT = "save it as UTF-8, such as by `iconv -t UTF-8`";

  private final Problems problems;
  private final String name;
  private final @Nullable Span asked;

  /**
   * @param name as messages call the file
   * @param asked where a runbook calls it; null if nowhere
   */
  Decoder(Problems problems, String name, @Nullable Span asked) {
    this.problems = problems;
    this.name = name;
    this.asked = asked;
  }

  Optional<Source> decode(byte[] bytes) {
    if (bytes.length > Files.LARGEST) {
      var most = Files.LARGEST / (1024 * 1024) + " MiB";
      return refuse("`" + name + "` is larger than " + most, "divide it and `call` its parts");
    }
    if (isUtf16(bytes)) {
      return refuse("`" + name + "` is UTF-16", UTF8_HINT);
    }
    for (var b : bytes) {
      if (b == 0) {
        return refuse("`" + name + "` is not a text file", "name a runbook, written in YAML");
      }
    }
    return decodeText(bytes);
  }

  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    var first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    var isByteOrderMark = first == 0xfeff || first == 0xfffe;
    return isByteOrderMark || (bytes[0] == 0) != (bytes[1] == 0);
  }

  private Optional<Source> decodeText(byte[] bytes) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes);
    try {
      return printable(Source.of(name, withoutMark(decoder.decode(in).toString())));
    } catch (CharacterCodingException e) {
      return notUtf8(bytes, in.position());
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Optional<Source> notUtf8(byte[] bytes, int good) {
    var before = withoutMark(new String(bytes, 0, good, StandardCharsets.UTF_8));
    var after = new String(bytes, good, bytes.length - good, StandardCharsets.UTF_8);
    var source = Source.of(name, before + after);
    problems.error(
        source.span(before.length(), before.length() + 1), "this is not UTF-8", UTF8_HINT);
    return Optional.empty();
  }

  /** Returns the source if every character of it may stand in YAML (1.2.2 §5.1). */
  Optional<Source> printable(Source source) {
    var text = source.text();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t') {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (!isPrintable(c)) {
        problems.error(
            source.span(i, i + 1),
            String.format("the invisible character U+%04X", (int) c),
            String.format("remove it; in double quotes it can be written `\\u%04x`", (int) c));
        return Optional.empty();
      }
    }
    return Optional.of(source);
  }

  private static boolean isPrintable(char c) {
    return c == 0x85 || (c >= 0xa0 && c < 0xfffe && !Character.isSurrogate(c) && c != 0xfeff);
  }

  private Optional<Source> refuse(String message, String hint) {
    problems.error(asked, message, hint);
    return Optional.empty();
  }
}

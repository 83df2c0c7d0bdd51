package dev.runbook.http.client;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, as text.
 *
 * @param type media type in lower case, without parameters; empty if the server says none
 * @param isCut whether there was more than the 1 MiB that is kept
 */
public record Body(String text, String type, boolean isCut) {
  private static final int MOST = 1024 * 1024;
  private static final int EXCERPT = 120;

  public static Body of(Response response) throws IOException {
    var bytes = response.body().byteStream().readNBytes(MOST + 1);
    var type = response.body().contentType();
    Charset said = type == null ? null : type.charset();
    var text =
        new String(
            bytes, 0, Math.min(MOST, bytes.length), said == null ? StandardCharsets.UTF_8 : said);
    var name = type == null ? "" : (type.type() + "/" + type.subtype()).toLowerCase(Locale.ROOT);
    return new Body(text, name, bytes.length > MOST);
  }

  public boolean isJson() {
    return type.equals("application/json") || type.endsWith("+json");
  }

  /** Returns the JSON value that it is; the refusal begins with "the answer is". */
  public @Nullable Object json() throws Refused {
    if (type.equals("text/html")) {
      throw new Refused(
          "the answer is a web page, not JSON: a wrong address, or a page to log in" + excerpt());
    }
    try {
      return JsonText.read(text);
    } catch (Refused e) {
      throw new Refused("the answer is " + e.reason() + excerpt(), e);
    }
  }

  /** Returns ": " and the beginning of the text on one line; nothing of a page or of nothing. */
  public String excerpt() {
    var line = text.substring(0, Math.min(text.length(), 2000)).strip().replaceAll("\\s+", " ");
    if (line.isEmpty() || type.equals("text/html")) {
      return "";
    }
    var shown = Math.min(EXCERPT, line.codePointCount(0, line.length()));
    var end = line.offsetByCodePoints(0, shown);
    return ": " + line.substring(0, end) + (end < line.length() ? ".." : "");
  }
}

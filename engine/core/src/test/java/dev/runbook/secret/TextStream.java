package dev.runbook.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Chunks of text as the bytes of a stream; a character may be cut in two between chunks. */
final class TextStream implements AutoCloseable {
  private final OutputStream out;
  private String half = "";

  private TextStream(OutputStream out) {
    this.out = out;
  }

  /** Begins to mask chunks; the lines are handed on as those of a step's output are. */
  static TextStream masking(Masker masker, Consumer<String> lines) {
    return new TextStream(masker.masking(new LineOutput(lines)));
  }

  void write(String chunk) {
    var text = half + chunk;
    var end = text.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    half = text.substring(end);
    send(text.substring(0, end));
  }

  private void send(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    send(half);
    half = "";
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

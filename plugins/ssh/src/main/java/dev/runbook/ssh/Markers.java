package dev.runbook.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes what the start of a command says about itself out of its standard error: that sudo asks for
 * a password, that the shell is ready for the command, its process. Everything else goes on.
 */
final class Markers extends OutputStream {
  private final String token;
  private final OutputStream rest;
  private final Heard heard;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean isStarted;

  /** Is told; never waits. */
  interface Heard {
    void passwordIsAsked();

    void shellIsReady();

    void started(String pid);

    void ended();
  }

  Markers(String token, OutputStream rest, Heard heard) {
    this.token = token;
    this.rest = rest;
    this.heard = heard;
  }

  static String prompt(String token) {
    return token + "-password ";
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
    for (int i = offset; i < offset + count; i++) {
      if (isStarted) {
        rest.write(bytes, i, offset + count - i);
        return;
      }
      line.write(bytes[i]);
      hear(line.toString(StandardCharsets.UTF_8));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    line.writeTo(rest);
    line.reset();
    rest.close();
    heard.ended();
  }

  private void hear(String said) throws IOException {
    if (said.endsWith(prompt(token))) {
      line.reset();
      heard.passwordIsAsked();
    } else if (said.equals(token + "-ready\n")) {
      line.reset();
      heard.shellIsReady();
    } else if (said.startsWith(token + "-pid ") && said.endsWith("\n")) {
      line.reset();
      isStarted = true;
      heard.started(said.substring(token.length() + 5).strip());
    } else if (said.endsWith("\n")) {
      line.writeTo(rest);
      line.reset();
    }
  }
}

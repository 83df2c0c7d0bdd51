package dev.runbook.journal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A step's log in a file that is made with the first line. */
final class StepLog implements RunFolder.Log {
  private static final int BUFFER = 1 << 13;

  private final Path file;
  private final Access access;
  private final Flusher flusher;
  private @Nullable OutputStream open;
  private boolean dirty;

  StepLog(Path file, Access access, Flusher flusher) {
    this.file = file;
    this.access = access;
    this.flusher = flusher;
  }

  @Override
  public void accept(String line) {
    if (write(line)) {
      flusher.soon(this);
    }
  }

  /** Returns whether nobody has been asked to flush it yet. */
  private synchronized boolean write(String line) {
    try {
      var stream = open == null ? open() : open;
      stream.write(line.getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
      var first = !dirty;
      dirty = true;
      return first;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private OutputStream open() throws IOException {
    try {
      access.ensureFile(file);
    } catch (NoSuchFileException e) {
      access.ensureFolder(file.resolveSibling(""));
      access.ensureFile(file);
    }
    var stream = new BufferedOutputStream(new FileOutputStream(file.toFile(), true), BUFFER);
    open = stream;
    return stream;
  }

  synchronized void flush() {
    dirty = false;
    try {
      if (open != null) {
        open.flush();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized void close() {
    dirty = false;
    try {
      if (open != null) {
        open.close();
        open = null;
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private LogException failed(IOException e) {
    var reason = Trouble.reason(e);
    return new LogException("`" + file + "` cannot be written: " + reason, Trouble.hint(reason), e);
  }
}

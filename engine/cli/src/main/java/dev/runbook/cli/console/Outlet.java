package dev.runbook.cli.console;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this process prints, which remembers why it could not. A reader that goes away is no
 * trouble: it has read enough.
 */
public final class Outlet extends PrintStream {
  private static final int BUFFER = 64 << 10;
  private static final String GONE = "Broken pipe";

  private final Watched watched;

  private Outlet(Watched watched) {
    super(new BufferedOutputStream(watched, BUFFER), false, StandardCharsets.UTF_8);
    this.watched = watched;
  }

  /** Makes one of UTF-8. */
  public static Outlet of(OutputStream sink) {
    return new Outlet(new Watched(sink));
  }

  /** Returns why something that was printed got lost; empty if nothing did. */
  public Optional<String> trouble() {
    return Optional.ofNullable(watched.trouble)
        .filter(reason -> !reason.equals(GONE))
        .map(reason -> reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1));
  }

  private static final class Watched extends FilterOutputStream {
    private volatile @Nullable String trouble;

    Watched(OutputStream sink) {
      super(sink);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        trouble = e.getMessage();
        throw e;
      }
    }
  }
}

package dev.runbook.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where this process prints, which remembers why it could not. A reader that goes away is no
 * trouble: it has read enough. Nor is one that is slow: nobody who prints waits for it.
 */
public final class Outlet extends PrintStream {
  private static final int BUFFER = 64 << 10;
  private static final String GONE = "Broken pipe";

  private final Watched watched;
  private final Pump pump;

  private Outlet(Watched watched, Pump pump) {
    super(
        new BufferedOutputStream(new Pumped(watched, pump), BUFFER), false, StandardCharsets.UTF_8);
    this.watched = watched;
    this.pump = pump;
  }

  /** Makes one of UTF-8. */
  public static Outlet of(OutputStream sink) {
    return of(sink, new Pump());
  }

  /**
   * Makes one of UTF-8.
   *
   * @param pump whose outlets keep what is printed in its order
   */
  static Outlet of(OutputStream sink, Pump pump) {
    return new Outlet(new Watched(sink), pump);
  }

  /** Returns when all was written that was handed on, or cannot be written. */
  void drain() {
    pump.drain();
  }

  /** From now on nobody waits long for a reader that reads nothing: the process has to end. */
  void hurry() {
    pump.hurry();
  }

  /** Returns why something that was printed got lost; empty if nothing did. */
  public Optional<String> trouble() {
    return Optional.ofNullable(watched.trouble)
        .filter(reason -> !reason.equals(GONE))
        .map(reason -> reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1));
  }

  /** What hands on to the pump. */
  private static final class Pumped extends OutputStream {
    private final Watched sink;
    private final Pump pump;

    Pumped(Watched sink, Pump pump) {
      this.sink = sink;
      this.pump = pump;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      pump.put(sink, Arrays.copyOfRange(bytes, from, from + length));
    }
  }

  private static final class Watched implements Pump.Sink {
    private final OutputStream out;
    private volatile @Nullable String trouble;

    Watched(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(byte[] text) {
      try {
        out.write(text);
      } catch (IOException e) {
        trouble = String.valueOf(e.getMessage());
      }
    }
  }
}

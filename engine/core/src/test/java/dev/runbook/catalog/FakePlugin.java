package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Call;
import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Outcome;
import dev.runbook.action.Plugin;
import dev.runbook.action.Processes.Captured;
import dev.runbook.action.Secret;
import dev.runbook.action.ShellText;
import dev.runbook.action.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Actions that do nothing, with arguments and outputs of every kind. */
public final class FakePlugin implements Plugin {
  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(
        Build.class,
        Push.class,
        Look.class,
        Note.class,
        Shell.class,
        Copy.class,
        Tell.class,
        Any.class);
  }

  /** How fast. */
  public enum Mode {
    FAST,
    SLOW,
    VERY_SLOW
  }

  /** A nested record. */
  public record Host(String name, @Default("22") int port) {
    public Host {
      if (port == 0) {
        throw new IllegalArgumentException("`port` must not be 0");
      }
    }
  }

  /** A connection with all that settings may be. */
  @ConnectionName("fake")
  public record Hub(URI url, String user, @Nullable Secret token, @Default("10s") Duration wait_) {}

  /** The outputs of a build. */
  public record Built(
      int number,
      String result,
      URI url,
      Duration duration,
      Instant startedAt,
      Mode mode,
      List<Host> hosts,
      Map<String, BigDecimal> sizes,
      Object value,
      Captured log,
      Path folder,
      Size size,
      boolean changed,
      @Nullable String note) {}

  /** Builds. */
  @Doc("builds a branch")
  @ActionName("fake.build")
  public record Build(
      @Doc("the branch to build") String branch,
      @Default("1") int count,
      @Default("[]") List<String> tags,
      @Default("fast") Mode mode,
      @Default("10m") Duration limit,
      @Default("{}") Map<String, String> env,
      @Default("true") boolean signOff,
      @Nullable Host host,
      @Nullable Size space,
      @Nullable BigDecimal ratio)
      implements Action<Built> {
    public Build {
      if (count > 100) {
        throw new IllegalArgumentException("`count` is at most 100");
      }
    }

    @Override
    public Outcome<Built> run(Call call) {
      throw new UnsupportedOperationException();
    }
  }

  /** What a push did. */
  public record Pushed(@Nullable String before, String after) {}

  /** Pushes through a connection, and has an undo. */
  @ActionName("fake.push")
  public record Push(Hub hub, String ref, @Default("false") boolean force, @Nullable Secret key)
      implements Action<Pushed> {
    @Override
    public Outcome<Pushed> run(Call call) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Action<?>> undo(Pushed outputs) {
      return outputs.before() == null
          ? Optional.empty()
          : Optional.of(new Push(hub, outputs.before(), true, key));
    }
  }

  /** How much there is. */
  public record Seen(int count, Object value) {}

  /** Looks, through a connection if there is one. */
  @ActionName("fake.look")
  public record Look(@Nullable Hub hub, @Default("all") String what) implements Action<Seen> {
    public Look {
      if (hub == null && what.equals("remote")) {
        throw new IllegalArgumentException("`what` can be remote with a connection only");
      }
    }

    @Override
    public Outcome<Seen> run(Call call) {
      throw new UnsupportedOperationException();
    }
  }

  /** Nothing. */
  public record None() {}

  /** Says something. */
  @ActionName("fake.note")
  public record Note(String message) implements Action<None> {
    @Override
    public Outcome<None> run(Call call) {
      throw new UnsupportedOperationException();
    }
  }

  /** What a program wrote. */
  public record Ran(int exitCode, Captured stdout) {}

  /** Takes any value, and refuses some. */
  @ActionName("fake.any")
  public record Any(Object value) implements Action<Ran> {
    public Any {
      if (!(value instanceof String) && !(value instanceof List<?>)) {
        throw new IllegalArgumentException("`value` is text, or a list");
      }
    }

    @Override
    public Outcome<Ran> run(Call call) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Ran example() {
      return new Ran(0, new Captured("example", false));
    }
  }

  /** Takes a command. */
  @ActionName("fake.shell")
  public record Shell(@ShellText Object command, @Default("{}") Map<String, Secret> env)
      implements Action<Ran> {
    @Override
    public Outcome<Ran> run(Call call) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Ran example() {
      return new Ran(0, new Captured("example", false));
    }
  }

  /** A connection of another type. */
  @ConnectionName("phone")
  public record Phone(@Default("0") int number) {}

  /** Tells somebody. */
  @ActionName("phone.tell")
  public record Tell(Phone phone, String text) implements Action<None> {
    @Override
    public Outcome<None> run(Call call) {
      throw new UnsupportedOperationException();
    }
  }

  /** Takes nested records. */
  @ActionName("fake.copy")
  public record Copy(List<Host> to, Path from, @Nullable Instant at, @Nullable URI site)
      implements Action<None> {
    @Override
    public Outcome<None> run(Call call) {
      throw new UnsupportedOperationException();
    }
  }
}

package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Call;
import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Plugin;
import dev.runbook.action.Preview;
import dev.runbook.action.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Actions of every effect that can say what they would do, and do nothing. */
public final class LabPlugin implements Plugin {
  @Override
  public String name() {
    return "lab";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(
        Fetch.class,
        Checkout.class,
        Push.class,
        Disable.class,
        Enable.class,
        Cancel.class,
        Builds.class,
        Scale.class,
        Shell.class,
        Login.class);
  }

  /** Where a lab is. */
  @ConnectionName("lab")
  public record Lab(URI url, @Nullable String user, @Nullable Secret token) {}

  /** What an address gave. */
  public record Fetched(int code, Object value) {}

  /** Reads. */
  @ActionName("lab.fetch")
  public record Fetch(String url) implements Action<Fetched> {
    @Override
    public Outcome<Fetched> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) throws IOException {
      if (look.probing() && url.contains("down")) {
        throw new IOException("no route to host");
      }
      return Preview.read("GET " + url);
    }
  }

  /** What is checked out. */
  public record Head(String head, boolean changed, List<String> files) {}

  /** Changes files of the runbook's own. */
  @ActionName("lab.checkout")
  public record Checkout(String repository, @Default("main") String ref) implements Action<Head> {
    @Override
    public Outcome<Head> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      return Preview.local("check out `" + ref + "` of " + repository);
    }
  }

  /** What a push did. */
  public record Pushed(@Nullable String before, String after) {}

  /** Changes something others see, through a connection, and can take it back. */
  @ActionName("lab.push")
  public record Push(Lab lab, String branch, @Nullable String tag, @Default("false") boolean force)
      implements Action<Pushed> {
    @Override
    public Outcome<Pushed> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      var tagged = tag == null ? "" : " and tag `" + tag + "`";
      var preview =
          Preview.change("push HEAD to `" + branch + "`" + tagged + " on " + lab.url())
              .withUndo("put `" + branch + "` back where it was");
      return look.probing() ? preview.withFound(List.of("3 commits would be pushed")) : preview;
    }

    @Override
    public Optional<Action<?>> undo(Pushed outputs) {
      return Optional.of(new Push(lab, branch, null, true));
    }
  }

  /** Whether anything changed. */
  public record Changed(boolean changed) {}

  /** Changes something others see, and can take it back. */
  @ActionName("lab.disable")
  public record Disable(String job) implements Action<Changed> {
    @Override
    public Outcome<Changed> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      return Preview.change("disable job " + job).withUndo("enable it");
    }

    @Override
    public Optional<Action<?>> undo(Changed outputs) {
      return Optional.of(new Enable(job));
    }
  }

  /** Changes something others see. */
  @ActionName("lab.enable")
  public record Enable(String job) implements Action<Changed> {
    @Override
    public Outcome<Changed> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      return Preview.change("enable job " + job);
    }
  }

  /** Changes something for good. */
  @ActionName("lab.cancel")
  public record Cancel(String job) implements Action<Changed> {
    @Override
    public Outcome<Changed> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      return Preview.change("cancel queued builds of " + job);
    }
  }

  /** How many builds there are. */
  public record Count(int count, List<Map<String, Object>> builds) {}

  /** Reads something that is polled. */
  @ActionName("lab.builds")
  public record Builds(String job, @Default("any") String state) implements Action<Count> {
    @Override
    public Outcome<Count> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      return Preview.read("list " + state + " builds of " + job);
    }
  }

  /** Takes a number, for which nothing can stand while it is unknown. */
  @ActionName("lab.scale")
  public record Scale(String service, int count) implements Action<Changed> {
    @Override
    public Outcome<Changed> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      return Preview.change("run " + count + " of " + service);
    }
  }

  /** What a command wrote. */
  public record Written(String stdout) {}

  /** Does whatever it is told. */
  @ActionName("lab.shell")
  public record Shell(String command, @Default("{}") Map<String, String> env)
      implements Action<Written> {
    @Override
    public Outcome<Written> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    @Override
    public Preview preview(Look look) {
      return Preview.unforeseen("run " + command);
    }
  }

  /** Nothing. */
  public record Nothing() {}

  /** Refuses secrets that it does not like the look of. */
  @ActionName("lab.login")
  public record Login(String user, Secret password) implements Action<Nothing> {
    @Override
    public Outcome<Nothing> run(Call call) {
      throw new UnsupportedOperationException("a dry run runs nothing");
    }

    public Login {
      if (password.value().contains(" ")) {
        throw new IllegalArgumentException("`password` must not hold a space");
      }
    }

    @Override
    public Preview preview(Look look) {
      return Preview.change("log in as " + user);
    }
  }
}

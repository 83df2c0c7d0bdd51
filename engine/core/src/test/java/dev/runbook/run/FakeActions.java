package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Look;
import dev.runbook.action.NotNow;
import dev.runbook.action.Outcome;
import dev.runbook.action.Plugin;
import dev.runbook.action.Preview;
import dev.runbook.action.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Actions whose answers their arguments say, so that a story is told by its runbook. */
public final class FakeActions implements Plugin {
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
    return List.of(Do.class, Back.class, Count.class, Login.class, Ask.class);
  }

  /** What a fake action did. */
  public record Did(@Nullable Object value, int calls) {}

  /** Nothing. */
  public record Nothing() {}

  /** What {@code again()} answers. */
  public enum Repeat {
    YES,
    NO,
    FIND_OUT
  }

  /**
   * Does something that can be seen outside.
   *
   * @param gives the output {@code value}
   * @param fails how many calls answer badly before one does not
   * @param accidents how many calls break before one does not
   * @param later how often it answers "not yet" before it is done
   * @param takes how long it blocks
   */
  @ActionName("fake.do")
  public record Do(
      String name,
      @Nullable Object gives,
      @Default("0") int fails,
      @Default("0") int accidents,
      @Default("0") int later,
      @Default("0s") Duration takes,
      @Default("no") Repeat repeat,
      @Default("true") boolean undoes)
      implements Action<Did> {

    @Override
    public Outcome<Did> run(Call call) throws Exception {
      var outside = Outside.of(call.directory());
      if (!call.token().isEmpty()) {
        return look(outside);
      }
      if (call.cutOff() && outside.hasDone()) {
        return later > 0 ? notYet(name + " is going on") : Outcome.done(new Did(gives, 1));
      }
      if (!takes.isZero()) {
        outside.takes(takes, call.cancellation());
      }
      var before = outside.called(name);
      if (before < accidents) {
        throw new IOException("connection reset");
      }
      if (before < accidents + fails) {
        return Outcome.failed(name + " went wrong", new Did(null, before + 1));
      }
      outside.does(name);
      call.line("did " + name);
      return later > 0 ? notYet(name + " is going on") : Outcome.done(new Did(gives, before + 1));
    }

    private Outcome<Did> look(Outside outside) {
      var looked = outside.looked() + 1;
      return looked < later
          ? notYet(name + " is going on, seen " + looked)
          : Outcome.done(new Did(gives, 1));
    }

    private Outcome<Did> notYet(String reason) {
      return Outcome.notYet(reason, Map.of("job", name), Duration.ofSeconds(10));
    }

    @Override
    public Optional<Action<?>> undo(Did outputs) {
      return undoes ? Optional.of(new Back(name, 0)) : Optional.empty();
    }

    @Override
    public void abandon(Call call) {
      Outside.of(call.directory()).does("abandon " + name);
    }

    @Override
    public Again again() {
      return Again.valueOf(repeat.name());
    }
  }

  /** Takes something back. */
  @ActionName("fake.back")
  public record Back(String name, @Default("0") int fails) implements Action<Nothing> {
    @Override
    public Outcome<Nothing> run(Call call) {
      var outside = Outside.of(call.directory());
      if (outside.called("back " + name) < fails) {
        return Outcome.failed(name + " cannot be taken back");
      }
      outside.does("back " + name);
      return Outcome.done(new Nothing());
    }

    @Override
    public Preview preview(Look look) {
      return Preview.change("bring back " + name);
    }
  }

  /** How often something was counted. */
  public record Counted(int count) {}

  /**
   * Counts up: each call gives one more. It only looks.
   *
   * @param asks for how long it asks to be left alone where it breaks
   */
  @ActionName("fake.count")
  public record Count(
      String name,
      @Default("0") int accidents,
      @Default("0s") Duration asks,
      @Default("0") int from,
      @Default("1") int step)
      implements Action<Counted> {
    @Override
    public Outcome<Counted> run(Call call) throws IOException {
      var before = Outside.of(call.directory()).called(name);
      if (before < accidents) {
        throw new NotNow("503", asks);
      }
      return Outcome.done(new Counted(from + (before - accidents) * step));
    }

    @Override
    public Again again() {
      return Again.YES;
    }
  }

  /** A connection with a secret. */
  @ConnectionName("vault")
  public record Vault(String url, Secret token) {}

  /** What a login saw. */
  public record Seen(String text) {}

  /** Says its secrets aloud, as a careless program would; its undo needs them again. */
  @ActionName("fake.login")
  public record Login(Vault vault, String name, @Nullable Secret key) implements Action<Seen> {
    @Override
    public Outcome<Seen> run(Call call) {
      var said = name + " at " + vault.url() + " with " + vault.token().value();
      call.line(said);
      Outside.of(call.directory()).does(said + (key == null ? "" : " and " + key.value()));
      return Outcome.done(new Seen(said));
    }

    @Override
    public Optional<Action<?>> undo(Seen outputs) {
      return Optional.of(new Login(vault, "logout", key));
    }
  }

  /** Whether something was done. */
  public record Known(boolean done) {}

  /** Tells whether something was done. */
  @ActionName("fake.ask")
  public record Ask(String name) implements Action<Known> {
    @Override
    public Outcome<Known> run(Call call) {
      return Outcome.done(new Known(Outside.of(call.directory()).has(name)));
    }
  }
}

package dev.runbook.jenkins;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets the server begin no new builds, or begin them again. */
@ActionName("jenkins.quiet_down")
@Doc("let the server begin no new builds; with `cancel`, let it begin them again")
@Fails("the server does not accept who asks, or refuses it")
public record QuietDown(
    JenkinsConnection connection,
    @Doc("what people see on the server's pages meanwhile") @Example("production update")
        @Nullable String reason,
    @Doc("take it back: builds begin again") @Default("false") boolean cancel)
    implements Action<Switched> {

  public QuietDown {
    if (cancel && reason != null) {
      throw new IllegalArgumentException("`cancel` takes no `reason`");
    }
  }

  @Override
  public Outcome<Switched> run(Call call) throws Exception {
    return Answer.of(connection, call, server -> run(server, call));
  }

  private Outcome<Switched> run(Server server, Call call) throws Exception {
    if (call.token().isEmpty()) {
      var isQuiet = server.json("", "quietingDown").is("quietingDown");
      return isQuiet == !cancel
          ? Outcome.done(new Switched(false))
          : Outcome.notYet("about to be changed", Map.of("was_quiet", isQuiet), Duration.ZERO);
    }
    var form = reason == null ? Map.<String, String>of() : Map.of("reason", reason);
    server.post(cancel ? "/cancelQuietDown" : "/quietDown", form);
    call.line(cancel ? "new builds begin again" : "no new builds begin now");
    return Outcome.done(new Switched(true));
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview = Preview.change(word(cancel)).withUndo(word(!cancel));
    return Answer.probed(
        preview,
        connection,
        look,
        server ->
            List.of(
                server.json("", "quietingDown").is("quietingDown")
                    ? "no new builds begin there"
                    : "new builds begin there"));
  }

  private static String word(boolean cancel) {
    return cancel ? "let Jenkins begin builds again" : "let Jenkins begin no new builds";
  }

  @Override
  public Optional<Action<?>> undo(Switched outputs) {
    return outputs.changed()
        ? Optional.of(new QuietDown(connection, null, !cancel))
        : Optional.empty();
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Switched example() {
    return new Switched(true);
  }
}

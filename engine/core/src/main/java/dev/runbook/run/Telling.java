package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.model.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the {@code notify} steps of the top runbook; what goes wrong in them is a warning. */
final class Telling implements Notices {
  /** What the keys of those steps begin with. */
  static final String PREFIX = "notify:";

  private final Local local;
  private final Context context;
  private final Supplier<Interpreter> interpreter;

  Telling(Local local, Context context, Supplier<Interpreter> interpreter) {
    this.local = local;
    this.context = context;
    this.interpreter = interpreter;
  }

  @Override
  public void gate(Opening opening) {
    var steps = context.frame().runbook().notices().gate();
    tell(
        steps,
        opening.hash(),
        event("gate", opening.step(), opening.ask(), opening.command(local.commands())));
  }

  @Override
  public void end(RunResult result) {
    var notices = context.frame().runbook().notices();
    var failure = result.failure();
    if (failure != null) {
      var command =
          local.records().isTakenBack()
              ? local.commands().rollback(result.run())
              : local.commands().resume(result.run());
      tell(
          notices.failure(),
          "failure" + local.records().rounds(),
          event("failure", failure.step(), failure.reason(), command));
    } else if (result.status() == RunResult.Status.SUCCEEDED) {
      var command = local.commands().show(result.run());
      tell(notices.success(), "success", event("success", null, "succeeded", command));
    }
  }

  private static Result event(String kind, @Nullable String step, String text, String command) {
    var event = new LinkedHashMap<String, @Nullable Object>();
    event.put("kind", kind);
    event.put("step", step);
    event.put("text", text);
    event.put("command", command);
    return Result.of(event);
  }

  private void tell(List<Step> steps, String occasion, Result event) {
    if (steps.isEmpty()) {
      return;
    }
    var place = context.within(new Key.Prefix(PREFIX + occasion + "/")).with("event", event);
    var failure = interpreter.get().sequence(steps, place);
    if (failure != null) {
      local.warn("nobody was told: `" + failure.step() + "` failed: " + failure.reason());
    }
  }
}

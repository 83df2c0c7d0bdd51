package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import dev.runbook.plan.Plan;
import dev.runbook.run.PreviewJson;
import dev.runbook.run.PreviewResult;
import dev.runbook.run.PreviewText;
import dev.runbook.run.Previewer;
import dev.runbook.run.RefusedException;
import dev.runbook.run.RunRequest;
import dev.runbook.run.SavedPlan;
import java.util.Locale;

/** What a run would do, shown before it does. */
record Foreseen(Workplace place, Plan plan, RunRequest request) {
  private static final int WIDEST = 120;

  /** Prints it; that is all a dry run does. */
  void show(boolean json, boolean probe) throws Refusal, StateException {
    var preview = preview(probe ? Previewer.Probing.ON : Previewer.Probing.OFF);
    var console = place.console();
    console.text(
        json
            ? Json.write(PreviewJson.of(preview)) + "\n"
            : PreviewText.of(preview, Math.min(WIDEST, console.width())));
  }

  /**
   * Returns what is to be kept of it, to be run later.
   *
   * @throws Refusal if something that is not secret is not given: then it is not known whole
   */
  SavedPlan saved() throws Refusal, StateException {
    var preview = preview(Previewer.Probing.OFF);
    for (var need : preview.needs()) {
      if (need.isMissing() && need.kind() != PreviewResult.Kind.SECRET) {
        var kind = need.kind().name().toLowerCase(Locale.ROOT);
        throw Refusal.of(
            "a plan cannot be saved: " + kind + " `" + need.name() + "` is not given",
            "give all but secrets when the plan is saved");
      }
    }
    return SavedPlan.of(plan, request, place.catalog().versions(), preview);
  }

  /** Prints it and returns whether the operator wants that. */
  boolean isConfirmed(boolean json) throws Refusal, StateException {
    if (json || !place.console().canAsk()) {
      throw Refusal.of(
          "`--confirm` asks on a terminal, and there is none",
          "look with `--dry-run`, then run without `--confirm`");
    }
    show(false, false);
    return Confirmation.asked(place.console(), "run this?", "leaving `--confirm` out");
  }

  private PreviewResult preview(Previewer.Probing probing) throws Refusal, StateException {
    try {
      return new Previewer(place.machine()).preview(plan, request, probing);
    } catch (RefusedException e) {
      throw Refusal.of(e.diagnostics());
    }
  }
}

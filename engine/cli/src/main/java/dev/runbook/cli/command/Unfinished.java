package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.StandingText;
import dev.runbook.journal.StateException;
import dev.runbook.run.Engine;
import dev.runbook.standing.Standing;
import dev.runbook.standing.Standings;
import java.util.List;

/** Finds the run that `resume` goes on with where none is named. */
final class Unfinished {
  private Unfinished() {}

  /** Returns the id of the only one; otherwise they are listed, and the command is refused. */
  static String only(Workplace place) throws Refusal, StateException {
    var all = place.ask(Engine::standings);
    StandingText.damages(all).forEach(place.console()::report);
    var found = unfinished(all.runs());
    if (found.size() == 1) {
      return found.get(0).run();
    }
    if (found.isEmpty()) {
      throw Refusal.of(
          "there is no unfinished run", "`" + place.state().commands().runs() + "` lists all");
    }
    place.console().text(StandingText.list(new Standings(found, List.of()), place.console()));
    throw Refusal.of(
        "there are " + found.size() + " unfinished runs",
        "name one: `" + place.state().commands().resume(found.get(0).run()) + "`");
  }

  private static List<Standing> unfinished(List<Standing> all) {
    return all.stream()
        .filter(run -> !run.status().isOver() && run.status() != Standing.Status.RUNNING)
        .toList();
  }
}

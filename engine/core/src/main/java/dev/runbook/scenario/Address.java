package dev.runbook.scenario;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Step;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.plan.Place;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which steps a scenario means: an id, with the calls before it where needed, such as {@code
 * core/push}, {@code images[15,arm]}, {@code undo:push} or, in every called runbook, <code>*&#47;
 * fetch</code>. Without an iteration it means all of them.
 */
record Address(String text, boolean undo, List<String> parts) {
  private static final String ANY = "*";
  private static final String UNDO = "undo:";

  static Address of(String text) {
    var undo = text.startsWith(UNDO);
    var path = undo ? text.substring(UNDO.length()) : text;
    return new Address(text, undo, List.copyOf(Trail.parts(path)));
  }

  /** Returns whether the step of that key is meant. */
  boolean matches(Plan plan, String key) {
    return undo == Trail.isUndo(key) && matches(Trail.of(plan, key).stops(), parts);
  }

  private static boolean matches(List<Trail.Stop> stops, List<String> parts) {
    if (stops.isEmpty() || parts.isEmpty()) {
      return stops.isEmpty() && parts.isEmpty();
    }
    var stop = stops.get(0);
    var rest = stops.subList(1, stops.size());
    var part = parts.get(0);
    var later = parts.subList(1, parts.size());
    if (part.equals(ANY)) {
      return matches(rest, later) || matches(rest, parts);
    }
    return (isMeant(part, stop.text()) && matches(rest, later))
        || (!stop.isCall() && !rest.isEmpty() && matches(rest, parts));
  }

  private static boolean isMeant(String part, String text) {
    var once = Trail.once(text);
    return part.equals(text) || part.equals(once) || part.equals(once.replaceAll("\\[.*]$", ""));
  }

  /** Returns the steps of the runbooks that may be meant; reports an address of none. */
  static List<Step> steps(Word word, Plan plan, Problems problems) {
    var address = of(word.text());
    var found = new ArrayList<Step>();
    var runbook = plan.top();
    for (var i = 0; i < address.parts.size(); i++) {
      var part = address.parts.get(i);
      if (part.equals(ANY)) {
        return anywhere(word, address.parts.get(address.parts.size() - 1), plan, problems);
      }
      var id = Trail.id(part).replaceAll("[?]$", "");
      var place = plan.find(runbook, id);
      if (place.isEmpty()) {
        unknown(word, id, runbook.name().text(), plan.ids(runbook), problems);
        return List.of();
      }
      if (i == address.parts.size() - 1) {
        found.add(place.get().step());
      } else if (place.get().step().work() instanceof Work.Call call) {
        runbook = plan.called(runbook, call);
      } else if (!(place.get().step().work() instanceof Work.Group)) {
        problems.error(word.span(), "step " + Words.name(id) + " has no steps inside");
        return List.of();
      }
    }
    return found;
  }

  private static List<Step> anywhere(Word word, String last, Plan plan, Problems problems) {
    var id = Trail.id(last);
    var ids = new ArrayList<String>();
    var found = new ArrayList<Step>();
    for (var runbook : plan.library().all().values()) {
      if (!runbook.path().equals(plan.top().path())) {
        ids.addAll(plan.ids(runbook));
        plan.find(runbook, id).map(Place::step).ifPresent(found::add);
      }
    }
    if (found.isEmpty()) {
      unknown(word, id, "any called runbook", ids, problems);
    }
    return found;
  }

  private static void unknown(
      Word word, String id, String runbook, Collection<String> ids, Problems problems) {
    problems.error(
        word.span(),
        "there is no step " + Words.name(id) + " in " + runbook,
        Spelling.didYouMean(id, ids)
            .orElse("a step inside a called runbook is written `CALL/STEP`"));
  }
}

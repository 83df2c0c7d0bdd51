package dev.runbook.run;

import dev.runbook.model.Runbook;
import dev.runbook.model.Work;
import dev.runbook.plan.Place;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the step of a key stands in its runbook.
 *
 * @param prefix what stands before its id in the key
 * @param caller where the call stands that leads to this runbook; null for the top one
 */
record Address(Runbook runbook, Place place, String prefix, Key key, @Nullable Address caller) {

  /** Finds a step by its key; empty if there is none. */
  static Optional<Address> find(Plan plan, String key) {
    var runbook = plan.top();
    Address caller = null;
    var prefix = "";
    var parts = parts(key);
    for (var i = 0; i < parts.size(); i++) {
      var place = plan.find(runbook, id(parts.get(i)));
      if (place.isEmpty()) {
        return Optional.empty();
      }
      var here = new Address(runbook, place.get(), prefix, new Key(prefix + parts.get(i)), caller);
      if (i == parts.size() - 1) {
        return Optional.of(here);
      }
      if (place.get().step().work() instanceof Work.Call call) {
        runbook = plan.called(runbook, call);
        caller = here;
      }
      prefix += parts.get(i) + "/";
    }
    return Optional.empty();
  }

  private static List<String> parts(String key) {
    return List.of(key.split("/", -1));
  }

  /** Returns the id in {@code images[15,arm]}, {@code check@2}, {@code deploy#3}. */
  private static String id(String part) {
    return part.replaceAll("[\\[@#~].*", "");
  }

  /** Returns the group around it; empty at the top of a runbook. */
  Optional<Address> parent() {
    var parent = place.parent();
    if (parent == null) {
      return Optional.empty();
    }
    var around = parts(prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1));
    var last = around.get(around.size() - 1);
    if (!id(last).equals(parent.id())) {
      var key = new Key(prefix + parent.id());
      return Optional.of(new Address(runbook, parent, prefix, key, caller));
    }
    var outer = prefix.substring(0, prefix.length() - last.length() - 1);
    var key = new Key(outer + last.replaceAll("@.*", ""));
    return Optional.of(new Address(runbook, parent, outer, key, caller));
  }

  /** Returns the keys of the steps of the same group that come after it, with all in them. */
  List<String> later(Plan plan) {
    var keys = new ArrayList<String>();
    for (var other : plan.steps(runbook)) {
      var comesLater =
          other.part() == place.part()
              ? other.index() > place.index() && !isParallel()
              : other.part().compareTo(place.part()) > 0
                  && other.part().compareTo(Place.Part.ALWAYS) <= 0;
      if (other.parent() == place.parent() && comesLater) {
        var ids = new ArrayList<String>();
        StepScope.addIds(other.step(), ids);
        ids.forEach(id -> keys.add(prefix + id));
      }
    }
    return keys;
  }

  private boolean isParallel() {
    var parent = place.parent();
    return place.part() == Place.Part.STEPS
        && parent != null
        && parent.step().work() instanceof Work.Group group
        && group.parallel() != null;
  }
}

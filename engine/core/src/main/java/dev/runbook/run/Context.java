package dev.runbook.run;

import dev.runbook.expression.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the interpreter stands: what a step sees and what bounds it. Immutable.
 *
 * @param names what else has a meaning here: {@code item}, {@code output}, {@code error}, {@code
 *     event}
 * @param prefix what stands before the ids of steps in their keys
 * @param file what stands before them at the top of the runbook
 * @param deadlines the timeouts around, the outermost first
 */
record Context(
    Frame frame,
    Layer layer,
    Map<String, Result> names,
    Key.Prefix prefix,
    Key.Prefix file,
    Stop stop,
    List<Deadline> deadlines) {

  static Context top(Frame frame, Key.Prefix prefix, Stop stop) {
    return new Context(frame, new Layer(null), Map.of(), prefix, prefix, stop, List.of());
  }

  Context with(String name, Result value) {
    var more = new LinkedHashMap<>(names);
    more.put(name, value);
    return new Context(frame, layer, more, prefix, file, stop, deadlines);
  }

  Context within(Key.Prefix inner) {
    return new Context(frame, layer, names, inner, file, stop, deadlines);
  }

  Context above(Layer over) {
    return new Context(frame, over, names, prefix, file, stop, deadlines);
  }

  Context stoppedBy(Stop inner) {
    return new Context(frame, layer, names, prefix, file, inner, deadlines);
  }

  Context until(Deadline deadline) {
    var more = new ArrayList<>(deadlines);
    more.add(deadline);
    return new Context(frame, layer, names, prefix, file, stop, List.copyOf(more));
  }

  /** Returns a place for {@code always}: what ran out or was stopped around it does not end it. */
  Context shielded() {
    return new Context(frame, layer, names, prefix, file, stop.shielded(), List.of());
  }

  /** Returns the inside of a called runbook: it sees nothing of this one but what it was given. */
  Context inside(Frame called, Key.Prefix inner) {
    return new Context(called, new Layer(null), Map.of(), inner, inner, stop, deadlines);
  }

  /** Returns the deadline that ends first. */
  Optional<Deadline> next() {
    return deadlines.stream()
        .reduce((first, second) -> second.at().isBefore(first.at()) ? second : first);
  }

  /** Returns the places of this file from here outwards: loops around are left one by one. */
  List<Context> outwards() {
    var places = new ArrayList<>(List.of(this));
    var text = prefix.text();
    while (text.length() > file.text().length()) {
      text = text.substring(0, text.lastIndexOf('/', text.length() - 2) + 1);
      places.add(within(new Key.Prefix(text)));
    }
    return places;
  }

  Key key(String id) {
    return prefix.step(id);
  }
}

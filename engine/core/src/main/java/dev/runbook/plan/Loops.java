package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Names;
import dev.runbook.expression.Type;
import dev.runbook.expression.Type.Fields;
import dev.runbook.expression.Type.Plain;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code item} is in the loops of one runbook. Groups come before what is in them. */
final class Loops {
  private final FileTypes file;
  private final Problems problems;
  private final Map<Place, Type> items = new HashMap<>();

  Loops(FileTypes file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Returns the scene around a step, with the items of the loops that it stands in. */
  Scene around(Place place, Viewpoint from) {
    var scene = new Scene(file, from);
    return inLoops(scene, place.parent());
  }

  /** Returns the scene within the step's own loop too. */
  Scene within(Place place, Viewpoint from) {
    return inLoops(new Scene(file, from), place);
  }

  private Scene inLoops(Scene scene, @Nullable Place at) {
    if (at == null) {
      return scene;
    }
    var outer = inLoops(scene, at.parent());
    var item = items.get(at);
    return item == null ? outer : outer.with(at.step().settings().as().text(), item);
  }

  /** Checks a step's list and keeps what its items are. */
  void check(Place place) {
    var list = place.step().settings().forEach();
    if (list != null) {
      var names = around(place, Viewpoint.before(place)).names();
      items.put(
          place, list instanceof Value.Entries map ? combination(map, names) : item(list, names));
    }
  }

  private Type combination(Value.Entries lists, Names names) {
    Map<String, Type> types = new LinkedHashMap<>();
    for (var entry : lists.entries()) {
      types.put(entry.key().text(), item(entry.value(), names));
    }
    return new Fields("`for_each` has no list", types, true);
  }

  private Type item(Value list, Names names) {
    var type = new ValueCheck(problems).type(list, names);
    var present = type instanceof Type.OrNull orNull ? orNull.type() : type;
    if (present instanceof Type.ListOf of) {
      return of.element();
    }
    if (present instanceof Type.Plain plain && plain != Plain.ANY) {
      wantsList(list.span());
    }
    return Plain.ANY;
  }

  private void wantsList(Span span) {
    problems.error(span, "`for_each` wants a list, or a map of lists", "write a list: [...]");
  }
}

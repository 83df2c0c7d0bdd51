package dev.runbook.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the steps of one file ended so far, as seen from one place: an iteration of a looped group
 * has a layer of its own above that of the file. Safe for several threads.
 */
final class Layer {
  private final @Nullable Layer below;
  private final Map<String, State> states = new ConcurrentHashMap<>();

  Layer(@Nullable Layer below) {
    this.below = below;
  }

  /** How a step ended: once, or once an iteration. */
  sealed interface State {

    record Once(Ended ended) implements State {}

    /** By the key of the iteration, in the order of the list. */
    record Looped(Map<String, State> iterations) implements State {}
  }

  Optional<State> find(String id) {
    for (var layer = this; layer != null; layer = layer.below) {
      var state = layer.states.get(id);
      if (state != null) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  void put(String id, State state) {
    states.put(id, state);
  }

  /** Takes over what the iterations of a loop know, each step as a map from the iteration's key. */
  void gather(Map<String, Layer> iterations) {
    var looped = new TreeMap<String, Map<String, State>>();
    iterations.forEach(
        (key, layer) ->
            layer.states.forEach(
                (id, state) ->
                    looped.computeIfAbsent(id, none -> new LinkedHashMap<>()).put(key, state)));
    looped.forEach((id, byKey) -> states.put(id, new State.Looped(byKey)));
  }
}

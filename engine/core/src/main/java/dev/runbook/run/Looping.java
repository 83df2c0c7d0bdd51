package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code for_each} of steps: what the iterations are, what they are called, and what they give.
 */
final class Looping {
  private static final String COMBINATIONS = "combinations";
  private static final int LONGEST_KEY = 64;

  private final World world;
  private final Interpreter interpreter;

  Looping(World world, Interpreter interpreter) {
    this.world = world;
    this.interpreter = interpreter;
  }

  Ended loop(Step step, Value forEach, Context context) {
    var key = context.key(step.id().text());
    if (!world.entered(key)) {
      context.stop().check();
    }
    try {
      var list = world.decide(key, "list", () -> list(forEach, scope(context, key)));
      if (list instanceof Result.Unknown unknown) {
        return unknown.part() instanceof Result.Part.Items items
            ? all(step, context, key, keyed(items))
            : once(step, context, key, unknown);
      }
      var byKey = new LinkedHashMap<String, Result>();
      keyed((Result.Known) list, forEach.span())
          .forEach((name, item) -> byKey.put(name, Result.of(item)));
      return all(step, context, key, byKey);
    } catch (EvaluationException e) {
      return fail(step, context, Failures.of(key, e));
    } catch (StepScope.BadVariable e) {
      return fail(step, context, Failures.of(key, e.error()));
    }
  }

  private Ended fail(Step step, Context context, Failure failure) {
    var ended = Ended.failed(failure);
    context.layer().put(step.id().text(), new Layer.State.Once(ended));
    world.leave(context.key(step.id().text()), step, ended, false);
    return ended;
  }

  /** In a preview the list may be unknown: then one iteration stands for all. */
  private Ended once(Step step, Context context, Key key, Result.Unknown unknown) {
    var layer = new Layer(context.layer());
    var inside = context.above(layer).with(step.settings().as().text(), unknown);
    var ended = interpreter.once(step, inside, key.iteration("*"));
    layer.put(step.id().text(), new Layer.State.Once(ended));
    context.layer().gather(Map.of("*", layer));
    var result = new Ended.Unknown(Set.of(key.text()), true);
    context.layer().put(step.id().text(), new Layer.State.Once(result));
    return result;
  }

  private Ended all(Step step, Context context, Key key, Map<String, Result> byKey)
      throws EvaluationException {
    var layers = new ConcurrentHashMap<String, Layer>();
    var branches = new ArrayList<Gathering.Branch>();
    byKey.forEach((name, item) -> branches.add(place -> one(step, place, key, name, item, layers)));
    try {
      var failure =
          interpreter.together(key, branches, atOnce(step, context, scope(context, key)), context);
      return failure == null
          ? Ended.succeeded()
          : Ended.failed(failure.with(Failure.Trail.reopen(key.text())));
    } finally {
      gather(step, context, inOrder(byKey, layers));
    }
  }

  private static Map<String, Layer> inOrder(Map<String, Result> byKey, Map<String, Layer> layers) {
    var inOrder = new LinkedHashMap<String, Layer>();
    for (var name : byKey.keySet()) {
      var layer = layers.get(name);
      if (layer != null) {
        inOrder.put(name, layer);
      }
    }
    return inOrder;
  }

  private static void gather(Step step, Context context, Map<String, Layer> layers) {
    if (layers.isEmpty()) {
      var ids = new ArrayList<String>();
      StepScope.addIds(step, ids);
      ids.forEach(id -> context.layer().put(id, new Layer.State.Looped(Map.of())));
    }
    context.layer().gather(layers);
  }

  private Ended one(
      Step step, Context place, Key key, String name, Result item, Map<String, Layer> layers) {
    var layer = new Layer(place.layer());
    layers.put(name, layer);
    var inside = place.above(layer).with(step.settings().as().text(), item);
    var ended = interpreter.once(step, inside, key.iteration(name));
    layer.put(step.id().text(), new Layer.State.Once(ended));
    return ended;
  }

  static int atOnce(Step step, Context context, StepScope scope) throws EvaluationException {
    var own = step.settings().maxParallel();
    var isAction = step.work() instanceof Work.Act;
    var value = own == null && isAction ? context.frame().runbook().defaults().maxParallel() : own;
    return Amounts.count(value, "max_parallel", 1, scope);
  }

  /** Returns the items: those of the list, or each combination of the lists of a map. */
  private static Result list(Value forEach, StepScope scope) throws EvaluationException {
    var given = Evaluation.of(forEach, scope);
    if (given instanceof Given.Entries entries) {
      return combinations(entries);
    }
    var result = Giving.result(given);
    if (result instanceof Result.Known known && known.value() instanceof Map<?, ?> map) {
      return combinations(map, forEach.span());
    }
    if (result instanceof Result.Known known && !(known.value() instanceof List)) {
      throw new EvaluationException(
          forEach.span(),
          "`for_each` needs a list, this is a " + Values.typeName(known.value()),
          "write a list, or a map of lists for every combination");
    }
    return result;
  }

  private static Result combinations(Given.Entries entries) throws EvaluationException {
    var lists = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : entries.entries().entrySet()) {
      var result = Giving.result(entry.getValue());
      if (result instanceof Result.Unknown) {
        return result;
      }
      lists.put(entry.getKey(), ((Result.Known) result).value());
    }
    return combinations(lists, entries.span());
  }

  private static Result combinations(Map<?, ?> lists, Span span) throws EvaluationException {
    List<Map<String, @Nullable Object>> all = new ArrayList<>(List.of(Map.of()));
    for (var entry : lists.entrySet()) {
      if (!(entry.getValue() instanceof List<?> items)) {
        throw new EvaluationException(
            span,
            "`" + entry.getKey() + "` of `for_each` is not a list",
            "a map gives every combination of its lists");
      }
      List<Map<String, @Nullable Object>> more = new ArrayList<>();
      for (var some : all) {
        for (var item : items) {
          var one = new LinkedHashMap<>(some);
          one.put(String.valueOf(entry.getKey()), item);
          more.add(one);
        }
      }
      all = more;
    }
    return Result.of(Map.of(COMBINATIONS, List.copyOf(all)));
  }

  /** Names the iterations over a list of which a preview knows some as a run will name them. */
  private static Map<String, Result> keyed(Result.Part.Items list) {
    var byKey = new LinkedHashMap<String, Result>();
    for (var item : list.items()) {
      var isScalar =
          item instanceof Result.Known known
              && known.value() != null
              && !(known.value() instanceof List)
              && !(known.value() instanceof Map);
      var position = byKey.size();
      var name = isScalar ? name(((Result.Known) item).value(), position) : "" + position;
      byKey.put(byKey.containsKey(name) ? name + "#" + position : name, item);
    }
    return byKey;
  }

  /** Returns how many iterations a list gives. */
  static int size(Result.Known list) {
    var items = list.value() instanceof Map<?, ?> map ? map.get(COMBINATIONS) : list.value();
    return items instanceof List<?> all ? all.size() : 0;
  }

  /** Names each iteration by its scalar, by {@code a,b} for a combination, else by its position. */
  private static Map<String, @Nullable Object> keyed(Result.Known list, Span span)
      throws EvaluationException {
    var combined = list.value() instanceof Map<?, ?> map ? map.get(COMBINATIONS) : null;
    var items = combined == null ? list.value() : combined;
    var byKey = new LinkedHashMap<String, @Nullable Object>();
    for (var item : items instanceof List<?> all ? all : List.of()) {
      var position = byKey.size();
      var name = combined == null ? name(item, position) : combination(item, position);
      if (byKey.containsKey(name)) {
        throw new EvaluationException(
            span,
            "two iterations are called `" + name + "`",
            "make the items different, such as with `unique(..)`");
      }
      byKey.put(name, item);
    }
    return byKey;
  }

  private static String combination(@Nullable Object item, int position) {
    return item instanceof Map<?, ?> map && map.values().stream().allMatch(Looping::isScalar)
        ? fitting(String.join(",", map.values().stream().map(Values::text).toList()), position)
        : String.valueOf(position);
  }

  private static String name(@Nullable Object item, int position) {
    return isScalar(item) ? fitting(Values.text(item), position) : String.valueOf(position);
  }

  private static boolean isScalar(@Nullable Object value) {
    return value != null && !(value instanceof Map) && !(value instanceof List);
  }

  /**
   * Names that would not fit into a key, a file name or a command line give way to the position.
   */
  private static String fitting(String name, int position) {
    var fits =
        !name.isEmpty()
            && name.length() <= LONGEST_KEY
            && name.chars().allMatch(c -> c > ' ' && c < 127 && "/[]@#\\'\"".indexOf(c) < 0);
    return fits ? name : String.valueOf(position);
  }

  private StepScope scope(Context context, Key key) {
    return new StepScope(context, () -> world.now(key, "for_each"));
  }
}

package dev.runbook.plan;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Type;
import dev.runbook.expression.Type.Fields;
import dev.runbook.expression.Type.Plain;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Work;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types of what one runbook declares: inputs, variables, steps, outputs. What is wrong in
 * variables and outputs is reported when their type is first asked for.
 */
final class FileTypes {
  private static final Type SECRET_INPUT =
      new Type.Wrong("a secret can be used only in `with` and in `connections`", null);

  final Runbook runbook;
  final StepIndex index;
  final Vars vars;
  private final Plan plan;
  private final Problems problems;
  private final Function<Runbook, FileTypes> others;
  private final Set<String> circular = new HashSet<>();
  private final Map<String, Type> varTypes = new HashMap<>();
  private final Map<String, Type> inputs = new LinkedHashMap<>();
  private @Nullable Type outputs;

  FileTypes(Plan plan, Runbook runbook, Problems problems, Function<Runbook, FileTypes> others) {
    this.plan = plan;
    this.runbook = runbook;
    this.problems = problems;
    this.others = others;
    this.index = plan.index(runbook);
    this.vars = plan.vars(runbook);
    runbook.inputs().forEach(d -> inputs.putIfAbsent(d.name().text(), Binding.type(d)));
  }

  /** Returns the inputs, those refused that are secrets. */
  Type inputs() {
    Map<String, Type> open = new LinkedHashMap<>(inputs);
    open.replaceAll((name, type) -> isSecret(type) ? SECRET_INPUT : type);
    return new Fields("no input", open, false);
  }

  /** Returns the inputs as {@code with} and {@code connections} may use them. */
  Type inputsWithSecrets() {
    return new Fields("no input", inputs, false);
  }

  private static boolean isSecret(Type type) {
    return type instanceof Type.OrNull orNull ? isSecret(orNull.type()) : type == Plain.SECRET;
  }

  /** Returns the inputs declared above one, all that its default may read. */
  Type inputsAbove(Declaration input) {
    Map<String, Type> above = new LinkedHashMap<>(inputs);
    var below = runbook.inputs().subList(runbook.inputs().indexOf(input), runbook.inputs().size());
    for (var declaration : below) {
      var name = declaration.name().text();
      var message = "input `" + name + "` is not declared above this one";
      above.put(name, new Type.Wrong(message, "a default may read the inputs above it"));
    }
    return new Fields("no input", above, false);
  }

  /** Returns the variables, those refused that read a step which cannot be read from there. */
  Type vars(Viewpoint from) {
    return new Fields("no variable", new LazyTypes(vars.names(), name -> var(name, from)), false);
  }

  /** Returns the type of a variable; the first time, it is checked. */
  Type var(String name) {
    var known = varTypes.get(name);
    if (known != null) {
      return known;
    }
    varTypes.put(name, Plain.ANY); // what one that reads itself sees
    var named = vars.find(name).orElseThrow();
    var circle = vars.circle(name);
    if (!circle.isEmpty()) {
      if (circular.add(name)) {
        var message = "variable `" + name + "` reads itself: " + String.join(" -> ", circle);
        problems.error(named.name().span(), message);
      }
      circular.addAll(circle);
      return Plain.ANY;
    }
    var type = Evaluation.type(named.value(), new Scene(this, Viewpoint.END).names(), problems);
    varTypes.put(name, type);
    return type;
  }

  private Type var(String name, Viewpoint from) {
    var type = var(name);
    if (from.moment() == Viewpoint.Moment.END) {
      return type;
    }
    return vars.reads(name).stream()
        .map(reference -> Vars.nameBelow("steps", reference))
        .flatMap(step -> step == null ? null : index.find(step).stream())
        .flatMap(step -> from.hides(step).stream())
        .findFirst()
        .<Type>map(why -> new Type.Wrong("`vars." + name + "` reads a step: " + why, null))
        .orElse(type);
  }

  /** Returns the steps as they can be read from there. */
  Type steps(Viewpoint from) {
    return new Fields("no step", new LazyTypes(index.ids(), id -> step(id, from)), false);
  }

  private Type step(String id, Viewpoint from) {
    var place = index.find(id).orElseThrow();
    var hidden = from.hides(place);
    if (hidden.isPresent()) {
      return new Type.Wrong(hidden.get(), null);
    }
    var seen = outputs(place);
    if (!(seen instanceof Type.Wrong)) {
      var loops = from.loopsTo(place) + (place.isLooped() ? 1 : 0);
      for (var i = 0; i < loops; i++) {
        seen = new Type.MapOf(seen);
      }
    }
    return new Fields("a step has no part", Map.of("status", Plain.TEXT, "outputs", seen), false);
  }

  private Type outputs(Place place) {
    if (place.step().settings().sensitive()) {
      return new Type.Wrong("the outputs of `" + place + "` cannot be used: it is sensitive", null);
    }
    return output(place);
  }

  /** Returns the type of the outputs of one time that a step is carried out. */
  Type output(Place place) {
    var work = place.step().work();
    if (work instanceof Work.Act act) {
      return output(act.action().text(), name(place));
    }
    if (work instanceof Work.Gate gate) {
      return output(gate, name(place));
    }
    if (work instanceof Work.Call call) {
      return plan.library()
          .called(runbook, call)
          .map(called -> renamed(others.apply(called).outputs(), name(place)))
          .orElse(Plain.ANY);
    }
    var hint = work instanceof Work.Group ? "read those of a step in it" : null;
    return new Type.Wrong(name(place) + " has no outputs", hint);
  }

  private static String name(Place place) {
    return "step `" + place + "`";
  }

  /** Returns an installed action. */
  Optional<ActionType> action(String name) {
    return plan.catalog().action(name);
  }

  /**
   * Returns the type of the outputs of an action; any if it is not installed.
   *
   * @param owner whose outputs they are, such as "step `build`"
   */
  Type output(String action, String owner) {
    return plan.catalog()
        .action(action)
        .filter(type -> type.faults().isEmpty())
        .<Type>map(type -> type.outputsType(owner))
        .orElse(Plain.ANY);
  }

  private static Type output(Work.Gate gate, String owner) {
    Map<String, Type> fields = new LinkedHashMap<>();
    gate.fields().forEach(field -> fields.put(field.name().text(), Binding.type(field)));
    Map<String, Type> parts = new LinkedHashMap<>();
    parts.put("choice", Plain.TEXT);
    parts.put("fields", new Fields(owner + " has no field", fields, true));
    parts.put("by", Plain.TEXT);
    parts.put("at", Plain.INSTANT);
    parts.put("comment", new Type.OrNull(Plain.TEXT));
    return new Fields(owner + " has no output", parts, true);
  }

  private static Type renamed(Type outputs, String owner) {
    return outputs instanceof Fields fields
        ? new Fields(owner + " has no output", fields.fields(), true)
        : outputs;
  }

  /** Returns the outputs of the runbook; the first time, they are checked. */
  Type outputs() {
    var known = outputs;
    if (known != null) {
      return known;
    }
    outputs = Plain.ANY; // what a runbook that calls itself sees
    Map<String, Type> types = new LinkedHashMap<>();
    for (var named : runbook.outputs()) {
      var names = new Scene(this, Viewpoint.END).names();
      types.putIfAbsent(named.name().text(), Evaluation.type(named.value(), names, problems));
    }
    var made = new Fields("no output", types, true);
    outputs = made;
    return made;
  }

  Optional<FileTypes> called(Work.Call call) {
    return plan.library().called(runbook, call).map(others);
  }
}

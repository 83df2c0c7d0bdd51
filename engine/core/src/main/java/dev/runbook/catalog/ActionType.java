package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.Again;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Names;
import dev.runbook.expression.Type;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An installed action: its arguments and outputs, read off its record when it is first used. */
public final class ActionType {
  private final String name;
  private final Blueprint blueprint;
  private @Nullable Anatomy anatomy;
  private @Nullable List<Diagnostic> faults;

  ActionType(String name, Blueprint blueprint) {
    this.name = name;
    this.blueprint = blueprint;
  }

  /**
   * An argument, or an output.
   *
   * @param type as operators know it: "text", "list of text", "duration", "one of `a`, `b`"
   * @param defaultText how the default is written; null if there is none
   */
  public record Part(
      String name,
      String type,
      boolean required,
      @Nullable String defaultText,
      @Nullable String doc) {}

  /** Where the connections of a runbook come from while an action is bound. */
  public interface Connections {

    /**
     * Returns the settings of the connection that the step names, or of the only one of the type.
     *
     * @param name null where the step names none
     * @param required whether an action cannot do without; then a missing one is reported at the
     *     span
     */
    Optional<Given.Entries> find(
        String type, @Nullable String name, boolean required, Span span, Problems problems);
  }

  public String name() {
    return name;
  }

  public Optional<String> doc() {
    return blueprint.doc();
  }

  /** Returns when it answers that it failed: each completes "fails if ...". */
  public List<String> failures() {
    return blueprint.failures();
  }

  /** Returns why the action cannot be used: its author's mistakes; empty if it can. */
  public synchronized List<Diagnostic> faults() {
    var known = faults;
    if (known == null) {
      known = found();
      faults = known;
    }
    return known;
  }

  private List<Diagnostic> found() {
    try {
      return blueprint.wrongReferences(anatomy()).stream().filter(Diagnostic::isError).toList();
    } catch (UnusableException e) {
      return e.problems().isEmpty()
          ? List.of(Diagnostic.error(null, unusable(e.getMessage()), null))
          : e.problems();
    }
  }

  private String unusable(@Nullable String why) {
    return "action `" + name + "` cannot be used: " + why;
  }

  /** Returns its arguments; none if it has a {@link #faults fault}, as for all that follow. */
  public List<Part> arguments() {
    return sound().map(a -> parts(a.arguments())).orElse(List.of());
  }

  public List<Part> outputs() {
    return sound().map(a -> parts(a.outputs())).orElse(List.of());
  }

  private static List<Part> parts(PartsForm form) {
    return form.components().stream().map(Component::part).toList();
  }

  /** Returns whether a call that was cut off may be run again; empty if that cannot be told. */
  public Optional<Again> again() {
    return sample().flatMap(Sample::action).map(Action::again);
  }

  /** Returns a step that asks for the action, in YAML: what is required, with names for texts. */
  public String exampleStep() {
    return sample().map(Sample::step).orElse("");
  }

  /** Returns outputs that it might give, by name. */
  public Map<String, @Nullable Object> exampleOutputs() {
    return sample().map(s -> s.outputs(anatomy().outputs())).orElse(Map.of());
  }

  private Optional<Sample> sample() {
    return sound().map(a -> new Sample(name, a.arguments()));
  }

  /**
   * Returns the type of the outputs.
   *
   * @param owner who has no output that is not there, such as "step `build`"
   */
  public Type.Fields outputsType(String owner) {
    var lacking = owner + " has no output";
    return sound()
        .map(a -> a.outputs().fields(lacking))
        .orElseGet(() -> new Type.Fields(lacking, Map.of(), true));
  }

  /** Returns the names of the arguments that a shell reads where they are text. */
  public List<String> shellTexts() {
    return sound().map(a -> a.arguments().shellTexts()).orElse(List.of());
  }

  /** Returns the type of connection it takes, such as {@code git}. */
  public Optional<String> connectionType() {
    return connection().map(c -> ((ConnectionForm) c.form()).connection());
  }

  /** Returns whether it cannot do without a connection. */
  public boolean needsConnection() {
    return connection().filter(Component::isRequired).isPresent();
  }

  /** Returns whether the action brings an undo of its own. */
  public boolean hasUndo() {
    return sound().filter(Anatomy::hasUndo).isPresent();
  }

  /**
   * Reports unknown and missing arguments, constants that are wrong, templates of the wrong type.
   */
  public void check(Value.Entries with, Span step, Names names, Problems problems) {
    check(with, step, names, null, problems);
  }

  /**
   * As {@link #check(Value.Entries, Span, Names, Problems)}, and looks the connection up; the
   * settings found are not read.
   */
  public void check(
      Value.Entries with,
      Span step,
      Names names,
      @Nullable Connections connections,
      Problems problems) {
    var given = (Given.Entries) Evaluation.checked(with, names, problems);
    bind(given, step, new Reading(problems, Reading.Goal.CHECK, connections));
  }

  /**
   * Makes the action from its arguments. Wrong ones are reported, and the result is empty; it is
   * empty without a report if an argument is unknown that cannot be shown as text.
   *
   * <p>An unknown text argument is bound as {@code <known after STEP>}.
   *
   * @param step what a missing argument points at
   */
  public Optional<Action<?>> bind(
      Given.Entries with, Span step, Connections connections, Problems problems) {
    var bound = bind(with, step, new Reading(problems, Reading.Goal.MAKE, connections));
    return Optional.ofNullable((Action<?>) bound);
  }

  /** Reports what is wrong with arguments, of an action that may have faults of its own. */
  void checkArguments(Value.Entries with, Span span, Names names, Problems problems) {
    try {
      var given = (Given.Entries) Evaluation.checked(with, names, problems);
      var reading = new Reading(problems, Reading.Goal.CHECK, null);
      anatomy().arguments().bind(given, owner(span), reading);
    } catch (UnusableException e) {
      problems.error(span, unusable(e.getMessage()), null);
    }
  }

  private @Nullable Object bind(Given.Entries with, Span step, Reading reading) {
    var faulty = faults().stream().findFirst();
    if (faulty.isEmpty()) {
      return anatomy().arguments().bind(with, owner(step), reading);
    }
    var fault = faulty.get();
    if (fault.span() == null) {
      reading.error(step, fault.message(), null);
    } else {
      var place = "`" + fault.span().place() + "`: ";
      reading.error(step, unusable(place + fault.message()), "`runbook actions " + name + "`");
    }
    return null;
  }

  private Owner owner(Span step) {
    return new Owner("action `" + name + "`", "argument", null, step);
  }

  /** Returns a record of outputs as values, by name. */
  public Map<String, @Nullable Object> values(Object outputs) {
    return anatomy().outputs().value(outputs);
  }

  /**
   * Returns values as the record of outputs, as it was before {@link #values}.
   *
   * @throws IllegalArgumentException if they are not values of such a record
   */
  public Object record(Map<String, ? extends @Nullable Object> values) {
    return anatomy().outputs().outputs(name, values);
  }

  /** Returns plausible outputs: the action's own example, or made from the types. */
  public Map<String, @Nullable Object> example(Action<?> action) {
    var example = action.example();
    return values(example == null ? anatomy().outputs().example() : example);
  }

  /**
   * Returns outputs made of those given, and of plausible ones for the rest. Wrong ones are
   * reported, and the result is empty.
   *
   * @param action what gives them; null while it is not known
   */
  public Optional<Object> outputs(
      Given.Entries given, @Nullable Action<?> action, Problems problems) {
    Map<String, Given> all = new LinkedHashMap<>();
    var plausible = action == null ? exampleOutputs() : example(action);
    plausible.forEach((key, value) -> all.put(key, new Given.Fixed(value, given.span())));
    all.putAll(given.entries());
    var owner = new Owner("action `" + name + "`", "output", null, given.span());
    var entries = new Given.Entries(all, given.keys(), given.span());
    return Optional.ofNullable(anatomy().outputs().bind(entries, owner, Reading.of(problems)));
  }

  /** Returns the arguments of an action as values, by name; secrets and connections left out. */
  public Map<String, @Nullable Object> arguments(Action<?> action) {
    return anatomy().arguments().value(action);
  }

  /** Returns the secrets among the arguments of an action, by name, for what seals them. */
  public Map<String, @Nullable Object> secrets(Action<?> action) {
    return anatomy().arguments().secrets(action);
  }

  /** Returns the form of its arguments; empty if it has a {@link #faults fault}. */
  Optional<PartsForm> argumentsForm() {
    return sound().map(Anatomy::arguments);
  }

  /** Returns the form of the connection it takes, whatever its name. */
  Optional<ConnectionForm> connectionForm() {
    return connection().map(c -> (ConnectionForm) c.form());
  }

  private Optional<Component> connection() {
    return sound().flatMap(Anatomy::connection);
  }

  private Optional<Anatomy> sound() {
    return faults().isEmpty() ? Optional.of(anatomy()) : Optional.empty();
  }

  private synchronized Anatomy anatomy() {
    var known = anatomy;
    if (known == null) {
      known = blueprint.anatomy();
      anatomy = known;
    }
    return known;
  }
}

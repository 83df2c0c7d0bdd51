package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Names;
import dev.runbook.expression.Type;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An installed action: its arguments and outputs, read off its record. */
public final class ActionType {
  private final String name;

  ActionType(String name) {
    this.name = name;
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
    throw new UnsupportedOperationException();
  }

  public List<Part> arguments() {
    throw new UnsupportedOperationException();
  }

  public List<Part> outputs() {
    throw new UnsupportedOperationException();
  }

  /** Returns the type of the outputs, whose missing names are reported as "no output of `step`". */
  public Type.Fields outputsType(String step) {
    throw new UnsupportedOperationException();
  }

  /** Returns the type of connection it takes, such as {@code git}. */
  public Optional<String> connectionType() {
    throw new UnsupportedOperationException();
  }

  /** Returns whether it cannot do without a connection. */
  public boolean needsConnection() {
    throw new UnsupportedOperationException();
  }

  /** Returns whether the action brings an undo of its own. */
  public boolean hasUndo() {
    throw new UnsupportedOperationException();
  }

  /**
   * Reports unknown and missing arguments, constants that are wrong, templates of the wrong type.
   */
  public void check(Value.Entries with, Span step, Names names, Problems problems) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /** Returns a record of outputs as values, by name. */
  public Map<String, @Nullable Object> values(Object outputs) {
    throw new UnsupportedOperationException();
  }

  /** Returns values as the record of outputs, as it was before {@link #values}. */
  public Object record(Map<String, ? extends @Nullable Object> values) {
    throw new UnsupportedOperationException();
  }

  /** Returns plausible outputs: the action's own example, or made from the types. */
  public Map<String, @Nullable Object> example(Action<?> action) {
    throw new UnsupportedOperationException();
  }

  /** Returns the arguments of an action as values, by name; secrets and connections left out. */
  public Map<String, @Nullable Object> arguments(Action<?> action) {
    throw new UnsupportedOperationException();
  }
}

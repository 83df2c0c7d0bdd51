package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.Call;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Optional;

/** What an action's record tells, read off once, when the action is first used. */
record Anatomy(
    PartsForm arguments, PartsForm outputs, Optional<Component> connection, boolean hasUndo) {

  /**
   * Reads an action's class.
   *
   * @throws UnusableException if it breaks the rules for actions
   */
  static Anatomy of(Class<?> action) {
    try {
      var arguments = Forms.record(action);
      var outputs = Forms.record(outputs(action));
      if (outputs.components().stream().anyMatch(c -> c.form().isSecret())) {
        throw new UnusableException("an output is a secret");
      }
      var connection =
          arguments.components().stream().filter(c -> c.form() instanceof ConnectionForm).findAny();
      return new Anatomy(arguments, outputs, connection, hasUndo(action));
    } catch (LinkageError | TypeNotPresentException | NoSuchMethodException e) {
      throw new UnusableException("a class is missing: " + e.getMessage(), e);
    }
  }

  private static Class<?> outputs(Class<?> action) throws NoSuchMethodException {
    var answer = action.getMethod("run", Call.class).getGenericReturnType();
    if (answer instanceof ParameterizedType outcome
        && outcome.getActualTypeArguments()[0] instanceof Class<?> outputs) {
      return outputs;
    }
    throw new UnusableException("its outputs are no record");
  }

  private static boolean hasUndo(Class<?> action) {
    return Arrays.stream(action.getMethods())
        .anyMatch(
            m ->
                m.getName().equals("undo")
                    && m.getParameterCount() == 1
                    && m.getDeclaringClass() != Action.class);
  }
}

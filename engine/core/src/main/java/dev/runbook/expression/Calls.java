package dev.runbook.expression;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the text handed to MVEL calls, and all it can call. Public only because MVEL calls it by
 * reflection.
 */
public final class Calls {
  private final Computation computation;
  private final List<Node> nodes;
  private @Nullable EvaluationException failure;

  /**
   * @param nodes by the numbers that stand for them in the text
   */
  Calls(Computation computation, List<Node> nodes) {
    this.computation = computation;
    this.nodes = nodes;
  }

  /** Returns a value that was read before, or a list or map of such values. */
  public @Nullable Object value(int node) {
    return guarded(() -> computation.value(nodes.get(node)));
  }

  /** Returns what a node gives for the value of its only part. */
  public @Nullable Object apply(int node, @Nullable Object operand) {
    return computed(node, operand);
  }

  /** Returns what a node gives for the values of its two parts. */
  public @Nullable Object apply(int node, @Nullable Object first, @Nullable Object second) {
    return computed(node, first, second);
  }

  /** Returns what a node gives for the values of its three parts. */
  public @Nullable Object apply(
      int node, @Nullable Object first, @Nullable Object second, @Nullable Object third) {
    return computed(node, first, second, third);
  }

  private @Nullable Object computed(int node, @Nullable Object... operands) {
    return guarded(() -> computation.apply(nodes.get(node), Arrays.asList(operands)));
  }

  private interface Step {
    @Nullable Object take() throws EvaluationException;
  }

  /** Keeps the first failure: MVEL would wrap it, and look for it in its own text. */
  private @Nullable Object guarded(Step step) {
    if (failure == null) {
      try {
        return step.take();
      } catch (EvaluationException e) {
        failure = e;
      }
    }
    return null;
  }

  @Nullable EvaluationException failure() {
    return failure;
  }
}

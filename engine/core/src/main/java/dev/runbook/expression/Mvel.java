package dev.runbook.expression;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mvel2.MVEL;
import org.mvel2.optimizers.OptimizerFactory;

/**
 * A computation as MVEL carries it out: fully parenthesised calls of {@link Calls}, in which nodes
 * stand as numbers. No character that an operator wrote is in that text.
 */
final class Mvel {
  private static final String CALLS = "f";

  /** MVEL keeps static caches that are not safe for several threads. */
  private static final Object ONE_AT_A_TIME = new Object();

  static {
    // The default writes a class for each expression, which takes ten times as long as it saves.
    OptimizerFactory.setDefaultOptimizer("reflective");
  }

  private final List<Node> nodes = new ArrayList<>();
  private final Serializable compiled;

  private Mvel(Node root) {
    var text = text(root);
    synchronized (ONE_AT_A_TIME) {
      compiled = MVEL.compileExpression(text);
    }
  }

  static Mvel of(Node root) {
    return new Mvel(root);
  }

  /** Lists and maps are values here: MVEL takes twice the time for each level of them. */
  private String text(Node node) {
    var number = nodes.size();
    nodes.add(node);
    if (!Computation.isCalled(node)) {
      return CALLS + ".value(" + number + ")";
    }
    var call = new StringBuilder(CALLS + ".apply(" + number);
    node.parts().forEach(part -> call.append(", ").append(text(part)));
    return call.append(")").toString();
  }

  @Nullable Object evaluate(Computation computation) throws EvaluationException {
    var calls = new Calls(computation, nodes);
    var names = new HashMap<String, Object>();
    names.put(CALLS, calls);
    Object value;
    synchronized (ONE_AT_A_TIME) {
      value = MVEL.executeExpression(compiled, names);
    }
    if (calls.failure() != null) {
      throw calls.failure();
    }
    return value;
  }
}

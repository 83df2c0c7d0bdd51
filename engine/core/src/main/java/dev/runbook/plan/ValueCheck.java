package dev.runbook.plan;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Names;
import dev.runbook.expression.Type;
import dev.runbook.model.Declaration;
import dev.runbook.model.Declaration.Kind;
import dev.runbook.model.Declaration.Shape;
import dev.runbook.model.Retry;
import dev.runbook.model.Value;
import dev.runbook.model.Value.Scalar;
import org.jspecify.annotations.Nullable;

/** Checks values of the engine's own keys. What they say without templates the loader has read. */
record ValueCheck(Problems problems) {
  void duration(String key, @Nullable Value value, Names names) {
    computed(key, Kind.DURATION, value, names);
  }

  void integer(String key, @Nullable Value value, Names names) {
    computed(key, Kind.INTEGER, value, names);
  }

  void retry(Retry retry, Scene scene) {
    integer("attempts", retry.attempts(), scene.names());
    duration("delay", retry.delay(), scene.names());
    computed("backoff", Kind.NUMBER, retry.backoff(), scene.names());
    duration("max_delay", retry.maxDelay(), scene.names());
    if (retry.condition() != null) {
      retry.condition().checkCondition(scene.withError().names(), problems);
    }
  }

  /** Checks a text for people, which may hold anything. */
  void text(@Nullable Value value, Names names) {
    if (value != null) {
      Evaluation.checked(value, names, problems);
    }
  }

  /** Checks a value that is computed, if it is. */
  void computed(String key, Kind kind, @Nullable Value value, Names names) {
    if (value instanceof Scalar scalar && scalar.template().constant().isEmpty()) {
      Binding.read(Shape.of(kind), key, Evaluation.checked(value, names, problems), problems);
    }
  }

  /**
   * Checks a field of a gate: its default is shown before anything is decided, as it is written.
   */
  void field(Declaration field, Names names) {
    declaration(field, names);
    if (field.defaultValue() != null) {
      Evaluation.constant(field.defaultValue(), problems);
    }
  }

  /** Checks the limits and the default of an input or a field. */
  void declaration(Declaration declaration, Names names) {
    Binding.check(declaration, problems);
    if (declaration.defaultValue() != null) {
      var given = Evaluation.checked(declaration.defaultValue(), names, problems);
      Binding.read(declaration, given, problems);
    }
  }

  /** Returns the type of a value, checked. */
  Type type(Value value, Names names) {
    return Evaluation.type(value, names, problems);
  }
}

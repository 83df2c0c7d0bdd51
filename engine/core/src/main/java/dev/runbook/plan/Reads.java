package dev.runbook.plan;

import dev.runbook.expression.Expression;
import dev.runbook.expression.Reference;
import dev.runbook.model.Declaration;
import dev.runbook.model.Retry;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the names that values and steps read. */
final class Reads {
  private final List<Expression> found = new ArrayList<>();
  private final List<Expression> filled = new ArrayList<>();

  private Reads() {}

  static List<Reference> of(Value value) {
    return references(expressions(value));
  }

  static List<Expression> expressions(Value value) {
    var reads = new Reads();
    reads.add(value);
    return reads.found;
  }

  private static List<Reference> references(List<Expression> expressions) {
    return expressions.stream().flatMap(each -> each.references().stream()).toList();
  }

  static List<Reference> of(Declaration declared) {
    var reads = new Reads();
    reads.add(declared.defaultValue());
    return references(reads.found);
  }

  static List<Reference> of(Declaration.Secret secret) {
    return secret.from() instanceof Declaration.SecretFrom.Command command
        ? references(command.arguments().stream().flatMap(a -> a.expressions().stream()).toList())
        : List.of();
  }

  static List<Reference> of(Runbook.Defaults defaults) {
    var reads = new Reads();
    reads.add(defaults.timeout());
    reads.add(defaults.every());
    reads.add(defaults.maxParallel());
    if (defaults.retry() != null) {
      reads.add(defaults.retry());
    }
    return references(reads.found);
  }

  /** Returns what a step reads itself, not what steps in it read. */
  static List<Reference> of(Step step) {
    return references(expressions(step));
  }

  /** Returns the step's own expressions, in no order. */
  static List<Expression> expressions(Step step) {
    var reads = new Reads();
    reads.add(step.name());
    reads.add(step.work());
    reads.add(step.settings());
    return reads.found;
  }

  /**
   * Returns those of a step's own expressions that must not be null: conditions, parts of texts.
   */
  static List<Expression> filled(Step step) {
    var reads = new Reads();
    reads.add(step.name());
    reads.add(step.work());
    reads.add(step.settings());
    return reads.filled;
  }

  private void add(Step.Settings settings) {
    add(settings.forEach());
    add(settings.maxParallel());
    add(settings.when());
    add(settings.timeout());
    add(settings.until());
    add(settings.every());
    add(settings.inARow());
    add(settings.assertion());
    add(settings.message());
    if (settings.retry() != null) {
      add(settings.retry());
    }
    if (settings.undo() instanceof Step.Undo.Same same) {
      add(same.with());
    }
    if (settings.undo() instanceof Step.Undo.Other other) {
      add(other.with());
    }
    if (settings.doneIf() != null) {
      add(settings.doneIf().with());
      add(settings.doneIf().is());
    }
  }

  private void add(Retry retry) {
    add(retry.attempts());
    add(retry.delay());
    add(retry.backoff());
    add(retry.maxDelay());
    add(retry.condition());
  }

  private void add(Work work) {
    if (work instanceof Work.Act act) {
      add(act.with());
    } else if (work instanceof Work.Call call) {
      add(call.with());
    } else if (work instanceof Work.Gate gate) {
      add(gate);
    } else if (work instanceof Work.Wait wait) {
      add(wait.value());
    } else if (work instanceof Work.WaitUntil wait) {
      add(wait.until());
      add(wait.zone());
    } else if (work instanceof Work.Assert check) {
      add(check.condition());
      add(check.message());
    } else if (work instanceof Work.Group group) {
      add(group.parallel());
    }
  }

  private void add(Work.Gate gate) {
    add(gate.ask());
    gate.show().forEach(entry -> add(entry.value()));
    gate.fields().forEach(field -> add(field.defaultValue()));
    add(gate.timeout());
    add(gate.approvals());
  }

  private void add(@Nullable Value value) {
    if (value instanceof Value.Scalar scalar) {
      var expressions = scalar.template().expressions();
      found.addAll(expressions);
      if (scalar.template().single().isEmpty()) {
        filled.addAll(expressions);
      }
    } else if (value instanceof Value.Items items) {
      items.items().forEach(this::add);
    } else if (value instanceof Value.Entries entries) {
      entries.entries().forEach(entry -> add(entry.value()));
    }
  }

  private void add(@Nullable Expression expression) {
    if (expression != null) {
      found.add(expression);
      filled.add(expression);
    }
  }
}

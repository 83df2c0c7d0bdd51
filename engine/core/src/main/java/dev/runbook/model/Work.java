package dev.runbook.model;

import dev.runbook.expression.Expression;
import dev.runbook.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step does: exactly one of these. */
public sealed interface Work {

  /** Runs a plugin's action. {@code with} is empty where the step has none. */
  record Act(Word action, Value.Entries with) implements Work {}

  /**
   * Stops for a person's decision.
   *
   * @param choices empty for approve or reject
   * @param show what the person sees, by name
   * @param timeout how long the gate is open
   * @param onTimeout the choice that holds when nobody decided; a gate without one fails
   * @param approvals how many different people must approve; 1 unless said
   * @param approvers accounts and {@code @groups}; empty for everybody
   */
  record Gate(
      Value ask,
      List<Value.Entry> show,
      List<Word> choices,
      List<Declaration> fields,
      @Nullable Value timeout,
      @Nullable Word onTimeout,
      @Nullable Value approvals,
      boolean notSelf,
      List<Word> approvers,
      Span span)
      implements Work {
    public Gate {
      show = List.copyOf(show);
      choices = List.copyOf(choices);
      fields = List.copyOf(fields);
      approvers = List.copyOf(approvers);
    }
  }

  /** Lets a duration pass, or waits for an instant: the value is a duration or an instant. */
  record Wait(Value value) implements Work {}

  /**
   * Waits for the next time of day.
   *
   * @param until {@code HH:MM} or {@code HH:MM:SS}
   * @param zone an IANA time zone; the machine's own where null
   */
  record WaitUntil(Value until, @Nullable Value zone) implements Work {}

  /** Goes on only if the condition is true. */
  record Assert(Expression condition, @Nullable Value message) implements Work {}

  /**
   * Steps as one.
   *
   * @param parallel null for one after the other; else {@code true} or a number
   */
  record Group(List<Step> steps, @Nullable Value parallel, List<Step> rescue, List<Step> always)
      implements Work {
    public Group {
      steps = List.copyOf(steps);
      rescue = List.copyOf(rescue);
      always = List.copyOf(always);
    }
  }

  /** Another runbook as one step. {@code with} is empty where the step has none. */
  record Call(Word file, Value.Entries with) implements Work {}

  /** Undoes the finished steps in those, last first. */
  record Rollback(List<Word> steps) implements Work {
    public Rollback {
      steps = List.copyOf(steps);
    }
  }
}

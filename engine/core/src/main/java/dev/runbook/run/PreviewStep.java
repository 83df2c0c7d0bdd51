package dev.runbook.run;

import dev.runbook.action.Preview.Effect;
import dev.runbook.plan.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a dry run found out about one step, or one iteration of it. What is not known yet stands in
 * its texts as {@code <known after STEP>}. Immutable.
 *
 * @param key what the step is called in the run, such as {@code images[15,arm]}
 * @param name for people; null if it has none
 * @param part which list of its group it stands in
 * @param condition what decides whether it runs, where that is not known yet; else null
 * @param limits how long and how often
 * @param failure why it would fail; null if nothing is known that would make it
 */
public record PreviewStep(
    String key,
    @Nullable String name,
    Place.Part part,
    @Nullable Condition condition,
    Doing doing,
    Limits limits,
    @Nullable String failure) {

  /**
   * How long and how often a step does its work, and how it is judged; what the runbook does not
   * say is null.
   *
   * @param until the condition it waits for
   * @param every how long it waits before it looks again; null without {@code until}
   * @param inARow how often the condition must hold; 1 without {@code until}
   * @param timeout after what time it fails
   * @param retry how it is tried again, such as "3 attempts, 10s apart"
   * @param check the {@code assert} beside it
   * @param doneIf what shows that it is done already, such as "`output.code == 200` of
   *     http.request"
   * @param tolerated whether the run goes on if it fails
   */
  public record Limits(
      @Nullable String until,
      @Nullable String every,
      int inARow,
      @Nullable String timeout,
      @Nullable String retry,
      @Nullable String check,
      @Nullable String doneIf,
      boolean tolerated) {
    static final Limits NONE = new Limits(null, null, 1, null, null, null, null, false);
  }

  /**
   * What decides whether a step runs.
   *
   * @param text as the runbook says it
   * @param after the steps after which it is known
   * @param gate the key of the gate it depends on alone; null if it is not one gate
   * @param choices the choices of that gate with which the step runs
   */
  public record Condition(
      String text, Set<String> after, @Nullable String gate, List<String> choices) {
    public Condition {
      after = Set.copyOf(after);
      choices = List.copyOf(choices);
    }
  }

  /** What a step would do. */
  public sealed interface Doing {

    /** Returns the steps inside. */
    default List<PreviewStep> steps() {
      return List.of();
    }

    /** Returns the same with those steps inside. */
    default Doing with(List<PreviewStep> steps) {
      return this;
    }
  }

  /**
   * Runs an action.
   *
   * @param effect null where too little is known of its arguments
   * @param text what it would do, an imperative; its arguments where too little is known
   * @param arguments as values, by name; without secrets
   * @param after the steps after which its arguments are known; empty if they are
   * @param undo what takes it back, such as "enable it"; null if nothing does
   * @param found what a probe found, one line each
   */
  public record Act(
      String action,
      @Nullable Effect effect,
      String text,
      Map<String, @Nullable Object> arguments,
      Set<String> after,
      @Nullable String undo,
      List<String> found)
      implements Doing {
    public Act {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      after = Set.copyOf(after);
      found = List.copyOf(found);
    }
  }

  /**
   * Asks a person.
   *
   * @param choices what can be decided; {@code approve} and {@code reject} if the runbook names
   *     none
   * @param fields the names of what can be filled in
   * @param rules who may decide, such as "2 different people"
   * @param late what happens if nobody does, such as "nobody within 4h: hold"; null if it stays
   *     open
   * @param given the starter's own decision: {@code --yes}; null if there is none
   */
  public record Ask(
      String text,
      List<String> choices,
      List<String> fields,
      List<String> rules,
      @Nullable String late,
      @Nullable String given)
      implements Doing {
    public Ask {
      choices = List.copyOf(choices);
      fields = List.copyOf(fields);
      rules = List.copyOf(rules);
    }
  }

  /** Lets time pass; the text says how long, or until when. */
  public record Pass(String text) implements Doing {}

  /**
   * Goes on only if a condition is true.
   *
   * @param after the steps after which it is known; empty if it is known to be true, or false
   */
  public record Check(String condition, Set<String> after) implements Doing {
    public Check {
      after = Set.copyOf(after);
    }
  }

  /**
   * Carries out steps as one.
   *
   * @param atOnce how many at once; 1 for one after the other
   */
  public record Group(int atOnce, List<PreviewStep> steps) implements Doing {
    public Group {
      steps = List.copyOf(steps);
    }

    @Override
    public Group with(List<PreviewStep> inside) {
      return new Group(atOnce, inside);
    }
  }

  /**
   * Carries out another runbook.
   *
   * @param file as the step names it
   * @param arguments what it is given
   * @param undo what takes it back instead of the undo of its steps; null for those, {@link #NONE}
   *     if nothing does
   */
  public record Call(
      String file,
      Map<String, @Nullable Object> arguments,
      @Nullable String undo,
      List<PreviewStep> steps)
      implements Doing {
    public static final String NONE = "none";

    public Call {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      steps = List.copyOf(steps);
    }

    boolean isKept() {
      return NONE.equals(undo);
    }

    @Override
    public Call with(List<PreviewStep> inside) {
      return new Call(file, arguments, undo, inside);
    }
  }

  /**
   * Does the same for each item of a list.
   *
   * @param size how many items; null where that is not known: then one step stands for all
   * @param after the steps after which the list is known; empty if it is
   * @param atOnce how many at once
   * @param steps one for each item
   */
  public record Loop(@Nullable Integer size, Set<String> after, int atOnce, List<PreviewStep> steps)
      implements Doing {
    public Loop {
      after = Set.copyOf(after);
      steps = List.copyOf(steps);
    }

    @Override
    public Loop with(List<PreviewStep> inside) {
      return new Loop(size, after, atOnce, inside);
    }

    Loop atOnce(int number) {
      return new Loop(size, after, number, steps);
    }
  }

  /**
   * Takes steps back.
   *
   * @param ids the steps that the runbook names
   * @param undos what would be done, the last step's first
   * @param kept the keys of the steps in them that change something and have no undo
   */
  public record TakeBack(List<String> ids, List<String> undos, List<String> kept) implements Doing {
    public TakeBack {
      ids = List.copyOf(ids);
      undos = List.copyOf(undos);
      kept = List.copyOf(kept);
    }
  }

  /** Nothing. */
  public record Skip(String reason) implements Doing {}

  /** Fails before it is known what it would do. */
  public record Fail() implements Doing {}

  /** Returns the same with those steps inside. */
  PreviewStep with(List<PreviewStep> inside) {
    return new PreviewStep(key, name, part, condition, doing.with(inside), limits, failure);
  }

  /** Returns the same as one of the steps of its list. */
  PreviewStep plain() {
    return new PreviewStep(key, name, Place.Part.STEPS, condition, doing, limits, failure);
  }

  /** Returns the steps inside. */
  public List<PreviewStep> steps() {
    return doing.steps();
  }

  /** Returns whether it, or a step inside, would fail. */
  boolean hasFailure() {
    return failure != null || steps().stream().anyMatch(PreviewStep::hasFailure);
  }

  /** Returns the step itself, then all steps inside, in the order they run. */
  Stream<PreviewStep> all() {
    return Stream.concat(Stream.of(this), steps().stream().flatMap(PreviewStep::all));
  }
}

package dev.runbook.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do: the answer of a dry run. Immutable; {@link PreviewText} shows it to people,
 * {@link PreviewJson} to programs.
 *
 * @param runbook the name of the runbook
 * @param file where it was read from
 * @param selected the steps that were asked for; empty for all
 * @param probed whether systems were asked
 * @param whole what holds for the run as a whole
 * @param steps those at the top of the runbook that are part of the run
 * @param leftOut the ids of steps that are not part of this run, without those inside of them
 * @param taken those of them whose outputs an earlier run supplies
 * @param needs what has to be given from outside
 * @param last how long its steps took the last time; null if that is not known
 * @param failure why the run would fail, as far as that is known; null if nothing would make it
 */
public record PreviewResult(
    String runbook,
    Path file,
    List<String> selected,
    boolean probed,
    Whole whole,
    List<PreviewStep> steps,
    List<String> leftOut,
    List<String> taken,
    List<Need> needs,
    @Nullable LastTime last,
    @Nullable String failure) {
  public PreviewResult {
    selected = List.copyOf(selected);
    steps = List.copyOf(steps);
    leftOut = List.copyOf(leftOut);
    taken = List.copyOf(taken);
    needs = List.copyOf(needs);
  }

  /**
   * What holds for a run as a whole.
   *
   * @param inputs what it is given, by name; what is secret or missing is named only
   * @param defaults how all action steps are repeated and bounded that do not say otherwise
   * @param lock what only one run may hold at a time; null if there is none
   * @param notices the steps that tell people, by when they do: {@code gate}, {@code failure},
   *     {@code success}
   */
  public record Whole(
      Map<String, @Nullable Object> inputs,
      List<String> defaults,
      @Nullable String lock,
      Map<String, List<PreviewStep>> notices) {
    public Whole {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
      defaults = List.copyOf(defaults);
      notices = Collections.unmodifiableMap(new LinkedHashMap<>(notices));
    }
  }

  /** What can be given from outside. */
  public enum Kind {
    INPUT,
    SECRET,
    CONNECTION
  }

  /** Where something comes from. */
  public enum From {
    NOBODY,
    /** An environment variable. */
    ENV,
    FILE,
    /** A program that is run at the start. */
    COMMAND,
    /** The operator, who is asked at the start. */
    PROMPT
  }

  /**
   * A secret, or an input or connection that is missing.
   *
   * @param source the variable, file or command; null if there is none
   * @param there whether it is there; null where only the run itself would find out
   */
  public record Need(
      Kind kind, String name, From from, @Nullable String source, @Nullable Boolean there) {
    static Need missing(Kind kind, String name) {
      return new Need(kind, name, From.NOBODY, null, false);
    }

    /** Returns whether a run would refuse to start for want of it. */
    public boolean isMissing() {
      return Boolean.FALSE.equals(there);
    }
  }

  /** Returns all steps: those of the run, and those that tell people. */
  List<PreviewStep> everything() {
    var all = new ArrayList<>(steps);
    whole.notices().values().forEach(all::addAll);
    return all;
  }
}

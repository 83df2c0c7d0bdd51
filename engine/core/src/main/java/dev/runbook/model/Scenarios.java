package dev.runbook.model;

import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario file says: how a runbook is run in the scripted world, and what is expected.
 *
 * @param path where it was read from; paths in it start at its folder
 * @param test the runbook
 * @param common what holds in every scenario that says nothing else
 * @param coverage how much the scenarios must reach, such as {@code 90%}; null for any
 */
public record Scenarios(
    Path path,
    Source source,
    Word test,
    Setting common,
    List<Scenario> scenarios,
    @Nullable Word coverage) {
  public Scenarios {
    scenarios = List.copyOf(scenarios);
  }

  /**
   * What is given.
   *
   * @param sites site files
   * @param start the instant at which the run starts
   * @param operator the account that starts it
   * @param groups accounts by group
   * @param answers what actions and calls answer, by the address of the step
   * @param decisions what people decide, by the address of the gate
   */
  public record Setting(
      List<Value.Entry> inputs,
      List<Word> sites,
      @Nullable Word start,
      @Nullable Word operator,
      List<Value.Entry> groups,
      List<Value.Entry> answers,
      List<Value.Entry> decisions,
      @Nullable Crash crash) {
    public Setting {
      inputs = List.copyOf(inputs);
      sites = List.copyOf(sites);
      groups = List.copyOf(groups);
      answers = List.copyOf(answers);
      decisions = List.copyOf(decisions);
    }
  }

  /** Where the run is cut off, to be resumed. */
  public sealed interface Crash {
    /** At every event of its journal in turn. */
    record Everywhere(Span span) implements Crash {}

    /** After the effect of a step, before that is known. */
    record During(Word step) implements Crash {}
  }

  /**
   * One scenario.
   *
   * @param resume how the run goes on after it ended; null if it does not
   */
  public record Scenario(
      Word name, Setting setting, Expectation expect, @Nullable Scenario resume) {}

  /**
   * What is expected; nothing where nothing is said.
   *
   * @param ended {@code succeeded}, {@code failed}, {@code cancelled} or {@code waiting}
   * @param order steps that begin in this order, others between them
   * @param times how often steps run, by address
   * @param with some of the arguments of steps, by address
   * @param shown some of what gates show, by address
   * @param refused why decisions do not count, by address
   * @param says a part of the reason of the failure
   * @param took a duration, or a bound such as {@code > 12h}
   */
  public record Expectation(
      @Nullable Word ended,
      List<Value.Entry> outputs,
      List<Word> order,
      List<Word> ran,
      List<Word> never,
      List<Word> skipped,
      List<Word> failed,
      List<Word> asked,
      List<Value.Entry> times,
      List<Value.Entry> with,
      List<Value.Entry> shown,
      List<Value.Entry> refused,
      @Nullable Word failedStep,
      @Nullable Word says,
      @Nullable Word took) {}
}

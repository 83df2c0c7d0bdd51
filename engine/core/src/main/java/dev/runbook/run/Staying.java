package dev.runbook.run;

import java.util.ArrayList;
import java.util.List;

/** What a rollback leaves as it is: the keys of steps that did something, or perhaps did. */
public record Staying(List<String> finished, List<String> failed, List<String> cutOff) {
  public Staying {
    finished = List.copyOf(finished);
    failed = List.copyOf(failed);
    cutOff = List.copyOf(cutOff);
  }

  /** Returns those without an undo among steps. */
  public static Staying of(List<TakenBack> steps) {
    return new Staying(
        keys(steps, TakenBack.State.FINISHED),
        keys(steps, TakenBack.State.FAILED),
        keys(steps, TakenBack.State.CUT_OFF));
  }

  private static List<String> keys(List<TakenBack> steps, TakenBack.State state) {
    return steps.stream()
        .filter(step -> step.undo() == null && step.state() == state)
        .map(TakenBack::step)
        .toList();
  }

  /** Returns it in words, a line for each kind there is. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    add(lines, "nothing takes back: ", finished);
    add(lines, "failed, and nothing takes back what they had done by then: ", failed);
    add(lines, "cut off, and nothing takes back what they did, if anything: ", cutOff);
    return lines;
  }

  private static void add(List<String> lines, String what, List<String> keys) {
    if (!keys.isEmpty()) {
      lines.add(what + String.join(", ", keys));
    }
  }
}

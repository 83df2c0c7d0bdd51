package dev.runbook.run;

import dev.runbook.plan.Place.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows the tree of a dry run, one step a line. */
final class PreviewRows {
  private static final int VERB = 8;
  private static final int LONGEST_ID = 28;

  private final PreviewLayout layout;
  private final @Nullable LastTime last;
  private final PreviewCalls calls = new PreviewCalls();
  private Map<String, @Nullable Object> inputs;

  /**
   * Begins with nothing.
   *
   * @param inputs those of the runbook
   * @param last how long steps took the last time; null if that is not known
   */
  PreviewRows(PreviewLayout layout, Map<String, @Nullable Object> inputs, @Nullable LastTime last) {
    this.layout = layout;
    this.inputs = inputs;
    this.last = last;
  }

  /** Adds the steps at the top of the runbook: groups stand apart. */
  void add(List<PreviewStep> steps) {
    layout.blank();
    block(steps, Part.STEPS, "", true);
  }

  /**
   * Adds steps that tell people.
   *
   * @param when {@code gate}, {@code failure} or {@code success}
   */
  void notice(String when, List<PreviewStep> steps) {
    var text =
        switch (when) {
          case "gate" -> "when a gate opens";
          case "failure" -> "if the run fails";
          default -> "if it succeeds";
        };
    layout.row(pad("notify", VERB), text, List.of());
    block(steps, Part.STEPS, "  ", false);
  }

  /** Adds steps; the part around them, if they repeat a step of it, is said already. */
  private void block(List<PreviewStep> steps, Part around, String margin, boolean apart) {
    var folding = PreviewFolding.of(steps);
    var width = idWidth(folding.shown());
    var part = around;
    PreviewStep.Condition condition = null;
    PreviewStep before = null;
    for (var step : folding.shown()) {
      if (apart && before != null && (isApart(step) || isApart(before))) {
        layout.blank();
      }
      before = step;
      if (step.part() != part) {
        part = step.part();
        condition = null;
        part(part, margin);
      }
      var inner = part == around ? margin : margin + "  ";
      if (step.condition() != null && !Objects.equals(step.condition(), condition)) {
        condition(step.condition(), inner);
      }
      condition = step.condition();
      one(step, condition == null ? inner : inner + "  ", width, calls.alike(step, inputs));
    }
    folding.rest().forEach(rest -> layout.row(margin + pad("...", VERB), rest, List.of()));
  }

  private static boolean isApart(PreviewStep step) {
    return !step.steps().isEmpty();
  }

  private static int idWidth(List<PreviewStep> steps) {
    return steps.stream()
        .filter(step -> !(step.doing() instanceof PreviewStep.Group))
        .mapToInt(step -> id(step).length())
        .filter(length -> length <= LONGEST_ID)
        .max()
        .orElse(0);
  }

  /** Returns what a step is called inside of what stands around it. */
  static String id(PreviewStep step) {
    return step.key().substring(step.key().lastIndexOf('/') + 1);
  }

  private void part(Part part, String margin) {
    var isRescue = part == Part.RESCUE;
    layout.row(
        margin + pad(isRescue ? "rescue" : "always", VERB),
        isRescue ? "if one of those fails" : "on every way out",
        List.of());
  }

  private void condition(PreviewStep.Condition condition, String margin) {
    var gate = condition.gate();
    if (gate == null) {
      layout.row(margin + pad("if", VERB), condition.text(), PreviewNotes.after(condition.after()));
    } else {
      var choices = condition.choices();
      layout.row(
          margin + pad("if", VERB), PreviewNotes.or(choices) + " is chosen at " + gate, List.of());
    }
  }

  private void one(PreviewStep step, String margin, int width, @Nullable String alike) {
    var doing = step.doing();
    var notes = alike == null ? notes(step) : List.<String>of();
    var brief = doing instanceof PreviewStep.Loop loop ? brief(loop) : null;
    if (doing instanceof PreviewStep.Group) {
      var text = PreviewNotes.text(step);
      layout.row(margin + id(step) + (text.isEmpty() ? "" : "  "), text, notes);
    } else {
      var head = margin + pad(PreviewNotes.verb(step), VERB) + pad(id(step), width + 2);
      var said = brief == null ? alike : PreviewNotes.text(step) + brief;
      layout.row(head, said == null ? PreviewNotes.text(step) : said, notes);
      var below = " ".repeat(head.length());
      PreviewNotes.below(step).forEach(line -> layout.row(bars(head, below), line, List.of()));
    }
    if (alike == null && brief == null) {
      var isParallel = doing instanceof PreviewStep.Group group && group.atOnce() > 1;
      var around = doing instanceof PreviewStep.Loop ? step.part() : Part.STEPS;
      var outside = inputs;
      inputs = doing instanceof PreviewStep.Call call ? PreviewCalls.inside(inputs, call) : inputs;
      block(step.steps(), around, margin + (isParallel ? "| " : "  "), false);
      inputs = outside;
    }
    if (doing instanceof PreviewStep.Group && step.failure() != null) {
      layout.row(margin + "  " + pad("fail", VERB), step.failure(), List.of());
    }
  }

  /** Returns all of a loop over calls that say only how they differ; null if it needs more. */
  private @Nullable String brief(PreviewStep.Loop loop) {
    var isBrief =
        !loop.steps().isEmpty()
            && calls.hasLike(loop.steps().get(0))
            && PreviewFolding.of(loop.steps()).isOneKind();
    return isBrief
        ? ": "
            + PreviewFolding.items(loop.steps())
            + "; the first "
            + calls.alike(loop.steps().get(0), inputs)
        : null;
  }

  private List<String> notes(PreviewStep step) {
    var notes = new ArrayList<>(PreviewNotes.of(step));
    if (last != null) {
      last.took(step.key()).ifPresent(took -> notes.add(took + " last time"));
    }
    return notes;
  }

  private static String bars(String head, String below) {
    var line = new StringBuilder(below);
    for (var i = 0; i < head.length(); i++) {
      if (head.charAt(i) == '|') {
        line.setCharAt(i, '|');
      }
    }
    return line.toString();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}

package dev.runbook.action;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action would do.
 *
 * @param effect what it touches
 * @param text what it would do: an imperative without full stop, such as "disable Jenkins job a"
 * @param undo how its undo would take it back, such as "enable it"; null if there is none
 * @param found what a probe found, one line each
 */
public record Preview(Effect effect, String text, @Nullable String undo, List<String> found) {

  /** What an action touches. */
  public enum Effect {
    /** Nothing: it asks. */
    READ,
    /** Files of this machine that are the runbook's own, such as a checkout. */
    LOCAL,
    /** Something that others see. */
    CHANGE,
    /** Whatever the operator's own command does: it cannot be foreseen. */
    UNFORESEEN
  }

  public Preview {
    found = List.copyOf(found);
  }

  public static Preview read(String text) {
    return new Preview(Effect.READ, text, null, List.of());
  }

  public static Preview local(String text) {
    return new Preview(Effect.LOCAL, text, null, List.of());
  }

  public static Preview change(String text) {
    return new Preview(Effect.CHANGE, text, null, List.of());
  }

  public static Preview unforeseen(String text) {
    return new Preview(Effect.UNFORESEEN, text, null, List.of());
  }

  public Preview withUndo(String text) {
    return new Preview(effect, this.text, text, found);
  }

  public Preview withFound(List<String> lines) {
    return new Preview(effect, text, undo, lines);
  }
}

package dev.runbook.model;

import dev.runbook.expression.Template;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file of {@code actions.d} says of an action: how a program beside it is asked.
 *
 * @param path absolute and normalised; the action is called as it, without {@code .yaml}
 * @param failures when it answers that it failed: each completes "fails if ..."
 * @param preview what it would do, an imperative that may use {@code arguments}; null to name it
 * @param probe whether the program is asked what it finds while systems may be asked
 * @param abandon whether the program is asked to give up work for which a token is out
 * @param undo the action that takes it back; null if none does
 * @param program relative to the file's folder; null for the file's own name without {@code .yaml}
 */
public record ActionFile(
    Path path,
    Source source,
    @Nullable String description,
    List<String> failures,
    List<Declaration> arguments,
    List<Declaration> outputs,
    Effect effect,
    @Nullable Template preview,
    boolean probe,
    boolean abandon,
    Again again,
    @Nullable Undo undo,
    @Nullable Word program) {

  /** What an action touches. */
  public enum Effect {
    READ,
    LOCAL,
    CHANGE,
    UNFORESEEN
  }

  /** Whether a call that was cut off can be run again. */
  public enum Again {
    YES,
    NO,
    FIND_OUT
  }

  /** An action and its arguments, which may use {@code arguments} and {@code output}. */
  public record Undo(Word action, Value.Entries with) {}

  public ActionFile {
    failures = List.copyOf(failures);
    arguments = List.copyOf(arguments);
    outputs = List.copyOf(outputs);
  }
}

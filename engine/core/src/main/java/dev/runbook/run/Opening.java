package dev.runbook.run;

import dev.runbook.journal.Commands;
import dev.runbook.model.Declaration;
import dev.runbook.standing.Field;
import dev.runbook.standing.Outlook;
import dev.runbook.standing.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person, as it was shown.
 *
 * @param run the run's id
 * @param step the key of the gate
 * @param hash names this opening: a decision answers exactly one
 * @param show what the person sees, by name
 * @param choices what can be decided: {@code approve} and {@code reject} if the runbook names none
 * @param fields what can be filled in
 * @param closes when nobody can decide any more; null for never
 * @param onTimeout the choice that holds then; null if the step fails
 * @param rules who may decide
 * @param outlook what the choices lead to
 * @param isCutOff whether it is no gate, but a step that was cut off in the middle
 */
public record Opening(
    String run,
    String step,
    String hash,
    String ask,
    Map<String, @Nullable Object> show,
    List<String> choices,
    List<Declaration> fields,
    @Nullable Instant closes,
    @Nullable String onTimeout,
    Rules rules,
    Outlook outlook,
    boolean isCutOff) {

  /** Returns what decides it from elsewhere, to be typed. */
  public String command(Commands commands) {
    return isCutOff
        ? commands.settle(run, step, choices)
        : commands.decide(run, step, choices, Field.required(toFill()));
  }

  /** Returns what is to be filled in, in words. */
  public List<Field> toFill() {
    return fields.stream().map(Opening::field).toList();
  }

  private static Field field(Declaration declared) {
    var type = declared.shape().kind().name().toLowerCase(Locale.ROOT);
    var isRequired = declared.required() && declared.defaultValue() == null;
    return new Field(declared.name().text(), type, isRequired);
  }
}

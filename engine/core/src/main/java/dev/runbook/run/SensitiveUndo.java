package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Step;
import java.util.Map;
import java.util.Set;

/**
 * What takes a sensitive step back. No journal may hold its arguments: they are made again from the
 * text of the runbook, so they may read nothing but what a run still knows when all is over.
 */
final class SensitiveUndo {
  private static final Set<String> ALWAYS_KNOWN = Set.of("inputs", "secrets", "run");

  private final Local local;

  SensitiveUndo(Local local) {
    this.local = local;
  }

  static boolean canBeMadeAgain(Key key, Step step) {
    var own = step.settings().undo();
    return own != null
        && Reach.references(Undoing.arguments(step, own)).stream()
            .map(reference -> reference.path().get(0))
            .allMatch(root -> isTop(key) && ALWAYS_KNOWN.contains(root));
  }

  private static boolean isTop(Key key) {
    return !key.text().contains("/");
  }

  /**
   * Makes it again.
   *
   * @param undo what is recorded of it
   * @param key of the step that is taken back
   * @param top what the runbook knows that was started
   */
  Performer.Bound open(Map<String, ?> undo, Key key, Step as, Frame top)
      throws EvaluationException {
    var step = Address.find(local.plan(), key.text()).orElseThrow().place().step();
    var own = step.settings().undo();
    if (own == null) {
      throw new IllegalStateException("`" + key + "` has no undo any more");
    }
    var context = Context.top(top, Key.Prefix.TOP, new Stop(new Bell()));
    var arguments = new Arguments(local.plan(), () -> Result.of(local.clock().instant()));
    var with = arguments.evaluate(Undoing.arguments(step, own), context);
    return new Sealing(local).open(undo, with, key.text(), as);
  }
}

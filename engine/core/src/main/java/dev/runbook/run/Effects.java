package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.catalog.ActionType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a run does to the systems outside: the actions themselves, or what stands in for them.
 * May be called from any thread.
 */
public interface Effects {

  /** The actions do their work. */
  Effects REAL =
      new Effects() {
        @Override
        public Outcome<?> perform(Effect effect, Call call) throws Exception {
          return effect.action().run(call);
        }

        @Override
        public void abandon(Effect effect, Call call) throws Exception {
          effect.action().abandon(call);
        }

        @Override
        public Again again(Effect effect) {
          return effect.action().again();
        }
      };

  /**
   * Work that a step asks for.
   *
   * @param step the key of the step
   * @param attempt which try of the step it is, the same when it is asked for again after a crash
   */
  record Effect(String step, String attempt, ActionType type, Action<?> action) {}

  /** Does the work, as {@link Action#run}. */
  Outcome<?> perform(Effect effect, Call call) throws Exception;

  /** Gives it up, as {@link Action#abandon}. */
  void abandon(Effect effect, Call call) throws Exception;

  /** Returns whether it can be run again, as {@link Action#again}. */
  Again again(Effect effect);

  /** Returns what a called runbook gives, where something stands in for it as a whole. */
  default Optional<Map<String, @Nullable Object>> called(String step) {
    return Optional.empty();
  }

  /** Returns whether somebody decides later of whom nothing is known yet, so that gates wait. */
  default boolean decides() {
    return false;
  }
}

package dev.runbook.run;

import dev.runbook.model.Step;
import java.util.Optional;

/** Which steps of the top runbook a run carries out. */
interface Selection {

  /** All of them. */
  Selection ALL =
      new Selection() {
        @Override
        public Optional<Ended> leftOut(Step step, Context context) {
          return Optional.empty();
        }

        @Override
        public boolean endsAfter(Step step, Context context) {
          return false;
        }
      };

  /** Returns how a step that is left out ends; empty if it is to run. */
  Optional<Ended> leftOut(Step step, Context context);

  /** Returns whether the run pauses after this step. */
  boolean endsAfter(Step step, Context context);
}

package dev.runbook.run;

import dev.runbook.journal.RunFolder;
import dev.runbook.plan.Plan;
import dev.runbook.secret.Masker;
import java.util.Map;

/**
 * What one run on this machine has at hand; shared by the parts of the local world.
 *
 * @param given decisions that the starter made at once, by the key of the gate: {@code --yes}
 * @param waits whether gates wait for decisions from elsewhere instead of pausing the run
 */
record Local(
    Plan plan,
    RunFacts run,
    RunFolder folder,
    Writing writing,
    Clock clock,
    Bell bell,
    LiveCalls live,
    Resources resources,
    Masker masker,
    Secrets secrets,
    Person person,
    Accounts accounts,
    Progress.Listener listener,
    Map<String, String> given,
    boolean waits) {

  void tell(Progress progress) {
    listener.on(progress);
  }

  Records records() {
    return writing.records();
  }
}

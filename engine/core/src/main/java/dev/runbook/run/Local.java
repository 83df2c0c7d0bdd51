package dev.runbook.run;

import dev.runbook.journal.Commands;
import dev.runbook.journal.RunFolder;
import dev.runbook.plan.Plan;
import dev.runbook.secret.Masker;
import java.util.List;
import java.util.Map;

/**
 * What one run on this machine has at hand; shared by the parts of the local world.
 *
 * @param given decisions that the starter made at once, by the key of the gate: {@code --yes}
 * @param waits whether gates wait for decisions from elsewhere instead of pausing the run
 * @param edited whether the text is not the one that the run began with
 * @param commands what people type next
 * @param warnings what went wrong besides, so far
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
    boolean waits,
    boolean edited,
    List<String> warnings,
    Effects effects,
    Commands commands) {

  void tell(Progress progress) {
    listener.on(progress);
  }

  /** Says, and records, that something went wrong besides. */
  void warn(String text) {
    var masked = masker.mask(text);
    warnings.add(masked);
    writing.add("run.warned", null, Map.of("text", masked));
    tell(new Progress.Warns(masked));
  }

  Records records() {
    return writing.records();
  }
}

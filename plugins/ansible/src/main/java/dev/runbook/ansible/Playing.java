package dev.runbook.ansible;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Playbook}. */
record Playing(Playbook playbook) {
  private static final String PROGRAM = "ansible-playbook";

  Outcome<Playbook.Outputs> run(Call call) throws IOException, InterruptedException {
    var told = new Told();
    try {
      var ansible = Ansible.of(playbook.setting(), call);
      var reason = play(ansible, call.directory(), told, new Shown(call, told));
      return reason == null
          ? Outcome.done(outputs(told))
          : new Outcome.Failed<>(reason, told.hasEnded() ? outputs(told) : null);
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
  }

  /** Returns what would change, as ansible's own check finds it. */
  List<String> probe(Look look) throws IOException, InterruptedException {
    var told = new Told();
    var found = new Foreseen(told);
    try {
      var ansible = Ansible.of(playbook.setting(), look);
      var reason = play(ansible, look.directory(), told, found);
      return found.lines(reason);
    } catch (Unfit e) {
      return found.lines(e.reason());
    }
  }

  /** Returns why it failed; null if it did not. */
  private @Nullable String play(
      Ansible ansible, Path directory, Told told, Ansible.Audience audience)
      throws Unfit, IOException, InterruptedException {
    var file = directory.resolve(playbook.playbook()).normalize();
    if (!Files.exists(file)) {
      throw new Unfit("there is no playbook " + file + ": check `playbook`");
    }
    var words = new ArrayList<String>();
    tags(words, "--tags=", playbook.tags());
    tags(words, "--skip-tags=", playbook.skip_tags());
    words.add(file.toString());
    var exit = ansible.run(PROGRAM, words, Map.of(), audience);
    return exit.code() == 0 && !told.hasMatched()
        ? "no host matched: check the `hosts` of its plays, and `inventory`"
        : Trouble.reason(exit, told, PROGRAM);
  }

  private static void tags(List<String> words, String option, List<String> tags) {
    if (!tags.isEmpty()) {
      words.add(option + String.join(",", tags));
    }
  }

  private static Playbook.Outputs outputs(Told told) {
    var changed = told.changedTasks();
    return new Playbook.Outputs(told.hosts(), !changed.isEmpty(), changed, told.stats());
  }
}

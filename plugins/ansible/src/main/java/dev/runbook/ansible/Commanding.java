package dev.runbook.ansible;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Command}. */
record Commanding(Command command) {
  private static final String PROGRAM = "ansible";

  /** The ad-hoc program tells a callback what it does, and the callback what modules returned. */
  private static final Map<String, String> TOLD =
      Map.of("ANSIBLE_LOAD_CALLBACK_PLUGINS", "true", "RUNBOOK_ANSIBLE_RESULTS", "true");

  Outcome<Command.Outputs> run(Call call) throws IOException, InterruptedException {
    var told = new Told();
    try {
      var reason = start(Ansible.of(command.setting(), call), told, new Shown(call, told));
      var answers = told.answers();
      var outputs = answers.isEmpty() ? null : Command.Outputs.of(answers);
      return reason == null && outputs != null
          ? Outcome.done(outputs)
          : new Outcome.Failed<>(reason == null ? noHost() : reason, outputs);
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
  }

  /** Returns what would change, as the module's own check finds it. */
  List<String> probe(Look look) throws IOException, InterruptedException {
    var told = new Told();
    var found = new Foreseen(told);
    try {
      var reason = start(Ansible.of(command.setting(), look), told, found);
      return found.lines(reason == null && told.answers().isEmpty() ? noHost() : reason);
    } catch (Unfit e) {
      return found.lines(e.reason());
    }
  }

  private String noHost() {
    return "no host matches `" + command.hosts() + "`: check `hosts` and `inventory`";
  }

  /** Returns why it failed; null if it did not. */
  private @Nullable String start(Ansible ansible, Told told, Ansible.Audience audience)
      throws Unfit, IOException, InterruptedException {
    var words = new ArrayList<String>();
    words.add("--module-name=" + command.module());
    var arguments = ModuleArguments.of(command.args()).json();
    if (!arguments.isEmpty()) {
      words.add("--args=" + arguments);
    }
    words.addAll(List.of("--", command.hosts()));
    var exit = ansible.run(PROGRAM, words, TOLD, audience);
    return Trouble.reason(exit, told, PROGRAM);
  }
}

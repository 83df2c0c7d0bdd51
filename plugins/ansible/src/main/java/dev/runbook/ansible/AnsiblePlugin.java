package dev.runbook.ansible;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import java.util.List;

/** The actions that ansible carries out. */
public final class AnsiblePlugin implements Plugin {

  @Override
  public String name() {
    return "ansible";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(Playbook.class, Command.class);
  }
}

package dev.runbook.ssh;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import java.util.List;

/** The actions for other hosts. */
public final class SshPlugin implements Plugin {

  @Override
  public String name() {
    return "ssh";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(
        Run.class,
        Script.class,
        Upload.class,
        Download.class,
        Restore.class,
        Reboot.class,
        Wait.class);
  }
}

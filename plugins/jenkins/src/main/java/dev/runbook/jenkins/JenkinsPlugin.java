package dev.runbook.jenkins;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import java.util.List;

/** The actions for Jenkins. */
public final class JenkinsPlugin implements Plugin {

  @Override
  public String name() {
    return "jenkins";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(
        Build.class,
        Builds.class,
        Abort.class,
        Enable.class,
        Disable.class,
        QuietDown.class,
        Restart.class,
        Ready.class,
        Nodes.class);
  }
}

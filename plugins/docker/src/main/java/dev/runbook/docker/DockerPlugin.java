package dev.runbook.docker;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import java.util.List;

/** The actions for container images and containers. */
public final class DockerPlugin implements Plugin {

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(Build.class, Push.class, Pull.class, Run.class, Prune.class, RestoreTags.class);
  }
}

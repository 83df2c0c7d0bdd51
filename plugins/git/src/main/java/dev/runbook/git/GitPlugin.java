package dev.runbook.git;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import java.util.List;

/** The actions for git. */
public final class GitPlugin implements Plugin {

  @Override
  public String name() {
    return "git";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(
        Init.class,
        Checkout.class,
        Resolve.class,
        Compare.class,
        Commit.class,
        Rebase.class,
        Apply.class,
        Submodules.class,
        NextTag.class,
        Push.class,
        PruneTags.class,
        RestoreRefs.class);
  }
}

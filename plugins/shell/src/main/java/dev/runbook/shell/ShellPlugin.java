package dev.runbook.shell;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import java.util.List;

/** The actions for commands and files of this machine. */
public final class ShellPlugin implements Plugin {

  @Override
  public String name() {
    return "shell";
  }

  @Override
  public List<Class<? extends Action<?>>> actions() {
    return List.of(
        Run.class,
        Print.class,
        FileRead.class,
        FileWrite.class,
        FileRestore.class,
        FileSync.class,
        FileSyncBack.class);
  }
}

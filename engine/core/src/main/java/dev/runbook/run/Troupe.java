package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.model.Declaration;
import java.nio.file.Path;
import java.util.Map;

/** All who take part in a run in the scripted world: people, systems, who watches it. */
public interface Troupe {

  /** Told each time that a process begins to carry the run out. */
  default void enter(StagedRun run) {}

  Effects effects();

  /** Sees what the run tells. */
  void sees(Progress progress);

  Person person();

  Accounts accounts();

  Map<String, String> environment();

  /** Returns the value of a secret, or why there is none; {@code folder} is where paths start. */
  Result secret(String name, Declaration.SecretFrom from, Path folder);

  /** Returns whether people cannot write each other's decisions, as in a shared state folder. */
  default boolean peopleDiffer() {
    return true;
  }
}

package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.Doc;
import dev.runbook.action.Fails;
import java.util.List;
import java.util.Optional;

/** An action of a plugin. */
record RecordBlueprint(Class<? extends Action<?>> action) implements Blueprint {
  @Override
  public Optional<String> doc() {
    return Optional.ofNullable(action.getAnnotation(Doc.class)).map(Doc::value);
  }

  @Override
  public List<String> failures() {
    var fails = action.getAnnotation(Fails.class);
    return fails == null ? List.of() : List.of(fails.value());
  }

  @Override
  public Anatomy anatomy() {
    return Anatomy.of(action);
  }
}

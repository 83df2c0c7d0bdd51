package dev.runbook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Doc;
import dev.runbook.action.Plugin;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ShellPluginTest {
  private final List<Class<? extends Action<?>>> actions = new ShellPlugin().actions();

  @Test
  void itIsFound() {
    assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(ShellPlugin.class);
  }

  @Test
  void itsActionsAreNamedAndDocumentedWithAllTheirParts() {
    assertThat(actions)
        .extracting(action -> action.getAnnotation(ActionName.class).value())
        .containsExactly(
            "shell.run",
            "log.print",
            "file.read",
            "file.write",
            "file.restore",
            "file.sync",
            "file.sync_back");
    for (var action : actions) {
      assertThat(action).hasAnnotation(Doc.class);
      var parts = new ArrayList<>(List.of(action.getRecordComponents()));
      for (var inner : action.getDeclaredClasses()) {
        parts.addAll(List.of(inner.getRecordComponents()));
      }
      assertThat(parts).filteredOn(part -> !part.isAnnotationPresent(Doc.class)).isEmpty();
    }
    assertThat(Former.class.getRecordComponents())
        .allMatch((RecordComponent part) -> part.isAnnotationPresent(Doc.class));
  }
}

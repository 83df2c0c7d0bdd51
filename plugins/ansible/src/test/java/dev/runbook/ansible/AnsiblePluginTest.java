package dev.runbook.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Doc;
import dev.runbook.action.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class AnsiblePluginTest {
  private final List<Class<? extends Action<?>>> actions = new AnsiblePlugin().actions();

  @Test
  void itIsFound() {
    assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(AnsiblePlugin.class);
  }

  @Test
  void itsActionsAreNamedAndDocumentedWithAllTheirParts() {
    assertThat(actions)
        .extracting(action -> action.getAnnotation(ActionName.class).value())
        .containsExactly("ansible.playbook", "ansible.command");
    for (var action : actions) {
      assertThat(action).hasAnnotation(Doc.class);
      var parts = new ArrayList<>(List.of(action.getRecordComponents()));
      parts.removeIf(part -> part.getType() == AnsibleConnection.class);
      for (var inner : action.getDeclaredClasses()) {
        parts.addAll(inner.isRecord() ? List.of(inner.getRecordComponents()) : List.of());
      }
      assertThat(parts).filteredOn(part -> !part.isAnnotationPresent(Doc.class)).isEmpty();
    }
  }
}

package dev.runbook.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Doc;
import dev.runbook.action.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DockerPluginTest {
  private final List<Class<? extends Action<?>>> actions = new DockerPlugin().actions();

  @Test
  void itIsFound() {
    assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(DockerPlugin.class);
  }

  @Test
  void itsActionsAreNamedAndDocumentedWithAllTheirParts() {
    assertThat(actions)
        .extracting(action -> action.getAnnotation(ActionName.class).value())
        .containsExactly(
            "docker.build",
            "docker.push",
            "docker.pull",
            "docker.run",
            "docker.prune",
            "docker.restore_tags");
    for (var action : actions) {
      assertThat(action).hasAnnotation(Doc.class);
      var parts = new ArrayList<>(List.of(action.getRecordComponents()));
      parts.removeIf(part -> part.getType() == DockerConnection.class);
      for (var inner : action.getDeclaredClasses()) {
        parts.addAll(inner.isRecord() ? List.of(inner.getRecordComponents()) : List.of());
      }
      assertThat(parts).filteredOn(part -> !part.isAnnotationPresent(Doc.class)).isEmpty();
    }
  }
}

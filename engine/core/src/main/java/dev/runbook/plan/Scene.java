package dev.runbook.plan;

import dev.runbook.expression.Names;
import dev.runbook.expression.Type;
import dev.runbook.expression.Type.Fields;
import dev.runbook.expression.Type.Plain;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that can be used in one place of a runbook. */
final class Scene {
  private static final Type RUN =
      new Fields(
          "`run` has no part",
          Map.of(
              "id", Plain.TEXT,
              "date", Plain.TEXT,
              "started_at", Plain.INSTANT,
              "operator", Plain.TEXT,
              "dir", Plain.TEXT,
              "failed", Plain.BOOLEAN),
          false);
  private static final Type ERROR =
      new Fields(
          "`error` has no part",
          Map.of(
              "step", Plain.TEXT,
              "reason", Plain.TEXT,
              "kind", Plain.TEXT,
              "attempt", Plain.NUMBER),
          true);
  private static final Type EVENT =
      new Fields(
          "`event` has no part",
          Map.of(
              "kind", Plain.TEXT,
              "step", Plain.TEXT,
              "text", Plain.TEXT,
              "command", Plain.TEXT),
          true);

  private static final Map<String, Type> NOWHERE =
      Map.of(
          "secrets",
          new Type.Wrong("a secret can be used only in `with` and in `connections`", null),
          "connections",
          new Type.Wrong(
              "a connection cannot be used here",
              "name it in the `with` of an action, or hand it to a `call`"),
          "item",
          new Type.Wrong("there is no `item` outside of a `for_each`", null),
          "output",
          new Type.Wrong(
              "there is no `output` here", "it stands in `until`, `assert`, `undo` and `is`"),
          "error",
          new Type.Wrong(
              "there is no `error` here",
              "it stands in `rescue`, `always` and `retry: { if: .. }`"),
          "event",
          new Type.Wrong("there is no `event` outside of `notify`", null));

  private final Map<String, Type> roots = new LinkedHashMap<>(NOWHERE);

  Scene(FileTypes file, Viewpoint from) {
    roots.put("inputs", file.inputs());
    roots.put("vars", file.vars(from));
    roots.put("steps", file.steps(from));
    roots.put("run", RUN);
    for (var at = from.place(); at != null; at = at.parent()) {
      lookAround(at);
    }
  }

  private Scene(Scene scene) {
    roots.putAll(scene.roots);
  }

  /** Takes what the lists give that a step stands in, the innermost first. */
  private void lookAround(Place at) {
    var error = roots.get("error") instanceof Type.Wrong;
    if (error && at.part() == Place.Part.RESCUE) {
      roots.put("error", ERROR);
    } else if (error && at.part() == Place.Part.ALWAYS) {
      roots.put("error", new Type.OrNull(ERROR));
    } else if (at.part().isNotify()) {
      roots.put("event", EVENT);
    }
  }

  /** Returns the scene with one more name, or with a name that is another here. */
  Scene with(String name, Type type) {
    var scene = new Scene(this);
    scene.roots.put(name, type);
    return scene;
  }

  Scene withSecrets(FileTypes file) {
    Map<String, Type> secrets = new LinkedHashMap<>();
    file.runbook.secrets().forEach(s -> secrets.put(s.name().text(), Plain.SECRET));
    return with("secrets", new Fields("no secret", secrets, false))
        .with("inputs", file.inputsWithSecrets());
  }

  Scene withError() {
    return with("error", ERROR);
  }

  Names names() {
    return new Names(roots);
  }
}

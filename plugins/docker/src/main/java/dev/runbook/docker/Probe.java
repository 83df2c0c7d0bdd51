package dev.runbook.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks the engine and the registries what a preview can say. */
final class Probe {
  private Probe() {}

  /** Returns which engine answers, and what the tags name in their registries. */
  static List<String> registry(Docker docker, List<String> tags)
      throws Pushing.RefusedException, IOException, InterruptedException {
    var found = new ArrayList<String>();
    found.add(engine(docker));
    var registry = new Registry(docker);
    for (var tag : tags) {
      var digest = registry.digest(tag);
      found.add(tag + (digest == null ? " is not there yet" : " is " + digest));
    }
    return List.copyOf(found);
  }

  static String engine(Docker docker) throws IOException, InterruptedException {
    return "engine " + docker.answer("version", "--format", "{{.Server.Version}}") + " answers";
  }

  /** Returns what the engine has of an image. */
  static String image(Docker docker, String image) throws IOException, InterruptedException {
    var id = docker.answer("image", "ls", "--no-trunc", "--quiet", image);
    return image
        + (id.isEmpty() ? " is not there yet" : " is " + id.lines().findFirst().orElse(id));
  }
}

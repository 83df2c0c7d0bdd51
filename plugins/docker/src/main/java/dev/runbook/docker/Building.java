package dev.runbook.docker;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Carries out {@link Build}.
 *
 * <p>Values go to the command line in its environment, where only its owner sees them, and never in
 * its arguments. Secrets need BuildKit, which says so itself.
 */
final class Building {
  private static final String SECRET = "RUNBOOK_BUILD_SECRET_";

  private final Build build;
  private final Call call;
  private final Docker docker;

  Building(Build build, Call call) {
    this.build = build;
    this.call = call;
    this.docker = Docker.of(build.connection(), call);
  }

  Outcome<Build.Outputs> run() throws Exception {
    if (build.push() && call.token().isEmpty()) {
      return Pushing.noting(build.tags(), docker);
    }
    var idFile = Files.createTempFile("runbook-image", ".id");
    try {
      return built(idFile);
    } finally {
      Files.deleteIfExists(idFile);
    }
  }

  private Outcome<Build.Outputs> built(Path idFile) throws Exception {
    var environment = new HashMap<String, String>();
    environment.put("BUILDKIT_PROGRESS", "plain");
    var exit = docker.run(words(idFile, environment), environment, build.dockerfile_text());
    if (exit.code() != 0) {
      return Outcome.failed(Trouble.failure("the image was not built", exit));
    }
    var id = Files.readString(idFile).strip();
    var size = Long.parseLong(docker.answer("image", "inspect", "--format", "{{.Size}}", id));
    try {
      var pushed = build.push() ? new Pushing(docker).push(build.tags(), call) : List.<Tagged>of();
      return Outcome.done(outputs(id, size, pushed));
    } catch (Pushing.RefusedException e) {
      return Outcome.failed(e.reason(), outputs(id, size, List.of()));
    }
  }

  private static Build.Outputs outputs(String id, long size, List<Tagged> pushed) {
    return pushed.isEmpty()
        ? new Build.Outputs(id, null, null, size, pushed)
        : new Build.Outputs(id, pushed.get(0).digest(), pushed.get(0).before(), size, pushed);
  }

  private List<String> words(Path idFile, Map<String, String> environment) {
    var words = new ArrayList<>(List.of("build", "--force-rm", "--iidfile", idFile.toString()));
    build.tags().forEach(tag -> Docker.option(words, "--tag", tag));
    for (var argument : new TreeMap<>(build.build_args()).entrySet()) {
      Docker.variable(words, environment, "--build-arg", argument);
    }
    new TreeMap<>(build.labels())
        .forEach((name, value) -> Docker.option(words, "--label", name + "=" + value));
    secrets(words, environment);
    Docker.option(words, "--target", build.target());
    Docker.option(words, "--network", build.network());
    Docker.option(words, "--platform", build.platform());
    if (build.no_cache()) {
      words.add("--no-cache");
    }
    if (build.pull()) {
      words.add("--pull");
    }
    if (build.dockerfile_text() != null) {
      Docker.option(words, "--file", "-");
    } else if (build.dockerfile() != null) {
      Docker.option(words, "--file", resolved(build.dockerfile()));
    }
    words.add(resolved(build.context()));
    return words;
  }

  private String resolved(Path path) {
    return call.directory().resolve(path).toString();
  }

  private void secrets(List<String> words, Map<String, String> environment) {
    for (var secret : new TreeMap<>(build.secrets()).entrySet()) {
      var variable = SECRET + environment.size();
      environment.put(variable, secret.getValue().value());
      Docker.option(words, "--secret", "id=" + secret.getKey() + ",env=" + variable);
    }
  }
}

package dev.runbook.docker;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.action.Processes.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@link Run}. The container's name is the step's token: it is on the disk before the
 * container starts, so that it is found again, followed, or ended, whatever happens in between.
 */
final class Running {
  private static final String TOKEN = "container";
  private static final int NAME = 12;

  private final Run run;
  private final Call call;
  private final Docker docker;

  Running(Run run, Call call) {
    this.run = run;
    this.call = call;
    this.docker = Docker.of(run.connection(), call);
  }

  Outcome<Run.Outputs> run() throws Exception {
    if (!(call.token().get(TOKEN) instanceof String container)) {
      var name = "runbook-" + UUID.randomUUID().toString().replace("-", "").substring(0, NAME);
      return Outcome.notYet("container " + name, Map.of(TOKEN, name), Duration.ZERO);
    }
    if (!isThere(container)) {
      var created = create(container);
      if (created.code() != 0) {
        return Outcome.failed(Trouble.failure("the container was not made", created));
      }
    }
    var refusal = start(container);
    return refusal == null ? followed(container) : notStarted(container, refusal);
  }

  private boolean isThere(String container) throws IOException, InterruptedException {
    var filter = "name=^/" + container + "$";
    return !docker.answer("ps", "--all", "--quiet", "--filter", filter).isEmpty();
  }

  private Exit create(String container) throws IOException, InterruptedException {
    var environment = new HashMap<String, String>();
    var words = new ArrayList<>(List.of("create", "--name", container));
    for (var variable : new TreeMap<>(run.env()).entrySet()) {
      Docker.variable(words, environment, "--env", variable);
    }
    for (var mount : run.mounts()) {
      Docker.option(words, "--volume", volume(mount));
    }
    Docker.option(words, "--entrypoint", run.entrypoint());
    Docker.option(words, "--workdir", run.workdir());
    Docker.option(words, "--user", run.user());
    Docker.option(words, "--network", run.network());
    Docker.option(words, "--memory", run.memory() == null ? null : run.memory().bytes() + "b");
    Docker.option(words, "--cpus", run.cpus() == null ? null : run.cpus().toString());
    Docker.option(words, "--platform", run.platform());
    words.add("--init");
    words.add(run.image());
    words.addAll(run.command());
    return docker.run(words, environment, null);
  }

  /** A name without a slash is a volume's, as docker has it; write {@code ./name} for a folder. */
  private String volume(Mount mount) {
    var source = mount.source();
    var path = source.contains("/") ? call.directory().resolve(source).normalize() : source;
    return path + ":" + mount.target() + (mount.read_only() ? ":ro" : "");
  }

  /** Starts it unless it was started; returns why it cannot be, null if it was. */
  private @Nullable String start(String container) throws IOException, InterruptedException {
    if (!state(container, "{{.State.Status}}").equals("created")) {
      return null;
    }
    var exit = docker.ask("start", container);
    return exit.code() == 0 ? null : Trouble.reason(exit.stdout().text(), exit.code());
  }

  private Outcome<Run.Outputs> notStarted(String container, String refusal) throws Exception {
    remove(container);
    return Outcome.failed("the container did not start: " + refusal);
  }

  private String state(String container, String format) throws IOException, InterruptedException {
    return docker.answer("container", "inspect", "--format", format, container);
  }

  /** Shows what it writes and has written, to its end. */
  private Outcome<Run.Outputs> followed(String container) throws Exception {
    var said = docker.run(List.of("logs", "--follow", container));
    if (!isThere(container)) {
      return Outcome.failed("container " + container + " was removed by somebody else");
    }
    if (state(container, "{{.State.Running}}").equals("true")) {
      throw new IOException("the engine let go of container " + container + " while it runs");
    }
    var code = Integer.parseInt(state(container, "{{.State.ExitCode}}"));
    var outOfMemory = state(container, "{{.State.OOMKilled}}").equals("true");
    if (run.remove()) {
      remove(container);
    }
    var outputs = new Run.Outputs(code, said.stdout(), said.stderr(), container);
    if (outOfMemory) {
      return Outcome.failed("exit code " + code + ": it used more memory than it may", outputs);
    }
    return code == 0 ? Outcome.done(outputs) : Outcome.failed(reason(code, said), outputs);
  }

  private static String reason(int code, Exit said) {
    var last = said.stderr().text().lines().filter(line -> !line.isBlank()).reduce((a, b) -> b);
    return last.map(line -> "exit code " + code + ": " + line.strip()).orElse("exit code " + code);
  }

  private void remove(String container) throws IOException, InterruptedException {
    docker.answer("rm", "--force", "--volumes", container);
  }

  /** Ends the container, if it is there; it is removed even where it would be kept. */
  void end() throws Exception {
    if (call.token().get(TOKEN) instanceof String container && isThere(container)) {
      remove(container);
      call.line("container " + container + " was ended");
    }
  }
}

package dev.runbook.docker;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.action.Processes.Captured;
import dev.runbook.action.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a container of its own. A run that is resumed finds the container by its name
 * and follows it; a step given up ends it.
 */
@ActionName("docker.run")
@Doc("run a command in a container of its own, and wait for its end")
@Fails({"the exit code is not 0", "the image is not there, or the container cannot be started"})
public record Run(
    @Nullable DockerConnection connection,
    @Doc("image to run") @Example("debian:12") String image,
    @Doc("program and its arguments; the image's own if not given") @Default("[]")
        List<String> command,
    @Doc("program of the image to run instead of its own") @Nullable String entrypoint,
    @Doc("environment variables; the place for secrets") @Default("{}") Map<String, String> env,
    @Doc("folders, files and volumes that it sees") @Default("[]") List<Mount> mounts,
    @Doc("folder in the container to run it in") @Nullable String workdir,
    @Doc("user in the container, such as 1000:1000") @Nullable String user,
    @Doc("network to join, such as host or none") @Nullable String network,
    @Doc("most memory it may use") @Nullable Size memory,
    @Doc("most processors it may use, such as 1.5") @Nullable Double cpus,
    @Doc("platform of the image, such as linux/arm64; the engine's if not given")
        @Nullable String platform,
    @Doc("remove the container when it has ended") @Default("true") boolean remove)
    implements Action<Run.Outputs> {

  public Run {
    command = List.copyOf(command);
    env = Map.copyOf(env);
    mounts = List.copyOf(mounts);
  }

  /** How it ended and what it wrote. */
  public record Outputs(
      @Doc("0 if it succeeded, 128 + N if signal N ended it, 137 if memory ran out") int exit_code,
      @Doc("what it wrote to standard output, without the last newline") Captured stdout,
      @Doc("what it wrote to standard error, without the last newline") Captured stderr,
      @Doc("name of the container") String container) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return new Running(this, call).run();
  }

  @Override
  public void abandon(Call call) throws Exception {
    new Running(this, call).end();
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var what = command.isEmpty() ? "" : String.join(" ", command) + " in ";
    var preview = Preview.unforeseen("run " + what + "a container of " + image);
    return look.probing()
        ? preview.withFound(List.of(Probe.image(Docker.of(connection, look), image)))
        : preview;
  }

  @Override
  public Outputs example() {
    return new Outputs(0, new Captured("text", false), new Captured("", false), "runbook-1a2b3c4d");
  }
}

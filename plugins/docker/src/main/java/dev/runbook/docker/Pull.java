package dev.runbook.docker;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pulls an image into the engine. */
@ActionName("docker.pull")
@Doc("pull an image into the engine")
@Fails({"the registry has no such image, or refuses"})
public record Pull(
    @Nullable DockerConnection connection,
    @Doc("name with its registry, and tag or digest") @Example("registry.example.org/site:v4")
        String image,
    @Doc("platform of the image, such as linux/arm64; the engine's if not given")
        @Nullable String platform)
    implements Action<Pull.Outputs> {

  /** What was pulled. */
  public record Outputs(
      @Doc("the image in the engine") String image_id,
      @Doc("false if the engine had it already") boolean changed) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    var docker = Docker.of(connection, call);
    var before = id(docker);
    var words = new ArrayList<>(List.of("pull"));
    Docker.option(words, "--platform", platform);
    words.add(image);
    var exit = docker.run(words);
    if (exit.code() != 0) {
      return Outcome.failed(Trouble.failure("`" + image + "` was not pulled", exit));
    }
    var after = docker.answer("image", "inspect", "--format", "{{.Id}}", image);
    return Outcome.done(new Outputs(after, !after.equals(before)));
  }

  private @Nullable String id(Docker docker) throws Exception {
    var exit = docker.ask("image", "inspect", "--format", "{{.Id}}", image);
    return exit.code() == 0 ? exit.stdout().text().strip() : null;
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview = Preview.local("pull " + image);
    return look.probing()
        ? preview.withFound(List.of(Probe.image(Docker.of(connection, look), image)))
        : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(Examples.ID, true);
  }
}

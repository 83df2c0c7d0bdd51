package dev.runbook.docker;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.action.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds an image, tags it, and pushes it if asked. */
@ActionName("docker.build")
@Doc("build an image, tag it, and push it if asked")
@Fails({
  "a command of the Dockerfile fails, or a base image is not there",
  "the registry refuses what is pushed"
})
public record Build(
    @Nullable DockerConnection connection,
    @Doc("folder that the Dockerfile copies from") @Default(".") Path context,
    @Doc("the Dockerfile; CONTEXT/Dockerfile if not given") @Nullable Path dockerfile,
    @Doc("the text of a Dockerfile, in its place") @Nullable String dockerfile_text,
    @Doc("names for the image, with their registry and tag") @Default("[]") List<String> tags,
    @Doc("build arguments; they can be seen in the image: no place for secrets") @Default("{}")
        Map<String, String> build_args,
    @Doc("labels of the image") @Default("{}") Map<String, String> labels,
    @Doc("secrets for RUN --mount=type=secret, by id; they need BuildKit") @Default("{}")
        Map<String, Secret> secrets,
    @Doc("stage of the Dockerfile to build; the last one if not given") @Nullable String target,
    @Doc("build every layer anew") @Default("false") boolean no_cache,
    @Doc("ask the registries for newer base images") @Default("false") boolean pull,
    @Doc("push all tags") @Default("false") boolean push,
    @Doc("network of RUN, such as host") @Nullable String network,
    @Doc("platform to build for, such as linux/arm64; the engine's if not given")
        @Nullable String platform)
    implements Action<Build.Outputs> {

  public Build {
    tags = List.copyOf(tags);
    build_args = Map.copyOf(build_args);
    labels = Map.copyOf(labels);
    secrets = Map.copyOf(secrets);
    if (dockerfile != null && dockerfile_text != null) {
      throw new IllegalArgumentException(
          "`dockerfile` and `dockerfile_text` give a Dockerfile each: leave one out");
    }
    if (push && tags.isEmpty()) {
      throw new IllegalArgumentException("`push` needs `tags`: they say where to");
    }
  }

  /** What was built. */
  public record Outputs(
      @Doc("the image in the engine") String image_id,
      @Doc("what the first tag names in its registry now; null if it was not pushed")
          @Nullable String digest,
      @Doc("what the first tag named there before; null if nothing, or it was not pushed")
          @Nullable String before,
      @Doc("bytes of the image") long size,
      @Doc("the tags that were pushed, with what they name") List<Tagged> pushed) {
    public Outputs {
      pushed = List.copyOf(pushed);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return new Building(this, call).run();
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var what = tags.isEmpty() ? "an image" : String.join(", ", tags);
    var text = "build " + what + " from " + context + (push ? " and push" : "");
    var preview = push ? Preview.change(text) : Preview.local(text);
    var found = look.probing() ? Probe.registry(Docker.of(connection, look), pushed()) : null;
    var told = found == null ? preview : preview.withFound(found);
    return push ? told.withUndo("tag again what was there before") : told;
  }

  private List<String> pushed() {
    return push ? tags : List.of();
  }

  @Override
  public Optional<Action<?>> undo(Outputs outputs) {
    return RestoreTags.of(connection, outputs.pushed());
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    var pushed =
        pushed().stream().map(tag -> new Tagged(tag, Examples.BEFORE, Examples.DIGEST)).toList();
    return pushed.isEmpty()
        ? new Outputs(Examples.ID, null, null, Examples.SIZE, pushed)
        : new Outputs(Examples.ID, Examples.DIGEST, Examples.BEFORE, Examples.SIZE, pushed);
  }
}

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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pushes an image that the engine has. */
@ActionName("docker.push")
@Doc("push an image of the engine to its registry")
@Fails({"the engine has no such image", "the registry refuses it"})
public record Push(
    @Nullable DockerConnection connection,
    @Doc("name with its registry and tag") @Example("registry.example.org/site:v4") String tag,
    @Doc("image of the engine to give that name first; the one that has it, if not given")
        @Nullable String image)
    implements Action<Push.Outputs> {

  /** What was pushed. */
  public record Outputs(
      @Doc("digest the tag names in its registry now") String digest,
      @Doc("digest it named before; null if nothing, or it cannot be told") @Nullable String before,
      @Doc("false if it was the same already") boolean changed) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    var docker = Docker.of(connection, call);
    if (call.token().isEmpty()) {
      return Pushing.noting(List.of(tag), docker);
    }
    if (image != null) {
      var exit = docker.run(List.of("tag", image, tag));
      if (exit.code() != 0) {
        return Outcome.failed("`" + image + "` was not tagged: " + Trouble.reason(exit));
      }
    }
    try {
      var pushed = new Pushing(docker).push(List.of(tag), call).get(0);
      var changed = !pushed.digest().equals(pushed.before());
      return Outcome.done(new Outputs(pushed.digest(), pushed.before(), changed));
    } catch (Pushing.RefusedException e) {
      return Outcome.failed(e.reason());
    }
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var text = image == null ? "push " + tag : "push " + image + " as " + tag;
    var preview = Preview.change(text).withUndo("tag again what was there before");
    return look.probing()
        ? preview.withFound(Probe.registry(Docker.of(connection, look), List.of(tag)))
        : preview;
  }

  @Override
  public Optional<Action<?>> undo(Outputs outputs) {
    var pushed = new Tagged(tag, outputs.before(), outputs.digest());
    return RestoreTags.of(connection, List.of(pushed));
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(Examples.DIGEST, Examples.BEFORE, true);
  }
}

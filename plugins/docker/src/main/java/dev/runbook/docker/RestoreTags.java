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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes pushes back: lets tags of a registry name again what they named before. */
@ActionName("docker.restore_tags")
@Doc("let tags of a registry name again what they named before; takes `docker.push` back")
@Fails({
  "a tag was moved by somebody else in the meantime",
  "the registry has the former image no more, or refuses"
})
public record RestoreTags(
    @Nullable DockerConnection connection,
    @Doc("tags, with what they named and what they name") @Example("[]") List<Tagged> tags)
    implements Action<RestoreTags.Outputs> {

  public RestoreTags {
    tags = List.copyOf(tags);
  }

  /** What was taken back. */
  public record Outputs(@Doc("the tags that name something else now") List<String> restored) {
    public Outputs {
      restored = List.copyOf(restored);
    }
  }

  /** Returns what takes pushes back; empty if nothing was replaced. */
  static Optional<Action<?>> of(@Nullable DockerConnection connection, List<Tagged> pushed) {
    var replaced =
        pushed.stream()
            .filter(one -> one.before() != null && !one.before().equals(one.digest()))
            .toList();
    return replaced.isEmpty()
        ? Optional.empty()
        : Optional.of(new RestoreTags(connection, replaced));
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return new Restoring(this, call).run();
  }

  @Override
  public Preview preview(Look look) {
    var each = tags.stream().map(one -> one.tag() + " name " + one.before());
    return Preview.change("let " + each.collect(Collectors.joining(", ")));
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(tags.stream().map(Tagged::tag).toList());
  }
}

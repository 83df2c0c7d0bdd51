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
import dev.runbook.action.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Removes what nothing uses any more. */
@ActionName("docker.prune")
@Doc("remove what no container uses any more")
@Fails({"the engine is pruned by somebody else at this moment", "a filter is unknown to it"})
public record Prune(
    @Nullable DockerConnection connection,
    @Doc("what to remove; containers and images if not given") @Default("[]") List<Kind> kinds,
    @Doc("also images that have a name") @Default("false") boolean all,
    @Doc("filters as docker has them, such as until=240h or label=team=site") @Default("[]")
        List<String> filters)
    implements Action<Prune.Outputs> {
  private static final Pattern FREED =
      Pattern.compile("(?m)^(?:Total reclaimed space|Total):\\s*(\\S+)$");

  /** What can be removed. */
  public enum Kind {
    /** Containers that have ended. */
    CONTAINERS("container"),
    /** Images without a name, or with {@code all} those that no container uses. */
    IMAGES("image"),
    /** Volumes that no container uses: what is in them is lost. */
    VOLUMES("volume"),
    NETWORKS("network"),
    /** Layers kept by BuildKit. */
    BUILD_CACHE("builder");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public Prune {
    kinds = kinds.isEmpty() ? List.of(Kind.CONTAINERS, Kind.IMAGES) : List.copyOf(kinds);
    filters = List.copyOf(filters);
  }

  /** What it gave. */
  public record Outputs(@Doc("bytes that were freed") long freed) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    var docker = Docker.of(connection, call);
    var freed = 0L;
    for (var kind : kinds) {
      var exit = docker.run(words(kind));
      if (exit.code() != 0) {
        return Outcome.failed(
            kind.text() + " were not removed: " + Trouble.reason(exit), new Outputs(freed));
      }
      var said = FREED.matcher(exit.stdout().text());
      freed += said.find() ? Size.of(said.group(1)).bytes() : 0;
    }
    return Outcome.done(new Outputs(freed));
  }

  private List<String> words(Kind kind) {
    var words = new ArrayList<>(List.of(kind.word, "prune", "--force"));
    if (all && kind == Kind.IMAGES) {
      words.add("--all");
    }
    filters.forEach(filter -> Docker.option(words, "--filter", filter));
    return words;
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var what = kinds.stream().map(Kind::text).collect(Collectors.joining(", "));
    var which = filters.isEmpty() ? "" : " where " + String.join(" and ", filters);
    var preview = Preview.change("remove unused " + what + which);
    if (!look.probing()) {
      return preview;
    }
    var format = "{{.Type}}: {{.Size}}, {{.Reclaimable}} unused";
    var found = Docker.of(connection, look).answer("system", "df", "--format", format);
    return preview.withFound(found.lines().toList());
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(1_200_000_000);
  }
}

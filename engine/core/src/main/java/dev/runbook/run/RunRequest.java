package dev.runbook.run;

import dev.runbook.model.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a runbook is to be run.
 *
 * @param inputs {@code -i NAME=VALUE}: texts as given, by name
 * @param sites {@code --site}, the later ones winning
 * @param selected which steps
 * @param yes {@code --yes GATE=CHOICE}: the starter's own decisions, by the key of the gate
 * @param waits whether gates wait for decisions from elsewhere instead of pausing the run
 * @param directory {@code run.dir}: where relative paths in arguments start; absolute
 */
public record RunRequest(
    Map<String, String> inputs,
    List<Site> sites,
    Selected selected,
    Map<String, String> yes,
    boolean waits,
    Path directory) {

  /**
   * Which steps of the top runbook a run carries out; ids of steps.
   *
   * @param only these; empty for all
   * @param from the first one; null for the first of the runbook
   * @param until the run pauses after it; null for none
   * @param skip never these
   * @param outputsFrom the run whose outputs stand in for those of steps left out; null for none
   */
  public record Selected(
      List<String> only,
      @Nullable String from,
      @Nullable String until,
      List<String> skip,
      @Nullable String outputsFrom) {
    public static final Selected ALL = new Selected(List.of(), null, null, List.of(), null);

    public Selected {
      only = List.copyOf(only);
      skip = List.copyOf(skip);
    }
  }

  public RunRequest {
    inputs = Map.copyOf(inputs);
    sites = List.copyOf(sites);
    yes = Map.copyOf(yes);
  }

  /** Returns the request for a whole runbook to which nothing is given. */
  public static RunRequest in(Path directory) {
    return new RunRequest(Map.of(), List.of(), Selected.ALL, Map.of(), false, directory);
  }
}

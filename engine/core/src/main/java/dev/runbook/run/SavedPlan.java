package dev.runbook.run;

import dev.runbook.json.Json;
import dev.runbook.model.Declaration;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a dry run previewed, kept to be run later: exactly this, or not at all. Immutable, without
 * any secret. {@link SavedPlanText} writes and reads it, {@link PlanChanges} compares it.
 *
 * @param asked how the run was asked for
 * @param plugins the version of each installed plugin, by its name
 * @param files what each file that was read was, by its path: a hash for each of its lines, with
 *     blanks between them. Not its text: a site file may hold what is secret
 * @param values the inputs as the run would have them, as JSON, by name; secret ones are named only
 * @param preview as {@link PreviewJson} says it, without what probes found
 */
public record SavedPlan(
    Asked asked,
    Map<String, String> plugins,
    Map<Path, String> files,
    Map<String, String> values,
    Map<String, @Nullable Object> preview) {

  /**
   * How a run was asked for.
   *
   * @param file the runbook
   * @param inputs {@code -i NAME=VALUE}, without those that are secret
   * @param secretInputs the names of those: they must be given again
   * @param sites the site files, the later ones winning
   * @param directory where relative paths in arguments start
   */
  public record Asked(
      Path file,
      Map<String, String> inputs,
      List<String> secretInputs,
      List<Path> sites,
      RunRequest.Selected selected,
      Map<String, String> yes,
      Path directory) {
    public Asked {
      inputs = sorted(inputs);
      secretInputs = List.copyOf(secretInputs);
      sites = List.copyOf(sites);
      yes = sorted(yes);
    }

    static Asked of(Plan plan, RunRequest request) {
      var secret = new TreeSet<>(request.inputs().keySet());
      secret.removeIf(name -> !isSecret(plan, name));
      var inputs = new TreeMap<>(request.inputs());
      inputs.keySet().removeAll(secret);
      return new Asked(
          absolute(plan.top().path()),
          inputs,
          List.copyOf(secret),
          request.sites().stream().map(Site::path).map(SavedPlan::absolute).toList(),
          request.selected(),
          request.yes(),
          absolute(request.directory()));
    }

    private static boolean isSecret(Plan plan, String input) {
      return plan.top().inputs().stream()
          .filter(declared -> declared.name().text().equals(input))
          .anyMatch(declared -> declared.shape().kind() == Declaration.Kind.SECRET);
    }
  }

  public SavedPlan {
    plugins = sorted(plugins);
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    preview = Collections.unmodifiableMap(new LinkedHashMap<>(preview));
  }

  /**
   * Returns what is to be kept of a dry run.
   *
   * @param plugins as {@link dev.runbook.catalog.Catalog#versions} says
   * @param preview one that asked no system: what a system answers may differ the next time
   */
  public static SavedPlan of(
      Plan plan, RunRequest request, Map<String, String> plugins, PreviewResult preview) {
    var files = new LinkedHashMap<Path, String>();
    Beginning.files(plan, request.sites())
        .forEach((path, text) -> files.put(absolute(path), lines(text)));
    var values = new LinkedHashMap<String, String>();
    preview.whole().inputs().forEach((name, value) -> values.put(name, Json.write(value)));
    return new SavedPlan(Asked.of(plan, request), plugins, files, values, PreviewJson.of(preview));
  }

  private static String lines(String text) {
    return String.join(" ", PlanHash.ofLines(text));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}

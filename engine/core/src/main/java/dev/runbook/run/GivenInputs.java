package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.EvaluationException;
import dev.runbook.load.Loader;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.text.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The inputs that the top runbook is given: by {@code -i}, by a site file, by the environment, in
 * this order of precedence.
 */
final class GivenInputs implements Inputs.Giver {
  private final RunRequest request;
  private final Map<String, String> environment;
  private final Problems problems;

  GivenInputs(RunRequest request, Map<String, String> environment, Problems problems) {
    this.request = request;
    this.environment = environment;
    this.problems = problems;
  }

  /** Reports inputs given by {@code -i} that the runbook does not have. */
  void refuseUnknown(Runbook runbook) {
    var known = runbook.inputs().stream().map(input -> input.name().text()).toList();
    for (var name : new TreeSet<>(request.inputs().keySet())) {
      if (!known.contains(name)) {
        problems.error(
            null,
            "`" + runbook.name() + "` has no input " + Words.name(name),
            Spelling.didYouMean(name, known).orElse(listed(known)));
      }
    }
  }

  private static String listed(List<String> known) {
    return known.isEmpty() ? "it takes none" : "its inputs are " + Words.and(known);
  }

  @Override
  public Optional<Given> given(Declaration input) throws EvaluationException {
    var name = input.name().text();
    var said = request.inputs().get(name);
    if (said != null) {
      return read(input, Source.of("-i " + name, said));
    }
    var site = site(name);
    if (site.isPresent()) {
      return Optional.of(Evaluation.of(site.get(), NoNames.SEEN));
    }
    var variable = input.env() == null ? null : input.env().text();
    var set = variable == null ? null : environment.get(variable);
    return variable == null || set == null
        ? Optional.empty()
        : read(input, Source.of(variable, set));
  }

  private Optional<Value> site(String name) {
    return request.sites().stream()
        .map(Site::inputs)
        .flatMap(List::stream)
        .filter(entry -> entry.key().text().equals(name))
        .map(Value.Entry::value)
        .reduce((earlier, later) -> later);
  }

  /** A text that cannot be read is reported; then the input is unknown. */
  private Optional<Given> read(Declaration input, Source source) throws EvaluationException {
    var value = new Loader(problems).given(input, source);
    if (value.isEmpty()) {
      return Optional.of(new Given.Unknown(List.of("input " + input.name()), input.span()));
    }
    return Optional.of(Evaluation.of(value.get(), NoNames.SEEN));
  }
}

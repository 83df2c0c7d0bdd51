package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.load.Loader;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Site;
import dev.runbook.text.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs that are given from outside: by {@code -i}, by site files, by the environment, in this
 * order of precedence.
 */
final class Supply implements Inputs.Giver {
  /** A site file is read before anything has a value. */
  static final Scope NOTHING =
      new Scope() {
        @Override
        public Result root(String name) {
          return new Result.Missing("`" + name + "` has no meaning here", null);
        }

        @Override
        public Result now() {
          return new Result.Missing("`now()` has no meaning here", null);
        }
      };

  private final Map<String, String> texts;
  private final List<Site> sites;
  private final Map<String, String> environment;
  private final Problems problems;

  Supply(
      Map<String, String> texts,
      List<Site> sites,
      Map<String, String> environment,
      Problems problems) {
    this.texts = texts;
    this.sites = sites;
    this.environment = environment;
    this.problems = problems;
  }

  /** Reports what is given to no input. */
  void checkNames(Runbook runbook) {
    var names = runbook.inputs().stream().map(input -> input.name().text()).toList();
    for (var name : texts.keySet()) {
      if (!names.contains(name)) {
        problems.error(
            Source.of("-i " + name, name + "=" + texts.get(name)).span(0, name.length()),
            "no input `" + name + "`",
            Spelling.didYouMean(name, names)
                .orElse(names.isEmpty() ? "it takes no inputs" : "it takes " + Words.and(names)));
      }
    }
  }

  @Override
  public Optional<Given> given(Declaration input) throws EvaluationException {
    var name = input.name().text();
    var text = texts.get(name);
    if (text != null) {
      return read(input, Source.of("-i " + name, text));
    }
    for (var i = sites.size() - 1; i >= 0; i--) {
      for (var entry : sites.get(i).inputs()) {
        if (entry.key().text().equals(name)) {
          return Optional.of(Evaluation.of(entry.value(), NOTHING));
        }
      }
    }
    var variable = input.env() == null ? null : input.env().text();
    var value = variable == null ? null : environment.get(variable);
    return value == null ? Optional.empty() : read(input, Source.of("$" + variable, value));
  }

  /** A text that cannot be read is reported, and null. */
  private Optional<Given> read(Declaration input, Source source) throws EvaluationException {
    var value = new Loader(problems).given(input, source);
    return value.isEmpty() ? Optional.empty() : Optional.of(Evaluation.of(value.get(), NOTHING));
  }
}

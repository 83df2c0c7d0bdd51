package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.model.Value;

/** Reads values that are given from outside: they hold no template. */
final class FlowReader {
  private final Problems problems;

  FlowReader(Problems problems) {
    this.problems = problems;
  }

  Value read(Node node) {
    refuseTemplates(node);
    return new Scalars(problems).value(node);
  }

  private void refuseTemplates(Node node) {
    if (node instanceof Node.Scalar scalar) {
      refuseTemplate(scalar);
    } else if (node instanceof Node.Items list) {
      list.items().forEach(this::refuseTemplates);
    } else {
      ((Node.Entries) node).entries().forEach(entry -> refuseTemplates(entry.value()));
    }
  }

  private void refuseTemplate(Node.Scalar scalar) {
    var text = scalar.text();
    for (var at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
      if (at == 0 || text.charAt(at - 1) != '$') {
        problems.error(
            scalar.excerpt().span(at, at + 2),
            "a value from outside holds no `${...}`",
            "write `$${` for the text `${`");
        return;
      }
    }
  }
}

package dev.runbook.expression;

import dev.runbook.text.Span;
import java.util.List;

/**
 * A name that an expression reads, with what follows it as far as it is written out: {@code
 * steps.build.outputs.sha}, {@code inputs['x']}.
 *
 * @param path the root name first
 * @param spans one for each name of the path
 */
public record Reference(List<String> path, List<Span> spans) {
  public Reference {
    path = List.copyOf(path);
    spans = List.copyOf(spans);
  }
}

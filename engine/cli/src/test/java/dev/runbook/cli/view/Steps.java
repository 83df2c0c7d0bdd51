package dev.runbook.cli.view;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Template;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps of a runbook that was never written. */
final class Steps {
  static final Source SOURCE = Source.of("deploy.yaml", "steps:\n  - id: build\n    action: x.y\n");

  private Steps() {}

  static Step action(String id, String action) {
    return step(id, new Work.Act(word(action), new Value.Entries(List.of(), span())), null);
  }

  static Step named(String id, String name) {
    var text = Template.parse(Excerpt.straight(name, span()), new Problems());
    var work = new Work.Act(word("x.y"), new Value.Entries(List.of(), span()));
    return step(id, work, new Value.Scalar(text, true));
  }

  static Step group(String id, Step... steps) {
    return step(id, new Work.Group(List.of(steps), null, List.of(), List.of()), null);
  }

  static Step call(String id, String file) {
    return step(id, new Work.Call(word(file), new Value.Entries(List.of(), span())), null);
  }

  static Span span() {
    return SOURCE.span(26, 32);
  }

  private static Word word(String text) {
    return new Word(text, span());
  }

  private static Step step(String id, Work work, @Nullable Value name) {
    var settings = Step.Settings.none(span());
    return new Step(word(id), name, work, settings, span());
  }
}

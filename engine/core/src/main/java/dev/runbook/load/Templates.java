package dev.runbook.load;

import dev.runbook.expression.Template;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of actions. The argument {@code template} names a text file; its value is
 * what that file says, with its <code>${...}</code>, so that they are checked and filled in like
 * any other.
 */
final class Templates {
  private static final String ARGUMENT = "template";

  private final Scalars scalars;
  private final Function<Word, Optional<Source>> files;

  /**
   * @param files returns the text of a file that the runbook names; empty if it cannot be read,
   *     which is reported
   */
  Templates(Scalars scalars, Function<Word, Optional<Source>> files) {
    this.scalars = scalars;
    this.files = files;
  }

  Value.@Nullable Entries arguments(Node.Entry with) {
    if (!(with.value() instanceof Node.Entries map)) {
      return scalars.arguments(with);
    }
    var entries =
        map.entries().stream().map(entry -> new Value.Entry(entry.key(), value(entry))).toList();
    return new Value.Entries(entries, map.span());
  }

  private Value value(Node.Entry entry) {
    var isNamed = entry.key().text().equals(ARGUMENT) && !entry.isEmpty();
    var file = isNamed ? scalars.word(entry.value(), "the path of a text file") : null;
    return file == null
        ? scalars.value(entry)
        : files.apply(file).map(this::value).orElseGet(() -> scalars.value(entry));
  }

  private Value value(Source file) {
    var text = file.text();
    var excerpt = Excerpt.straight(text, file.span(0, text.length()));
    return new Value.Scalar(Template.parse(excerpt, scalars.problems()), false);
  }
}

package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Template;
import dev.runbook.model.Value;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.util.Arrays;

/** Makes a value of a text in which nothing has a meaning of its own. */
final class RawText {
  private static final String OPENING = "${";

  private RawText() {}

  /**
   * Returns the whole text.
   *
   * @param plain whether it may be read as a number or a boolean
   */
  static Value read(Source source, boolean plain) {
    return new Value.Scalar(Template.parse(escaped(source), new Problems()), plain);
  }

  /** A template that stands for the text: what would open an expression is escaped. */
  private static Excerpt escaped(Source source) {
    var text = source.text();
    var span = source.span(0, text.length());
    if (!text.contains(OPENING)) {
      return Excerpt.straight(text, span);
    }
    var written = new StringBuilder();
    var places = new int[2 * text.length()];
    for (var i = 0; i < text.length(); i++) {
      if (text.startsWith(OPENING, i)) {
        places[written.length()] = i;
        written.append('$');
      }
      places[written.length()] = i;
      written.append(text.charAt(i));
    }
    return Excerpt.mapped(written.toString(), span, Arrays.copyOf(places, written.length()));
  }
}

package dev.runbook.load;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Words;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Says in the operator's words why a text is no YAML: the parser's problem tells where it gave up,
 * the lines around it tell which mistake was made.
 */
final class SyntaxMessages {
  private static final Set<String> EXPRESSIONS = Set.of("when", "until", "assert", "if", "is");
  private static final Pattern NO_SPACE =
      Pattern.compile("[ \\t]*(?:-[ \\t]+)*(?<key>[\"']?[A-Za-z_][\\w-]*[\"']?):(?<value>\\S.*)");

  private final Source source;
  private final String text;
  private final Lines lines;
  private final FlowMessages flow;
  private final Positions positions;
  private final @Nullable ScalarEvent lastScalar;

  SyntaxMessages(Source source, Positions positions, @Nullable ScalarEvent lastScalar) {
    this.source = source;
    this.text = source.text();
    this.lines = new Lines(source);
    this.flow = new FlowMessages(source);
    this.positions = positions;
    this.lastScalar = lastScalar;
  }

  Diagnostic of(YamlEngineException exception) {
    if (exception instanceof MarkedYamlEngineException marked
        && marked.getProblemMark().isPresent()) {
      var at = index(marked.getProblemMark());
      var context = marked.getContextMark().isPresent() ? index(marked.getContextMark()) : at;
      return of(marked, at, context);
    }
    var directive = Math.max(0, text.indexOf("%YAML"));
    return error(
        lines.restSpan(directive),
        "this version of YAML cannot be read",
        "write YAML 1.2, or remove the line");
  }

  private Diagnostic of(MarkedYamlEngineException exception, int at, int context) {
    var problem = exception.getProblem();
    var during = exception.getContext() == null ? "" : exception.getContext();
    if (problem.startsWith("mapping values")) {
      return colon(at);
    }
    if (problem.startsWith("could not find expected ':'")) {
      return noColon(context);
    }
    if (problem.startsWith("found a key after") || problem.startsWith("found character '\\t")) {
      return tab(at);
    }
    if (problem.startsWith("found character")
        || during.contains("an alias")
        || during.contains("an anchor")) {
      return firstCharacter(during.isEmpty() ? at : Math.min(at, context));
    }
    if (problem.startsWith("found unexpected")) {
      return unclosed(context);
    }
    if (during.contains("a tag") || problem.startsWith("found undefined tag")) {
      return tag(source, context);
    }
    if (problem.contains("escape")) {
      return escape(at);
    }
    return structure(problem, during, at, context);
  }

  private Diagnostic structure(String problem, String during, int at, int context) {
    if (problem.startsWith("sequence entries")) {
      return error(
          source.span(at, at + 1),
          "a list cannot begin on the line of its key",
          "begin it on the next line; a text that begins with `- ` needs quotes");
    }
    if (during.contains("block scalar")) {
      return blockScalar(problem, at, context);
    }
    if (during.contains("flow")) {
      var text = quoted(at);
      return text != null ? text : flow.of(problem, at, context);
    }
    if (problem.startsWith("expected the node content")) {
      return stray(at);
    }
    return outOfPlace(problem, at);
  }

  private Diagnostic colon(int at) {
    var line = lines.start(at);
    var key = lines.key(line);
    if (key.isPresent()
        && key.get().span().start() + key.get().text().length() < at
        && text.substring(key.get().span().start() + key.get().text().length(), at).contains(":")) {
      return secondColon(at, key.get());
    }
    var above = lines.above(at);
    var noSpace = above < 0 ? null : noSpace(above);
    if (noSpace != null) {
      return noSpace;
    }
    if (above >= 0 && lines.key(above).isEmpty() && !lines.rest(above).contains(": ")) {
      return keyExpected(above + indent(above));
    }
    return misaligned(line + indent(line), ", or put quotes around a text that goes on here");
  }

  private Diagnostic secondColon(int at, Lines.Key key) {
    var value = key.span().start() + key.text().length() + 1;
    value += indent(value);
    var hint = FlowMessages.quoteHint(lines.rest(value));
    var isExpression = EXPRESSIONS.contains(key.text());
    if (text.substring(value, at).contains(" ? ") && !isExpression) {
      hint = FlowMessages.quoteHint("${" + lines.rest(value) + "}");
    }
    return error(source.span(at, at + 1), "`: ` in a text without quotes", hint);
  }

  private @Nullable Diagnostic noSpace(int lineStart) {
    var matcher = NO_SPACE.matcher(text).region(lineStart, lines.end(lineStart));
    return matcher.matches() ? noSpace(matcher) : null;
  }

  private Diagnostic noSpace(Matcher matcher) {
    var at = matcher.start("key");
    return error(
        source.span(at, matcher.end("key") + 1),
        "no space after the colon",
        "write " + Words.name(matcher.group("key") + ": " + lines.rest(matcher.start("value"))));
  }

  private Diagnostic noColon(int at) {
    var noSpace = noSpace(lines.start(at));
    return noSpace == null ? keyExpected(at) : noSpace;
  }

  private Diagnostic keyExpected(int at) {
    return error(
        lines.restSpan(at),
        "expected a key with a colon after it",
        "write `KEY: VALUE`; a text that goes on from the line above is indented deeper");
  }

  private Diagnostic tab(int at) {
    var tab = at;
    while (tab > lines.start(at) && text.charAt(Math.min(tab, text.length() - 1)) != '\t') {
      tab--;
    }
    var end = tab;
    while (end < text.length() && text.charAt(end) == '\t') {
      end++;
    }
    return error(source.span(tab, end), "a tab in the indentation", "indent with spaces");
  }

  private Diagnostic firstCharacter(int at) {
    return error(
        source.span(at, at + 1),
        "a text cannot begin with `" + text.charAt(Math.min(at, text.length() - 1)) + "`",
        FlowMessages.quoteHint(lines.rest(at)));
  }

  private Diagnostic unclosed(int at) {
    var template = flow.templateBefore(at);
    if (template != null) {
      return template;
    }
    var quote = text.charAt(at);
    return error(
        source.span(at, at + 1),
        "this quote is never closed",
        "end the text with `" + quote + "`" + apostrophe(quote));
  }

  private static String apostrophe(char quote) {
    return quote == '\'' ? "; a `'` inside the text is written twice" : "";
  }

  static Diagnostic tag(Source source, int at) {
    var lines = new Lines(source);
    var start = at;
    var line = lines.key(lines.start(at));
    var rest = lines.rest(start + 1);
    var hint =
        line.isPresent() && EXPRESSIONS.contains(line.get().text())
            ? "write " + Words.name("not " + rest)
            : "a text that begins with `!` needs quotes; a condition is turned round by `not`";
    return error(
        lines.word(start), "`!` begins a YAML tag, and tags are not part of the language", hint);
  }

  private Diagnostic escape(int at) {
    var start = at;
    while (start > 0 && text.charAt(Math.min(start, text.length() - 1)) != '\\') {
      start--;
    }
    var end = Math.min(text.length(), start + 2);
    var escape = text.substring(start, end);
    return error(
        source.span(start, end),
        Words.name(escape) + " is not an escape",
        "write `\\\\` for a backslash, or put the text in single quotes");
  }

  private Diagnostic blockScalar(String problem, int at, int context) {
    if (problem.contains("leading empty lines")) {
      return error(
          source.span(at, at + 1),
          "wrong indentation",
          "an empty line above has more spaces than this one; remove them");
    }
    var sign = text.charAt(context);
    return error(
        lines.word(at),
        "a text cannot begin on the line of its `" + sign + "`",
        "begin it on the next line, indented; only `-`, `+` and the depth of indentation may follow the sign");
  }

  private Diagnostic stray(int at) {
    var found = at < text.length() ? text.charAt(at) : ' ';
    return error(
        source.span(at, at + 1),
        "expected a value, found `" + found + "`",
        "a text that begins with `" + found + "` needs quotes");
  }

  private Diagnostic outOfPlace(String problem, int at) {
    var found = at < text.length() ? text.charAt(at) : ' ';
    if (found == ']' || found == '}') {
      return error(
          source.span(at, at + 1),
          "this `" + found + "` closes nothing",
          "remove it, or put the text in quotes");
    }
    return problem.contains("<scalar>") ? textOutOfPlace(at) : misaligned(at, "");
  }

  private Diagnostic textOutOfPlace(int at) {
    var quoted = quoted(at);
    return quoted != null
        ? quoted
        : error(lines.restSpan(at), "this text belongs to nothing", "give it a key, or quotes");
  }

  /** Returns what is wrong if a quoted text ended just before. */
  private @Nullable Diagnostic quoted(int at) {
    var last = lastScalar;
    if (last == null || last.isPlain() || last.isLiteral() || last.isFolded()) {
      return null;
    }
    var start = index(last.getStartMark());
    var end = index(last.getEndMark());
    if (end > at || !text.substring(end, at).isBlank() || lines.number(end) != lines.number(at)) {
      return null;
    }
    var quote = text.charAt(end - 1);
    if (lines.number(start) != lines.number(at)) {
      return error(
          source.span(start, start + 1),
          "this quote is closed only on line " + lines.number(at),
          "end the text with `" + quote + "` where it ends");
    }
    return error(
        lines.restSpan(at),
        "text after the closing quote",
        quote == '\''
            ? "a `'` inside single quotes is written twice: `''`"
            : "a `\"` inside double quotes is written `\\\"`; or use single quotes around it");
  }

  private Diagnostic misaligned(int at, String otherwise) {
    var above = lines.above(at);
    if (above >= 0 && text.substring(above, lines.end(above)).matches(" *-\\w+:.*")) {
      var dash = above + indent(above);
      return error(
          lines.word(dash), "no space after the dash", "write `- " + lines.rest(dash + 1) + "`");
    }
    var column = at - lines.start(at);
    var key = lines.key(lines.start(at));
    var span = key.map(Lines.Key::span).orElse(lines.word(at));
    return error(span, "wrong indentation", alignment(key, span.start(), column) + otherwise);
  }

  private String alignment(Optional<Lines.Key> key, int at, int column) {
    var other = lines.nearest(at, key.map(Lines.Key::column).orElse(column));
    if (key.isEmpty() || other.isEmpty()) {
      return "lines of one level begin at the same column";
    }
    return "align "
        + Words.name(key.get().text())
        + " with "
        + Words.name(other.get().text())
        + " on line "
        + other.get().span().line();
  }

  private int indent(int at) {
    var count = 0;
    while (at + count < text.length() && text.charAt(at + count) == ' ') {
      count++;
    }
    return count;
  }

  private int index(Optional<Mark> mark) {
    return positions.index(mark.orElseThrow().getIndex());
  }

  private static Diagnostic error(Span span, String message, String hint) {
    return Diagnostic.error(span, message, hint);
  }
}

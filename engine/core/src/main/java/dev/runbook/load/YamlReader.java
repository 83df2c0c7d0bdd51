package dev.runbook.load;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Word;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML document from the parser's events, in bounded time and memory: what is nested too
 * deeply or grows too large by aliases ends the reading before it is built.
 */
final class YamlReader {
  private static final int DEEPEST = 100;
  private static final int LARGEST = 1_000_000;

  /** A problem behind which nothing can be read. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Refused(Span span, String message, String hint) {
      super(message, null, false, false);
      this.diagnostic = Diagnostic.error(span, message, hint);
    }
  }

  private final Source source;
  private final Problems problems;
  private final Positions positions;
  private final ParserImpl parser;
  private final Map<Anchor, Optional<Node>> anchors = new HashMap<>();
  private @Nullable ScalarEvent lastScalar;
  private int count;

  private YamlReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.positions = new Positions(source.text());
    var settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(16 * 1024)
            .build();
    this.parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
  }

  /** Returns the document; empty if there is none or it cannot be read, which is reported. */
  static Optional<Node> read(Source source, Problems problems) {
    return new YamlReader(source, problems).document();
  }

  private Optional<Node> document() {
    try {
      skip(Event.ID.StreamStart);
      if (!parser.checkEvent(Event.ID.DocumentStart)) {
        return Optional.empty();
      }
      skip(Event.ID.DocumentStart);
      var root = node(1);
      skip(Event.ID.DocumentEnd);
      if (parser.checkEvent(Event.ID.DocumentStart)) {
        secondDocument(parser.next());
      }
      return Optional.of(root);
    } catch (YamlEngineException e) {
      problems.add(new SyntaxMessages(source, positions, lastScalar).of(e));
    } catch (Refused e) {
      problems.add(e.diagnostic);
    }
    return Optional.empty();
  }

  private void skip(Event.ID expected) {
    if (parser.next().getEventId() != expected) {
      throw new IllegalStateException("the YAML parser gave no " + expected);
    }
  }

  private void secondDocument(Event event) {
    var at = index(event.getStartMark());
    problems.error(
        source.span(at, source.text().startsWith("---", at) ? at + 3 : at + 1),
        "a second document begins here",
        "a file holds one document: remove this line, or put what follows into a file of its own");
  }

  private Node node(int depth) {
    var event = parser.next();
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    var start = (NodeEvent) event;
    if (depth > DEEPEST) {
      throw new Refused(
          mark(start),
          "more than " + DEEPEST + " levels of nesting",
          "move the inner parts into runbooks of their own and `call` them");
    }
    grow(1, start);
    start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.empty()));
    var node = fresh(start, depth);
    start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.of(node)));
    return node;
  }

  private Node fresh(NodeEvent start, int depth) {
    if (start instanceof ScalarEvent scalar) {
      scalar.getTag().ifPresent(tag -> tagged(scalar));
      return scalar(scalar);
    }
    var collection = (CollectionStartEvent) start;
    collection.getTag().ifPresent(tag -> tagged(collection));
    return collection instanceof MappingStartEvent
        ? entries(collection, depth)
        : items(collection, depth);
  }

  private void grow(int size, NodeEvent at) {
    count += size;
    if (count > LARGEST) {
      throw new Refused(
          mark(at),
          "more than a million values",
          "use fewer aliases, or divide the file and `call` its parts");
    }
  }

  private Node alias(AliasEvent event, int depth) {
    var known = anchors.get(event.getAlias());
    var span = source.span(index(event.getStartMark()), index(event.getEndMark()));
    var name = event.getAlias().getValue();
    if (known == null) {
      throw new Refused(
          span,
          "there is no anchor `&" + name + "` above",
          "a text that begins with `*` needs quotes: '*" + name + "'");
    }
    if (known.isEmpty()) {
      throw new Refused(
          span, "`*" + name + "` stands inside its own anchor", "write the value out");
    }
    var node = known.get();
    if (depth + node.height() > DEEPEST + 1) {
      throw new Refused(
          span, "more than " + DEEPEST + " levels of nesting", "use fewer aliases in aliases");
    }
    grow(node.size(), event);
    return node;
  }

  private Node.Scalar scalar(ScalarEvent event) {
    lastScalar = event;
    var start = index(event.getStartMark());
    var end = index(event.getEndMark());
    if (event.getTag().isPresent() && event.isPlain()) {
      return tagAsText(start, end);
    }
    if (event.getAnchor().isPresent() || event.getTag().isPresent()) {
      start = afterProperties(start, end);
    }
    var excerpt =
        ScalarPlaces.excerpt(source, start, end, event.getValue(), event.getScalarStyle());
    return new Node.Scalar(excerpt, event.isPlain());
  }

  /** The tag was reported; read as text, {@code when: !x} is the condition that it should be. */
  private Node.Scalar tagAsText(int start, int end) {
    var text = source.text().substring(start, end).stripTrailing();
    var span = source.span(start, start + text.length());
    return new Node.Scalar(Excerpt.straight(text, span), true);
  }

  private int afterProperties(int start, int end) {
    var text = source.text();
    var at = start;
    while (at < end && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
      while (at < end && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      while (at < end && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private Node items(CollectionStartEvent start, int depth) {
    var items = new ArrayList<Node>();
    var size = 1;
    var height = 0;
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      var item = node(depth + 1);
      items.add(item);
      size += item.size();
      height = Math.max(height, item.height());
    }
    var span = collection(start, parser.next());
    return new Node.Items(List.copyOf(items), span, size, height + 1);
  }

  private Node entries(CollectionStartEvent start, int depth) {
    var entries = new ArrayList<Node.Entry>();
    var seen = new HashMap<String, Word>();
    Span first = null;
    var size = 1;
    var height = 0;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      var key = node(depth + 1);
      first = first == null ? key.span() : first;
      var value = node(depth + 1);
      size += key.size() + value.size();
      height = Math.max(height, Math.max(key.height(), value.height()));
      key(key, seen).ifPresent(word -> entries.add(new Node.Entry(word, value)));
    }
    var span = collection(start, parser.next());
    var whole = start.isFlow() || first == null ? span : first;
    return new Node.Entries(List.copyOf(entries), whole, size, height + 1);
  }

  private Optional<Word> key(Node node, Map<String, Word> seen) {
    if (!(node instanceof Node.Scalar scalar) || (scalar.plain() && scalar.text().isEmpty())) {
      problems.error(
          node.span(),
          "a key must be text",
          "a value that begins with `{` or `[` needs quotes if it is meant as text");
      return Optional.empty();
    }
    var word = new Word(scalar.text(), scalar.span());
    if (scalar.plain() && word.text().equals("<<")) {
      problems.error(
          word.span(),
          "merge keys are not part of the language",
          "write the keys out, or use an alias for the whole map");
      return Optional.empty();
    }
    if (word.text().contains("${")) {
      problems.error(
          word.span(),
          "a key cannot hold `${...}`",
          "write the key out; a whole map can be an expression: '${ { 'name': value } }'");
      return Optional.empty();
    }
    var first = seen.putIfAbsent(word.text(), word);
    if (first != null) {
      problems.error(
          word.span(),
          "duplicate key " + Words.name(word.text()),
          "the first one is on line " + first.span().line() + "; remove one of them");
      return Optional.empty();
    }
    return Optional.of(word);
  }

  private void tagged(NodeEvent event) {
    var start = index(event.getStartMark());
    var text = source.text();
    while (text.charAt(start) != '!') {
      start++;
    }
    problems.add(SyntaxMessages.tag(source, start));
  }

  private Span collection(CollectionStartEvent start, Event end) {
    var from = index(start.getStartMark());
    return source.span(from, start.isFlow() ? index(end.getEndMark()) : from + 1);
  }

  private Span mark(NodeEvent event) {
    var at = index(event.getStartMark());
    return source.span(at, at + 1);
  }

  private int index(Optional<Mark> mark) {
    return positions.index(mark.orElseThrow().getIndex());
  }
}

package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Declaration;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads inputs and the fields of gates. Whether a default fits its type is checked later. */
final class DeclarationReader {
  private static final int LONGEST_PATTERN = 1000;
  private static final List<String> FIELD_KEYS =
      List.of(
          "type", "of", "choices", "pattern", "min", "max", "default", "required", "description");
  private static final List<String> INPUT_KEYS =
      List.of(
          "type",
          "of",
          "choices",
          "pattern",
          "min",
          "max",
          "default",
          "required",
          "env",
          "description");
  private static final List<String> OUTPUT_KEYS = List.of("type", "of", "required", "description");
  private static final Set<Declaration.Kind> TEXTS =
      EnumSet.of(
          Declaration.Kind.STRING,
          Declaration.Kind.PATH,
          Declaration.Kind.URL,
          Declaration.Kind.ANY);
  private static final Set<Declaration.Kind> ORDERED =
      EnumSet.of(
          Declaration.Kind.INTEGER,
          Declaration.Kind.NUMBER,
          Declaration.Kind.DURATION,
          Declaration.Kind.SIZE,
          Declaration.Kind.INSTANT);

  private final Scalars scalars;
  private final Problems problems;
  private final ShapeReader shapes;

  DeclarationReader(Scalars scalars) {
    this.scalars = scalars;
    this.problems = scalars.problems();
    this.shapes = new ShapeReader(scalars);
  }

  List<Declaration> inputs(Node.Entry entry) {
    return declarations(entry, INPUT_KEYS);
  }

  /** Returns the fields of a gate: inputs that no environment variable gives, and no secrets. */
  List<Declaration> fields(Node.Entry entry) {
    return open(
        declarations(entry, FIELD_KEYS),
        "a field cannot be a secret: decisions are recorded",
        "declare it under `secrets`, or as an input");
  }

  /** Returns the arguments of an action: inputs that no environment variable gives. */
  List<Declaration> arguments(Node.Entry entry) {
    return declarations(entry, FIELD_KEYS);
  }

  /** Returns the outputs of an action, no secrets. */
  List<Declaration> outputs(Node.Entry entry) {
    return open(
        declarations(entry, OUTPUT_KEYS),
        "an output cannot be a secret: outputs are recorded",
        "let the program keep it, and give out where");
  }

  private List<Declaration> open(List<Declaration> declared, String secret, String hint) {
    declared.stream()
        .filter(each -> each.shape().kind() == Declaration.Kind.SECRET)
        .forEach(each -> problems.error(each.span(), secret, hint));
    return declared;
  }

  private List<Declaration> declarations(Node.Entry entry, List<String> keys) {
    if (!(entry.value() instanceof Node.Entries map)) {
      var hint = "write `" + entry.key().text() + ": { NAME: { type: string } }`";
      scalars.expected("a map of names", entry.value(), hint);
      return List.of();
    }
    return map.entries().stream()
        .map(declared -> declaration(declared, keys))
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable Declaration declaration(Node.Entry entry, List<String> keys) {
    var isName = Identifiers.isName(entry.key(), problems);
    if (!(entry.value() instanceof Node.Entries map)) {
      notDeclared(entry);
      return isName ? unread(entry) : null;
    }
    var fields = new Fields(map, keys, problems);
    var shape = shapes.declared(fields, entry.key());
    if (shape == null) {
      return isName ? unread(entry) : null;
    }
    checkBounds(fields, shape);
    var description = fields.read("description", scalars::plainText);
    var declaration =
        new Declaration(
            entry.key(),
            shape,
            entry.key().span(),
            description,
            fields.list("choices", this::choices),
            fields.read("pattern", this::pattern),
            fields.read("min", scalars::value),
            fields.read("max", scalars::value),
            fields.read("default", scalars::value),
            scalars.flag(fields.get("required"), true),
            fields.read("env", this::env));
    return isName ? declaration : null;
  }

  private void notDeclared(Node.Entry entry) {
    if (entry.isEmpty()) {
      problems.error(entry.key().span(), "missing `type`", "write `{ type: string }`");
      return;
    }
    var type =
        entry.value() instanceof Node.Scalar scalar && ShapeReader.isType(scalar.text())
            ? scalar.text()
            : "string";
    scalars.expected("a map", entry.value(), "write `{ type: " + type + " }`");
  }

  /** Stands for a declaration that could not be read, so that its name is known. */
  private static Declaration unread(Node.Entry entry) {
    return new Declaration(
        entry.key(),
        Declaration.Shape.of(Declaration.Kind.ANY),
        entry.key().span(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        true,
        null);
  }

  private void checkBounds(Fields fields, Declaration.Shape shape) {
    var type = Words.name(ShapeReader.name(shape.kind()));
    for (var key : List.of("min", "max")) {
      var entry = fields.get(key);
      if (entry != null && !ORDERED.contains(shape.kind())) {
        problems.error(
            entry.key().span(),
            type + " has no `" + key + "`",
            "`min` and `max` bound numbers, durations, sizes and instants");
      } else if (entry != null) {
        shapes.checkBound(entry, shape.kind());
      }
    }
    shapes.checkOrder(fields, shape.kind());
    var pattern = fields.get("pattern");
    if (pattern != null && !TEXTS.contains(shape.kind())) {
      problems.error(pattern.key().span(), type + " has no `pattern`", "`pattern` is for text");
    }
  }

  private List<Value> choices(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Items list)) {
      scalars.expected("a list", entry.value(), "write `choices: [a, b]`");
      return List.of();
    }
    if (list.items().isEmpty()) {
      problems.error(list.span(), "no choice", "list the values allowed, or remove the key");
    }
    var seen = new HashSet<String>();
    var choices = new ArrayList<Value>();
    for (var item : list.items()) {
      if (item instanceof Node.Scalar scalar && !seen.add(scalar.text())) {
        problems.error(scalar.span(), Words.name(scalar.text()) + " is there already", "remove it");
      }
      choices.add(scalars.value(item));
    }
    return choices;
  }

  private @Nullable Word pattern(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      scalars.expected("a regular expression", entry.value(), null);
      return null;
    }
    if (scalar.text().length() > LONGEST_PATTERN) {
      problems.error(
          scalar.span(),
          "the regular expression is too long",
          "use at most " + LONGEST_PATTERN + " characters");
      return null;
    }
    try {
      Pattern.compile(scalar.text());
      return new Word(scalar.text(), scalar.span());
    } catch (PatternSyntaxException e) {
      var at = Math.max(0, Math.min(e.getIndex(), scalar.text().length() - 1));
      problems.error(
          scalar.excerpt().span(at, at + 1),
          "the regular expression is wrong here: " + reason(e),
          "write `\\` before a character that stands for itself");
      return null;
    }
  }

  private static String reason(PatternSyntaxException exception) {
    return exception.getDescription().toLowerCase(Locale.ROOT);
  }

  private @Nullable Word env(Node.Entry entry) {
    var word = scalars.word(entry.value(), "the name of an environment variable");
    return word != null && Identifiers.isVariable(word, problems) ? word : null;
  }
}

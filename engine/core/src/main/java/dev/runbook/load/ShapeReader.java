package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Values;
import dev.runbook.model.Declaration.Field;
import dev.runbook.model.Declaration.Kind;
import dev.runbook.model.Declaration.Shape;
import dev.runbook.model.Word;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads declared types: {@code type}, {@code of}, and the values that bound them. */
final class ShapeReader {
  private static final List<String> TYPES =
      Stream.of(Kind.values()).map(ShapeReader::name).toList();
  private static final Pattern INTEGER = Pattern.compile("[-+]?\\d{1,50}");
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,50}(\\.\\d{1,50})?");
  private static final List<String> SHAPE_KEYS = List.of("type", "of");

  private final Scalars scalars;
  private final Problems problems;

  ShapeReader(Scalars scalars) {
    this.scalars = scalars;
    this.problems = scalars.problems();
  }

  static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String aName(Kind kind) {
    return (kind == Kind.INTEGER || kind == Kind.INSTANT ? "an " : "a ") + name(kind);
  }

  static boolean isType(String text) {
    return TYPES.contains(text);
  }

  /** Returns the type that {@code type} and {@code of} say. */
  @Nullable Shape declared(Fields fields, Word owner) {
    if (!fields.isMeant("type")) {
      problems.error(owner.span(), "missing `type`", "say which: " + Words.or(TYPES));
      return null;
    }
    var kind = fields.read("type", entry -> kind(entry.value()));
    var of = fields.get("of");
    if (kind == null) {
      return null;
    }
    if (of == null) {
      return Shape.of(kind);
    }
    if (kind != Kind.LIST && kind != Kind.MAP) {
      problems.error(
          of.key().span(), "`" + name(kind) + "` has no `of`", "`of` goes with `list` and `map`");
      return null;
    }
    return of(kind, of.value());
  }

  private @Nullable Shape of(Kind kind, Node of) {
    if (kind == Kind.MAP && of instanceof Node.Entries map) {
      return fields(map);
    }
    var inner = inner(of);
    return inner == null ? null : new Shape(kind, inner, List.of());
  }

  /** A type's name, or a map of names to types. */
  private @Nullable Shape inner(Node node) {
    if (node instanceof Node.Entries map) {
      return fields(map);
    }
    var kind = kind(node);
    return kind == null ? null : Shape.of(kind);
  }

  private Shape fields(Node.Entries map) {
    var fields =
        map.entries().stream().map(entry -> field(entry)).filter(Objects::nonNull).toList();
    return new Shape(Kind.MAP, null, fields);
  }

  /** The type of a name may itself be declared with {@code type} and {@code of}. */
  private @Nullable Field field(Node.Entry entry) {
    var shape =
        entry.value() instanceof Node.Entries map && isDeclared(map)
            ? declared(new Fields(map, SHAPE_KEYS, problems), entry.key())
            : inner(entry.value());
    return shape == null || !Identifiers.isName(entry.key(), problems)
        ? null
        : new Field(entry.key(), shape);
  }

  private static boolean isDeclared(Node.Entries map) {
    return map.entries().stream().anyMatch(entry -> entry.key().text().equals("type"))
        && map.entries().stream().allMatch(entry -> SHAPE_KEYS.contains(entry.key().text()));
  }

  private @Nullable Kind kind(Node node) {
    var word = scalars.word(node, "a type");
    if (word == null) {
      return null;
    }
    if (!isType(word.text())) {
      var synonym = synonym(word.text());
      problems.error(
          word.span(),
          "unknown type " + Words.name(word.text()),
          synonym != null
              ? "write `" + synonym + "`"
              : Spelling.didYouMean(word.text(), TYPES).orElse("write " + Words.or(TYPES)));
      return null;
    }
    return Kind.valueOf(word.text().toUpperCase(Locale.ROOT));
  }

  private static @Nullable String synonym(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "text", "str" -> "string";
      case "int" -> "integer";
      case "bool" -> "boolean";
      case "float", "double", "decimal" -> "number";
      case "array" -> "list";
      case "object", "dict" -> "map";
      case "uri" -> "url";
      case "file", "folder", "directory" -> "path";
      case "date", "time", "datetime", "timestamp" -> "instant";
      default -> null;
    };
  }

  /** Reports a bound that is not of the type it bounds. */
  void checkBound(Node.Entry entry, Kind kind) {
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      scalars.expected(aName(kind), entry.value(), null);
    } else if (Scalars.hasTemplate(scalar)) {
      scalars.word(scalar, aName(kind));
    } else if (!fits(scalar.text(), kind)) {
      problems.error(
          scalar.span(), "expected " + aName(kind) + ", found " + Words.name(scalar.text()));
    }
  }

  private static boolean fits(String text, Kind kind) {
    try {
      switch (kind) {
        case INTEGER -> {
          return INTEGER.matcher(text).matches();
        }
        case NUMBER -> {
          return NUMBER.matcher(text).matches();
        }
        case DURATION -> Values.duration(text);
        case INSTANT -> OffsetDateTime.parse(text);
        default -> {}
      }
      return true;
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  /** Reports bounds between which there is nothing. */
  void checkOrder(Fields fields, Kind kind) {
    var min = constant(fields.get("min"), kind);
    var max = constant(fields.get("max"), kind);
    if (min != null && max != null && min.compareTo(max) > 0) {
      problems.error(
          Objects.requireNonNull(fields.get("max")).value().span(),
          "`max` is less than `min`",
          "exchange the two");
    }
  }

  private static @Nullable BigDecimal constant(Node.@Nullable Entry entry, Kind kind) {
    var isNumber = kind == Kind.INTEGER || kind == Kind.NUMBER;
    return entry != null
            && isNumber
            && entry.value() instanceof Node.Scalar scalar
            && fits(scalar.text(), kind)
        ? new BigDecimal(scalar.text())
        : null;
  }
}

package dev.runbook.catalog;

import static dev.runbook.expression.Type.Plain.BOOLEAN;
import static dev.runbook.expression.Type.Plain.DURATION;
import static dev.runbook.expression.Type.Plain.INSTANT;
import static dev.runbook.expression.Type.Plain.NUMBER;
import static dev.runbook.expression.Type.Plain.SECRET;
import static dev.runbook.expression.Type.Plain.TEXT;

import dev.runbook.action.Secret;
import dev.runbook.action.Size;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Type;
import dev.runbook.expression.Values;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of values without parts. */
final class Scalars {
  private static final Set<Type.Plain> ANY_SCALAR =
      Set.of(TEXT, NUMBER, BOOLEAN, Type.Plain.DURATION, INSTANT, SECRET);

  /** Text for an action: keeps what is written, and takes computed numbers. */
  static final ScalarForm LENIENT_TEXT =
      new ScalarForm("text", TEXT, ANY_SCALAR, Scalars::lenientText, v -> v, "text", true);

  /** Text for a declared {@code string}: a number without quotes is a mistake. */
  static final ScalarForm STRICT_TEXT =
      new ScalarForm("text", TEXT, Set.of(TEXT), Scalars::strictText, v -> v, "text", true);

  /** The name of a connection. */
  static final ScalarForm NAMES =
      new ScalarForm("text", TEXT, Set.of(TEXT), Scalars::lenientText, v -> v, "name", false);

  static final ScalarForm NUMBERS =
      new ScalarForm(
          "number", NUMBER, Set.of(NUMBER), Scalars::number, v -> v, BigDecimal.ONE, false);

  static final ScalarForm INTEGERS =
      new ScalarForm(
          "integer", NUMBER, Set.of(NUMBER), Scalars::integer, v -> v, BigDecimal.ONE, false);

  static final ScalarForm BOOLEANS =
      new ScalarForm("boolean", BOOLEAN, Set.of(BOOLEAN), Scalars::truth, v -> v, true, false);

  static final ScalarForm DURATIONS =
      new ScalarForm(
          "duration",
          DURATION,
          Set.of(DURATION, TEXT),
          Scalars::duration,
          v -> v,
          Duration.ofMinutes(1),
          false);

  static final ScalarForm INSTANTS =
      new ScalarForm(
          "instant",
          INSTANT,
          Set.of(INSTANT, TEXT),
          Scalars::instant,
          v -> v,
          Instant.parse("2026-01-01T00:00:00Z"),
          false);

  static final ScalarForm SIZES =
      new ScalarForm(
          "size",
          NUMBER,
          Set.of(NUMBER, TEXT),
          Scalars::size,
          size -> BigDecimal.valueOf(((Size) size).bytes()),
          new Size(1),
          false);

  static final ScalarForm PATHS =
      new ScalarForm(
          "path", TEXT, ANY_SCALAR, Scalars::path, Object::toString, Path.of("path"), true);

  static final ScalarForm URLS =
      new ScalarForm(
          "url",
          TEXT,
          Set.of(TEXT, SECRET),
          Scalars::url,
          Object::toString,
          URI.create("https://example.org/"),
          false);

  /** A declared {@code url}: one that says its scheme. */
  static final ScalarForm ABSOLUTE_URLS =
      new ScalarForm(
          "url",
          TEXT,
          Set.of(TEXT, SECRET),
          Scalars::absoluteUrl,
          Object::toString,
          URLS.example(),
          false);

  /** A declared {@code secret}. */
  static final ScalarForm SECRET_TEXT =
      new ScalarForm("secret", SECRET, ANY_SCALAR, Scalars::lenientText, v -> v, "secret", true);

  static final ScalarForm SECRETS =
      SECRET_TEXT.as(
          text -> new Secret((String) text),
          secret -> ((Secret) secret).value(),
          new Secret("secret"));

  private Scalars() {}

  /** Returns the form of a Java number type, whose range is checked. */
  static ScalarForm whole(long least, long most, Function<BigDecimal, Object> java) {
    ScalarForm.Reader reader =
        (value, plain) -> java.apply(between(least, most, integer(value, plain)));
    return new ScalarForm(
        "integer",
        NUMBER,
        Set.of(NUMBER),
        reader,
        number -> new BigDecimal(number.toString()),
        java.apply(BigDecimal.ONE),
        false);
  }

  /** Returns the form of an enum: its names in lower case. */
  static ScalarForm oneOf(Class<?> type) {
    Map<String, Object> constants = new TreeMap<>();
    for (var constant : type.getEnumConstants()) {
      constants.put(enumName(constant), constant);
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Scalars::enumName).toList();
    return oneOf(names, constants, Scalars::enumName);
  }

  /** Returns the form of texts of which only those are allowed. */
  static ScalarForm oneOf(List<String> texts) {
    Map<String, Object> constants = new TreeMap<>();
    texts.forEach(text -> constants.put(text, text));
    return oneOf(texts, constants, text -> text);
  }

  private static ScalarForm oneOf(
      List<String> names, Map<String, Object> constants, Function<Object, Object> writer) {
    return new ScalarForm(
        "one of " + names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", ")),
        TEXT,
        Set.of(TEXT),
        (value, plain) -> constant(value, names, Collections.unmodifiableMap(constants)),
        writer,
        Objects.requireNonNull(constants.get(names.get(0))),
        false,
        names);
  }

  private static String enumName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static Object constant(Object value, List<String> names, Map<String, Object> constants)
      throws Unfit {
    var found = constants.get(value + "");
    if (found == null) {
      throw new Unfit(Spelling.didYouMean(value + "", names).orElse("write " + Words.or(names)));
    }
    return found;
  }

  private static String lenientText(Object value, boolean plain) {
    return value instanceof String text ? text : Values.text(value);
  }

  private static String strictText(Object value, boolean plain) throws Unfit {
    if (!(value instanceof String text)) {
      throw new Unfit(null);
    }
    if (plain && !(CoreSchema.read(text) instanceof String)) {
      throw new Unfit("write quotes: '" + text + "'");
    }
    return text;
  }

  private static BigDecimal number(Object value, boolean plain) throws Unfit {
    if (value instanceof BigDecimal number) {
      return number;
    }
    var number = value instanceof String text ? CoreSchema.number(text) : null;
    if (number == null || number.isEmpty()) {
      throw new Unfit(null);
    }
    if (!plain) {
      throw new Unfit("write it without quotes");
    }
    return number.get();
  }

  private static BigDecimal integer(Object value, boolean plain) throws Unfit {
    var number = number(value, plain);
    if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
      throw new Unfit("write a whole number");
    }
    return number;
  }

  private static BigDecimal between(long least, long most, BigDecimal number) throws Unfit {
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new Unfit("write one from " + least + " to " + most);
    }
    return number;
  }

  private static Boolean truth(Object value, boolean plain) throws Unfit {
    if (value instanceof Boolean truth) {
      return truth;
    }
    var truth = value instanceof String text ? CoreSchema.truth(text) : null;
    if (truth == null || truth.isEmpty() || !plain) {
      throw new Unfit(plain ? truthHint(value + "") : "write true or false without quotes");
    }
    return truth.get();
  }

  private static @Nullable String truthHint(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "on", "y" -> "write true";
      case "no", "off", "n" -> "write false";
      default -> null;
    };
  }

  private static Duration duration(Object value, boolean plain) throws Unfit {
    if (value instanceof Duration duration) {
      return duration;
    }
    try {
      return Values.duration(textOf(value));
    } catch (IllegalArgumentException e) {
      throw new Unfit("write it like 90s, 15m or 1h30m");
    }
  }

  private static Instant instant(Object value, boolean plain) throws Unfit {
    if (value instanceof Instant instant) {
      return instant;
    }
    try {
      return OffsetDateTime.parse(textOf(value)).toInstant();
    } catch (DateTimeException e) {
      throw new Unfit("write it like 2026-11-23T09:00:00Z");
    }
  }

  private static Size size(Object value, boolean plain) throws Unfit {
    try {
      return value instanceof BigDecimal bytes
          ? new Size(bytes.longValueExact())
          : Size.of(textOf(value));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Unfit("write it like 512, 10MB or 1.5GiB");
    }
  }

  private static Path path(Object value, boolean plain) throws Unfit {
    try {
      return Path.of(lenientText(value, plain));
    } catch (InvalidPathException e) {
      throw new Unfit(e.getReason().toLowerCase(Locale.ROOT));
    }
  }

  private static URI url(Object value, boolean plain) throws Unfit {
    try {
      return new URI(textOf(value));
    } catch (URISyntaxException e) {
      throw new Unfit("write it like https://host/path");
    }
  }

  private static URI absoluteUrl(Object value, boolean plain) throws Unfit {
    var url = url(value, plain);
    if (!url.isAbsolute()) {
      throw new Unfit("write it like https://host/path");
    }
    return url;
  }

  private static String textOf(Object value) throws Unfit {
    if (value instanceof String text) {
      return text;
    }
    throw new Unfit(null);
  }
}

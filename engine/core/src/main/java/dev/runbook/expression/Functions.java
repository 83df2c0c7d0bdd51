package dev.runbook.expression;

import static dev.runbook.expression.Kind.BOOLEAN;
import static dev.runbook.expression.Kind.DURATION;
import static dev.runbook.expression.Kind.INSTANT;
import static dev.runbook.expression.Kind.LIST;
import static dev.runbook.expression.Kind.MAP;
import static dev.runbook.expression.Kind.NUMBER;
import static dev.runbook.expression.Kind.SECRET;
import static dev.runbook.expression.Kind.TEXT;

import dev.runbook.diagnostic.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the language.
 *
 * <table>
 * <caption>What each takes and gives</caption>
 * <tr><td>{@code len(x)}</td><td>characters of a text, elements of a list, entries of a map</td></tr>
 * <tr><td>{@code join(list, separator)}</td><td>one text of texts, numbers, booleans and times</td></tr>
 * <tr><td>{@code split(text, separator)}</td><td>a list of texts; an empty one for an empty text</td></tr>
 * <tr><td>{@code contains(x, y)}</td><td>whether a text holds a text, a list an element, a map a key: as {@code y in x}</td></tr>
 * <tr><td>{@code matches(text, pattern)}</td><td>whether the whole text has the form of a regular expression (java.util.regex)</td></tr>
 * <tr><td>{@code replace(text, old, new)}</td><td>the text with every {@code old} replaced; no pattern</td></tr>
 * <tr><td>{@code lower(text) upper(text) trim(text)}</td><td>in small letters, in capitals, without space around it</td></tr>
 * <tr><td>{@code quote(text)}</td><td>a text or number as one word for a POSIX shell</td></tr>
 * <tr><td>{@code min(list) max(list)}</td><td>the least, the greatest number; of an empty list an error</td></tr>
 * <tr><td>{@code sum(list) mean(list)}</td><td>of numbers; the mean of an empty list is an error</td></tr>
 * <tr><td>{@code round(number, digits?)}</td><td>rounded half away from zero to so many decimals, or to a whole number</td></tr>
 * <tr><td>{@code keys(map) values(map)}</td><td>lists, in the order of the map</td></tr>
 * <tr><td>{@code pluck(list, name)}</td><td>that key of every map in a list; a map without it is an error</td></tr>
 * <tr><td>{@code compact(list)}</td><td>without nulls</td></tr>
 * <tr><td>{@code sort(list)}</td><td>numbers, texts, durations or instants, the least first</td></tr>
 * <tr><td>{@code unique(list)}</td><td>without repetitions, the first of each</td></tr>
 * <tr><td>{@code range(from, to)}</td><td>whole numbers, {@code to} not included</td></tr>
 * <tr><td>{@code default(x, y)}</td><td>y where x is missing or null, else x; y is evaluated only then</td></tr>
 * <tr><td>{@code has(x)}</td><td>whether x is neither missing nor null</td></tr>
 * <tr><td>{@code json(x)}</td><td>any value as JSON on one line</td></tr>
 * <tr><td>{@code date(instant, pattern, zone?)}</td><td>a text such as {@code date(now(), 'yyyy-MM-dd', 'UTC')} (java.time.format.DateTimeFormatter, English); the zone is the machine's unless given</td></tr>
 * <tr><td>{@code duration(text)}</td><td>of a text such as {@code '1h30m'}</td></tr>
 * <tr><td>{@code now()}</td><td>the instant at which the step or poll began</td></tr>
 * </table>
 */
final class Functions {
  private static final Set<Kind> ANY = EnumSet.allOf(Kind.class);
  private static final Set<Kind> TEXTS = EnumSet.of(TEXT);
  private static final Set<Kind> WRITABLE =
      EnumSet.of(TEXT, NUMBER, BOOLEAN, DURATION, INSTANT, SECRET);
  private static final Set<Kind> ORDERED = EnumSet.of(NUMBER, TEXT, DURATION, INSTANT);
  private static final Parameter PART = new Parameter("x", EnumSet.of(TEXT, LIST, MAP), ANY, false);
  private static final Parameter NUMBERS = list("list", EnumSet.of(NUMBER));
  private static final Parameter ANY_LIST = list("list", ANY);
  private static final Type LIST_OF_ANY = new Type.ListOf(Type.Plain.ANY);
  private static final Map<String, Function> ALL = new LinkedHashMap<>();

  static {
    add("len", Type.Plain.NUMBER, PART);
    add("join", Type.Plain.TEXT, list("list", WRITABLE), of("separator", TEXTS));
    add("split", new Type.ListOf(Type.Plain.TEXT), of("text", TEXTS), of("separator", TEXTS));
    add("contains", Type.Plain.BOOLEAN, PART, of("y", ANY));
    add("matches", Type.Plain.BOOLEAN, of("text", TEXTS), of("pattern", TEXTS));
    add("replace", Type.Plain.TEXT, of("text", TEXTS), of("old", TEXTS), of("new", TEXTS));
    add("lower", Type.Plain.TEXT, of("text", TEXTS));
    add("upper", Type.Plain.TEXT, of("text", TEXTS));
    add("trim", Type.Plain.TEXT, of("text", TEXTS));
    add("quote", Type.Plain.TEXT, of("text", EnumSet.of(TEXT, NUMBER, SECRET)));
    add("min", Type.Plain.NUMBER, NUMBERS);
    add("max", Type.Plain.NUMBER, NUMBERS);
    add("sum", Type.Plain.NUMBER, NUMBERS);
    add("mean", Type.Plain.NUMBER, NUMBERS);
    add("round", Type.Plain.NUMBER, of("number", EnumSet.of(NUMBER)), optional("digits", NUMBER));
    add("keys", new Type.ListOf(Type.Plain.TEXT), of("map", EnumSet.of(MAP)));
    add("values", LIST_OF_ANY, of("map", EnumSet.of(MAP)));
    add("pluck", LIST_OF_ANY, list("list", EnumSet.of(MAP)), of("name", TEXTS));
    add("compact", LIST_OF_ANY, ANY_LIST);
    add("sort", LIST_OF_ANY, list("list", ORDERED));
    add("unique", LIST_OF_ANY, ANY_LIST);
    var whole = EnumSet.of(NUMBER);
    add("range", new Type.ListOf(Type.Plain.NUMBER), of("from", whole), of("to", whole));
    add("default", Type.Plain.ANY, of("x", ANY), of("y", ANY));
    add("has", Type.Plain.BOOLEAN, of("x", ANY));
    add("json", Type.Plain.TEXT, of("x", ANY));
    var instant = EnumSet.of(INSTANT);
    add(
        "date",
        Type.Plain.TEXT,
        of("instant", instant),
        of("pattern", TEXTS),
        optional("zone", TEXT));
    add("duration", Type.Plain.DURATION, of("text", TEXTS));
    add("now", Type.Plain.INSTANT);
  }

  private Functions() {}

  private static Parameter of(String name, Set<Kind> kinds) {
    return new Parameter(name, kinds, ANY, false);
  }

  private static Parameter optional(String name, Kind kind) {
    return new Parameter(name, EnumSet.of(kind), ANY, true);
  }

  private static Parameter list(String name, Set<Kind> elements) {
    return new Parameter(name, EnumSet.of(LIST), elements, false);
  }

  private static void add(String name, Type gives, Parameter... parameters) {
    ALL.put(name, new Function(name, List.of(parameters), gives));
  }

  static @Nullable Function find(String name) {
    return ALL.get(name);
  }

  static Collection<Function> all() {
    return ALL.values();
  }

  /** Returns what to write for a function that there is not. */
  static @Nullable String instead(String name) {
    return switch (name) {
      case "length", "size", "count", "length_of" -> "write `len(x)`";
      case "coalesce", "ifnull", "nvl", "get" -> "write `default(x, y)`";
      case "exists", "defined", "isdef", "isset" -> "write `has(x)`";
      case "avg", "average" -> "write `mean(list)`";
      case "floor", "ceil", "int", "truncate" -> "write `round(x)`";
      case "str", "string", "text", "toString" -> "put it into a text, or write `join([x], '')`";
      case "concat", "append", "format" -> "write `a + b`, or `join([a, b], '')`";
      case "map", "filter", "select" -> "write `pluck(list, 'name')`, or a step with `for_each`";
      case "regex", "match", "search" -> "write `matches(text, 'pattern')`";
      default -> Spelling.didYouMean(name, ALL.keySet()).orElse(null);
    };
  }

  /** Applies a function; {@code default}, {@code has} and {@code now} are no such functions. */
  static Object apply(Function function, List<@Nullable Object> arguments) throws NoValueException {
    function.check(arguments);
    var first = arguments.get(0);
    var second = arguments.size() > 1 ? arguments.get(1) : null;
    var third = arguments.size() > 2 ? arguments.get(2) : null;
    return switch (function.name()) {
      case "len" -> Lists.length(first);
      case "join" -> Texts.join((List<?>) first, (String) second);
      case "split" -> Texts.split((String) first, (String) second);
      case "contains" -> Operator.IN.apply(second, first);
      case "matches" -> Texts.matches((String) first, (String) second);
      case "replace" -> Texts.replace((String) first, (String) second, (String) third);
      case "lower" -> Texts.lower((String) first);
      case "upper" -> Texts.upper((String) first);
      case "trim" -> ((String) first).strip();
      case "quote" -> Texts.quote(Values.text(first));
      case "keys" -> List.copyOf(((Map<?, ?>) first).keySet());
      case "values" -> Lists.copy(((Map<?, ?>) first).values());
      case "pluck" -> Lists.pluck((List<?>) first, (String) second);
      case "compact" -> Lists.compact((List<?>) first);
      case "sort" -> Lists.sort((List<?>) first);
      case "unique" -> Lists.unique((List<?>) first);
      case "json" -> Texts.json(first);
      case "date" -> Times.date(first, (String) second, (String) third);
      case "duration" -> Times.duration((String) first);
      default -> number(function.name(), first, (BigDecimal) second);
    };
  }

  private static Object number(String name, Object first, @Nullable BigDecimal second)
      throws NoValueException {
    return switch (name) {
      case "min" -> Numbers.least((List<?>) first, 1);
      case "max" -> Numbers.least((List<?>) first, -1);
      case "sum" -> Numbers.sum((List<?>) first);
      case "mean" -> Numbers.mean((List<?>) first);
      case "round" -> Numbers.round((BigDecimal) first, second);
      case "range" -> Numbers.range((BigDecimal) first, second);
      default -> throw new IllegalStateException("`" + name + "` is evaluated on the tree");
    };
  }

  /** Refuses a written-out argument that cannot be right whatever the others are. */
  static void checkLiteral(Function function, int index, @Nullable Object argument)
      throws NoValueException {
    var place = function.name() + index;
    if (argument instanceof String text) {
      switch (place) {
        case "matches1" -> Texts.checkPattern(text);
        case "date1" -> Times.formatter(text);
        case "date2" -> Times.zone(text);
        case "duration0" -> Times.duration(text);
        case "split1", "replace1" -> Texts.checkNotEmpty(text);
        default -> {}
      }
    }
  }

  /** Returns what a call gives, as far as its arguments tell. */
  static Type type(Function function, List<Type> arguments) {
    var first = arguments.get(0);
    var gives = function.gives();
    if (gives == Type.Plain.TEXT) {
      return arguments.stream().anyMatch(Types::holdsSecret) ? Type.Plain.SECRET : gives;
    }
    return switch (function.name()) {
      case "sort", "unique" -> first instanceof Type.ListOf ? first : gives;
      case "compact" ->
          first instanceof Type.ListOf list
              ? new Type.ListOf(Types.withoutNull(list.element()))
              : gives;
      case "values" -> new Type.ListOf(Types.valueOf(first));
      case "default" -> Types.either(Types.withoutNull(first), arguments.get(1));
      default -> gives;
    };
  }

  /** Returns the signatures of all, such as {@code round(number, digits?)}, in a fixed order. */
  static List<String> signatures() {
    var signatures = new ArrayList<String>();
    ALL.values().forEach(function -> signatures.add(function.form()));
    return signatures;
  }
}

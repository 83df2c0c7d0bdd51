package dev.runbook.expression;

import dev.runbook.diagnostic.Words;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function that expressions can call. It gives the same for the same arguments, and reads nothing
 * else.
 *
 * @param gives what it gives; where that depends on the arguments, what is known for certain
 */
record Function(String name, List<Parameter> parameters, Type gives) {

  /** Returns how it is called: {@code round(number, digits?)}. */
  String form() {
    return parameters.stream()
        .map(parameter -> parameter.name() + (parameter.isOptional() ? "?" : ""))
        .collect(Collectors.joining(", ", name + "(", ")"));
  }

  /** Refuses a call with too few or too many arguments. */
  void checkCount(int count) throws NoValueException {
    var least = parameters.stream().filter(parameter -> !parameter.isOptional()).count();
    if (count < least || count > parameters.size()) {
      var wanted =
          least == parameters.size()
              ? Words.count(least, "argument")
              : least + " to " + Words.count(parameters.size(), "argument");
      throw new NoValueException(
          "`" + name + "` wants " + (wanted.startsWith("0") ? "no arguments" : wanted),
          count > 1 && parameters.size() == 1 && parameters.get(0).kinds().contains(Kind.LIST)
              ? "write a list: `" + name + "([a, b])`"
              : "write `" + form() + "`");
    }
  }

  /** Refuses an argument of a kind that it does not take. */
  void checkKind(int index, Kind kind) throws NoValueException {
    var parameter = parameters.get(index);
    if (parameter.kinds().contains(kind)) {
      return;
    }
    if (kind == Kind.SECRET) {
      throw new NoValueException(
          index,
          "`" + name + "` does not take a secret",
          "a secret can be put into a text, and given to `quote`, `json` and `default`");
    }
    throw new NoValueException(
        index, "`" + name + "` wants " + parameter.wants() + ", not " + kind.phrase(), hint(kind));
  }

  private static @Nullable String hint(Kind kind) {
    return switch (kind) {
      case NULL -> "`default(x, y)` is y where x is null";
      case CUT -> "the text was too long to be kept whole";
      default -> null;
    };
  }

  /** Returns whether it does not take elements of a kind in the lists it takes. */
  boolean refusesElement(int index, Kind kind) {
    return !parameters.get(index).elements().contains(kind);
  }

  /** Says that a list of such elements is none that it takes. */
  NoValueException wrongElements(int index, Kind element) {
    var list = element == Kind.TEXT ? "texts" : element.noun() + "s";
    return new NoValueException(
        index,
        "`" + name + "` wants " + parameters.get(index).wants() + ", not a list of " + list,
        null);
  }

  /** Refuses arguments that it does not take; for lists each element is looked at. */
  void check(List<@Nullable Object> arguments) throws NoValueException {
    checkCount(arguments.size());
    for (var i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      checkKind(i, Kind.of(argument));
      if (argument instanceof List<?> list && parameters.get(i).kinds().contains(Kind.LIST)) {
        checkElements(i, list);
      }
    }
  }

  private void checkElements(int index, List<?> list) throws NoValueException {
    for (var i = 0; i < list.size(); i++) {
      var kind = Kind.of(list.get(i));
      if (refusesElement(index, kind)) {
        var message = "`" + name + "` wants " + parameters.get(index).wants() + "; element " + i;
        throw new NoValueException(
            index,
            message + " is " + kind.phrase(),
            kind == Kind.NULL ? "`compact(list)` leaves out what is null" : hint(kind));
      }
    }
  }
}

package dev.runbook.expression;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the type of an expression before it is evaluated, and reports what is wrong in it. */
final class TypeCheck {
  private final Excerpt excerpt;
  private final Names names;
  private final Problems problems;

  TypeCheck(Excerpt excerpt, Names names, Problems problems) {
    this.excerpt = excerpt;
    this.names = names;
    this.problems = problems;
  }

  void condition(Node node) {
    var kind = Kind.of(value(node));
    if (kind != null && kind != Kind.BOOLEAN) {
      report(Mistake.noCondition(node, kind));
    }
  }

  /** Returns the type of a value; a name that stands for none is reported. */
  Type value(Node node) {
    var type = type(node);
    if (type instanceof Type.Fields fields && !fields.isValue()) {
      report(Mistake.noValue(node.place(), written(node)));
      return Type.Plain.ANY;
    }
    return type;
  }

  private String written(Node node) {
    return excerpt.text().substring(node.place().from(), node.place().to());
  }

  private Type report(Mistake mistake) {
    problems.add(mistake.at(excerpt));
    return Type.Plain.ANY;
  }

  private Type report(Node.Place place, String message, @Nullable String hint) {
    return report(new Mistake(place, message, hint));
  }

  private Type type(Node node) {
    if (node instanceof Node.Literal literal) {
      return Type.Plain.valueOf(Kind.of(literal.value()).name());
    }
    if (node instanceof Node.Name name) {
      return root(name);
    }
    if (node instanceof Node.Member member) {
      return member(type(member.target()), member.name(), member.named());
    }
    if (node instanceof Node.Index index) {
      return index(index);
    }
    if (node instanceof Node.Call call) {
      return call(call);
    }
    return node instanceof Node.Binary binary ? binary(binary) : other(node);
  }

  private Type other(Node node) {
    if (node instanceof Node.Items items) {
      return new Type.ListOf(Types.either(items.items().stream().map(this::value).toList()));
    }
    if (node instanceof Node.Entries entries) {
      Map<String, Type> fields = new LinkedHashMap<>();
      for (var i = 0; i < entries.keys().size(); i++) {
        fields.put(entries.keys().get(i), value(entries.values().get(i)));
      }
      return new Type.Fields("no key", fields, true);
    }
    if (node instanceof Node.Choice choice) {
      bool(choice.condition(), "?");
      return Types.either(value(choice.yes()), value(choice.no()));
    }
    if (node instanceof Node.Negation negation) {
      var kind = Kind.of(value(negation.operand()));
      return kind == null || kind == Kind.NUMBER
          ? Type.Plain.NUMBER
          : report(Mistake.noNumber(negation, kind));
    }
    if (node instanceof Node.Logic logic) {
      bool(logic.left(), logic.word());
      bool(logic.right(), logic.word());
    } else if (node instanceof Node.Not not) {
      bool(not.operand(), "not");
    }
    return Type.Plain.BOOLEAN;
  }

  private void bool(Node operand, String operator) {
    var kind = Kind.of(value(operand));
    if (kind != null && kind != Kind.BOOLEAN) {
      report(Mistake.noBoolean(operand, operator, kind));
    }
  }

  private Type root(Node.Name name) {
    var type = names.roots().get(name.name());
    if (type == null) {
      return report(name.place(), "no name " + Words.name(name.name()), rootHint(name.name()));
    }
    return allowed(type, name.place());
  }

  private String rootHint(String name) {
    return switch (name) {
      case "True", "TRUE", "yes", "on" -> "write `true`";
      case "False", "FALSE", "no", "off" -> "write `false`";
      case "nil", "None", "none", "Null", "NULL", "empty", "undefined" -> "write `null`";
      default -> {
        var function = Functions.find(name);
        yield function != null
            ? "a function is called: `" + function.form() + "`"
            : Spelling.didYouMean(name, names.roots().keySet())
                .or(() -> below(name))
                .orElse("a text needs quotes: '" + name + "'");
      }
    };
  }

  /** Where somebody left out the root name, says so. */
  private Optional<String> below(String name) {
    return Stream.of("inputs", "vars", "steps")
        .filter(
            root ->
                names.roots().get(root) instanceof Type.Fields fields
                    && fields.fields().containsKey(name))
        .map(
            root -> "write `" + root + "." + name + (root.equals("steps") ? ".outputs.NAME`" : "`"))
        .findFirst();
  }

  private Type allowed(Type type, Node.Place place) {
    return type instanceof Type.Wrong wrong ? report(place, wrong.message(), wrong.hint()) : type;
  }

  private Type member(Type target, String name, Node.Place place) {
    var present = Types.withoutNull(target);
    if (present instanceof Type.MapOf || present instanceof Type.Fields) {
      return present instanceof Type.Fields fields
          ? field(fields, name, place)
          : Types.valueOf(present);
    }
    var kind = Kind.of(present);
    return kind == null ? Type.Plain.ANY : report(Mistake.noParts(place, kind));
  }

  private Type field(Type.Fields fields, String name, Node.Place place) {
    var type = fields.fields().get(name);
    if (type != null) {
      return allowed(type, place);
    }
    return report(
        place,
        fields.lacking() + " " + Words.name(name),
        Spelling.didYouMean(name, fields.fields().keySet()).orElse(deeper(fields, name)));
  }

  /** Where somebody left out {@code outputs}, says so. */
  private static @Nullable String deeper(Type.Fields fields, String name) {
    return fields.fields().containsKey("outputs")
            && fields.fields().get("outputs") instanceof Type.Fields outputs
            && outputs.fields().containsKey(name)
        ? "it is an output: `outputs." + name + "`"
        : null;
  }

  private Type index(Node.Index index) {
    var target = Types.withoutNull(type(index.target()));
    var name = index.name();
    if (name != null && Kind.of(target) != Kind.LIST) {
      return member(target, name, inside(index.key().place()));
    }
    var key = Kind.of(value(index.key()));
    if (target instanceof Type.Fields fields && !fields.isValue()) {
      var message = "a name of `" + written(index.target()) + "` must be written out";
      return report(index.key().place(), message, null);
    }
    var kind = Kind.of(target);
    if (kind != null && !isIndexed(kind, key)) {
      return report(Mistake.noElement(index, kind, key == null ? Kind.NUMBER : key));
    }
    return target instanceof Type.ListOf list ? list.element() : Types.valueOf(target);
  }

  private static boolean isIndexed(Kind target, @Nullable Kind key) {
    return (target == Kind.LIST && (key == null || key == Kind.NUMBER))
        || (target == Kind.MAP && (key == null || key == Kind.TEXT));
  }

  /** Returns the place of a text without its quotes. */
  private static Node.Place inside(Node.Place quoted) {
    return quoted.to() - quoted.from() > 2
        ? new Node.Place(quoted.from() + 1, quoted.to() - 1)
        : quoted;
  }

  private Type binary(Node.Binary binary) {
    if (isNameWithDash(binary)) {
      type(((Node.Member) binary.left()).target());
      var key = ((Node.Member) binary.left()).name() + "-" + ((Node.Name) binary.right()).name();
      return report(
          binary.sign(), "`-` is minus here", "a key with `-` is written `['" + key + "']`");
    }
    var left = value(binary.left());
    var right = value(binary.right());
    var a = Kind.of(left);
    var b = Kind.of(right);
    try {
      var kind = binary.operator().check(plain(a), plain(b));
      checkElements(binary, a, right);
      return result(binary.operator(), kind, List.of(left, right));
    } catch (NoValueException e) {
      report(Mistake.of(binary, e));
      return binary.operator().isComparing() ? Type.Plain.BOOLEAN : Type.Plain.ANY;
    }
  }

  private boolean isNameWithDash(Node.Binary binary) {
    return binary.operator() == Operator.MINUS
        && binary.left() instanceof Node.Member
        && binary.right() instanceof Node.Name name
        && !names.roots().containsKey(name.name())
        && binary.left().place().to() == binary.sign().from()
        && binary.sign().to() == name.place().from();
  }

  private static @Nullable Kind plain(@Nullable Kind kind) {
    return kind == Kind.SECRET ? Kind.TEXT : kind;
  }

  private static void checkElements(Node.Binary binary, @Nullable Kind part, Type whole)
      throws NoValueException {
    var isIn = binary.operator() == Operator.IN || binary.operator() == Operator.NOT_IN;
    var element = whole instanceof Type.ListOf list ? Kind.of(list.element()) : null;
    if (isIn && part != null && part != Kind.NULL && element != null && element != Kind.NULL) {
      if (plain(part) != plain(element)) {
        throw Comparing.neverEqual(part, element);
      }
    }
  }

  private static Type result(Operator operator, @Nullable Kind kind, List<Type> operands) {
    if (kind == null) {
      return Type.Plain.ANY;
    }
    if (kind == Kind.LIST) {
      var elements = new ArrayList<Type>();
      for (var operand : operands) {
        elements.add(operand instanceof Type.ListOf list ? list.element() : Type.Plain.ANY);
      }
      return new Type.ListOf(Types.either(elements));
    }
    var isSecret = !operator.isComparing() && operands.stream().anyMatch(Types::holdsSecret);
    return isSecret ? Type.Plain.SECRET : Type.Plain.valueOf(kind.name());
  }

  private Type call(Node.Call call) {
    var function = call.function();
    List<Type> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(value(argument)));
    if (function == null) {
      return report(Mistake.unknownFunction(call));
    }
    try {
      function.checkCount(arguments.size());
      for (var i = 0; i < arguments.size(); i++) {
        check(call, function, i, arguments.get(i));
      }
      if (function.parameters().isEmpty()) {
        return function.gives();
      }
      return call.is("pluck") ? pluck(call, arguments.get(0)) : Functions.type(function, arguments);
    } catch (NoValueException e) {
      report(Mistake.of(call, e));
      return function.gives();
    }
  }

  private static void check(Node.Call call, Function function, int index, Type argument)
      throws NoValueException {
    var kind = Kind.of(argument);
    if (kind != null) {
      function.checkKind(index, kind);
    }
    var element = argument instanceof Type.ListOf list ? Kind.of(list.element()) : null;
    if (element != null && element != Kind.NULL && function.refusesElement(index, element)) {
      throw function.wrongElements(index, element);
    }
    if (call.arguments().get(index) instanceof Node.Literal literal) {
      Functions.checkLiteral(function, index, literal.value());
    }
    if (call.is("has") && !Node.isPath(call.arguments().get(0))) {
      throw new NoValueException(0, "`has` asks for a name", "write such as `has(output.x)`");
    }
  }

  private Type pluck(Node.Call call, Type list) {
    if (list instanceof Type.ListOf of
        && of.element() instanceof Type.Fields fields
        && call.arguments().get(1) instanceof Node.Literal literal
        && literal.value() instanceof String name) {
      return new Type.ListOf(field(fields, name, inside(literal.place())));
    }
    return new Type.ListOf(Type.Plain.ANY);
  }
}

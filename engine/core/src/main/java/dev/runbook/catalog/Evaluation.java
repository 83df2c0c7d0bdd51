package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Names;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.expression.Template;
import dev.runbook.expression.Type;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Evaluates the templates in a value. */
public final class Evaluation {

  /** What is made of a text with templates. */
  private interface OfTemplate {
    Given given(Template template) throws EvaluationException;
  }

  private Evaluation() {}

  /** Returns the value with all templates evaluated; unknown parts are {@link Given.Unknown}. */
  public static Given of(Value value, Scope scope) throws EvaluationException {
    return walk(value, template -> evaluated(template, scope));
  }

  /**
   * Returns the value with all templates checked, not evaluated: they are {@link Given.Typed}. What
   * is wrong with names and types in them is reported.
   */
  public static Given checked(Value value, Names names, Problems problems) {
    try {
      return walk(value, t -> new Given.Typed(t.check(names, problems), t.span()));
    } catch (EvaluationException impossible) {
      throw new IllegalStateException("checking evaluates nothing", impossible);
    }
  }

  /**
   * Returns the type of a value that has no declared one. What is wrong with names and types in its
   * templates is reported.
   */
  public static Type type(Value value, Names names, Problems problems) {
    return type(checked(value, names, problems));
  }

  private static Type type(Given given) {
    if (given instanceof Given.Items items) {
      var types = items.items().stream().map(Evaluation::type).distinct().toList();
      return new Type.ListOf(types.size() == 1 ? types.get(0) : Type.Plain.ANY);
    }
    if (given instanceof Given.Entries entries) {
      Map<String, Type> types = new LinkedHashMap<>();
      entries.entries().forEach((key, one) -> types.put(key, type(one)));
      return new Type.Fields("no key", Collections.unmodifiableMap(types), true);
    }
    return Kinds.typeOf(given);
  }

  /** Returns a value that must not hold templates; those are reported. */
  public static Optional<Given> constant(Value value, Problems problems) {
    var own = new Problems();
    try {
      var given = walk(value, template -> refused(template, own));
      problems.addAll(own.inFileOrder());
      return own.hasErrors() ? Optional.empty() : Optional.of(given);
    } catch (EvaluationException impossible) {
      throw new IllegalStateException("a constant is not evaluated", impossible);
    }
  }

  private static Given refused(Template template, Problems problems) {
    problems.error(template.span(), "this cannot be computed", "write it out");
    return new Given.Typed(Type.Plain.ANY, template.span());
  }

  private static Given walk(Value value, OfTemplate ofTemplate) throws EvaluationException {
    if (value instanceof Value.Items items) {
      List<Given> given = new ArrayList<>();
      for (var item : items.items()) {
        given.add(walk(item, ofTemplate));
      }
      return new Given.Items(given, items.span());
    }
    if (value instanceof Value.Entries entries) {
      Map<String, Given> given = new LinkedHashMap<>();
      Map<String, Span> keys = new LinkedHashMap<>();
      for (var entry : entries.entries()) {
        given.put(entry.key().text(), walk(entry.value(), ofTemplate));
        keys.put(entry.key().text(), entry.key().span());
      }
      return new Given.Entries(given, keys, entries.span());
    }
    return scalar((Value.Scalar) value, ofTemplate);
  }

  private static Given scalar(Value.Scalar scalar, OfTemplate ofTemplate)
      throws EvaluationException {
    var constant = scalar.template().constant();
    if (constant.isEmpty()) {
      return ofTemplate.given(scalar.template());
    }
    return scalar.plain()
        ? new Given.Plain(constant.get(), scalar.span())
        : new Given.Fixed(constant.get(), scalar.span());
  }

  private static Given evaluated(Template template, Scope scope) throws EvaluationException {
    var result = template.evaluate(scope);
    if (result instanceof Result.Known known) {
      return new Given.Fixed(known.value(), template.span());
    }
    if (result instanceof Result.Unknown unknown) {
      return unknown.part() instanceof Result.Part.Items
              || unknown.part() instanceof Result.Part.Entries
          ? part(unknown, template.span())
          : new Given.Unknown(after(unknown), PartialText.of(template, scope), template.span());
    }
    var missing = (Result.Missing) result;
    throw new EvaluationException(template.span(), missing.reason(), missing.hint());
  }

  private static List<String> after(Result.Unknown unknown) {
    return List.copyOf(new TreeSet<>(unknown.after()));
  }

  /** A value that was handed on is given as far as it is known. */
  private static Given part(Result result, Span span) {
    if (!(result instanceof Result.Unknown unknown)) {
      return new Given.Fixed(result instanceof Result.Known known ? known.value() : null, span);
    }
    if (unknown.part() instanceof Result.Part.Items list) {
      return new Given.Items(list.items().stream().map(item -> part(item, span)).toList(), span);
    }
    if (unknown.part() instanceof Result.Part.Entries map) {
      var entries = new LinkedHashMap<String, Given>();
      map.entries().forEach((key, value) -> entries.put(key, part(value, span)));
      return new Given.Entries(entries, Map.of(), span);
    }
    return new Given.Unknown(after(unknown), unknown.shown(), span);
  }
}

package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Type;
import dev.runbook.json.CutText;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One binding under way: where its problems go, and what was unknown. */
final class Reading {

  /** How far a binding goes. */
  enum Goal {
    /** To find mistakes: connections are looked up, their settings are not read. */
    CHECK,
    MAKE
  }

  final Problems problems;
  final Goal goal;
  final ActionType.@Nullable Connections connections;
  private boolean failed;
  private boolean unknown;
  private boolean standIn;

  /**
   * Begins a binding.
   *
   * @param connections null where it is not known which there are
   */
  Reading(Problems problems, Goal goal, ActionType.@Nullable Connections connections) {
    this.problems = problems;
    this.goal = goal;
    this.connections = connections;
  }

  static Reading of(Problems problems) {
    return new Reading(problems, Goal.MAKE, null);
  }

  /** Returns a reading of a part, so that what fails there is known apart. */
  Reading inner() {
    return new Reading(problems, goal, connections);
  }

  /** Notes for the whole what became of a part. */
  void absorb(Reading inner) {
    failed |= inner.failed;
    unknown |= inner.unknown;
    standIn |= inner.standIn;
  }

  void noteFailed() {
    failed = true;
  }

  /** Returns whether a value was wrong or unknown, so that the whole cannot be made. */
  boolean isIncomplete() {
    return failed || unknown;
  }

  /** Returns whether a text stands for something unknown. */
  boolean hasStandIn() {
    return standIn;
  }

  void noteUnknown() {
    unknown = true;
  }

  void error(Span span, String message, @Nullable String hint) {
    failed = true;
    problems.error(span, message, hint);
  }

  /** Reports what in a value is beyond the limits. */
  void limit(Limits limits, Object value, Span span) {
    var own = new Problems();
    limits.check(value, span, own);
    problems.addAll(own.inFileOrder());
    failed |= own.hasErrors();
  }

  /** Reads a value as {@link Form#read}, after what is the same for all forms. */
  @Nullable Object read(Form form, Given given, Subject subject) {
    if (given instanceof Given.Typed typed) {
      return readTyped(form, typed, subject);
    }
    if (given instanceof Given.Unknown notYet) {
      return readUnknown(form, notYet, subject);
    }
    if (isNull(given) && !form.takesNull()) {
      wants(form, given, subject, null);
      return null;
    }
    if (given instanceof Given.Fixed fixed && fixed.value() instanceof CutText cut) {
      return readCut(form, fixed, cut, subject);
    }
    return form.read(form instanceof AnyForm ? given : opened(given), subject, this);
  }

  /** Reports that a value is of another kind than the form. */
  void wants(Form form, Given given, Subject subject, @Nullable String hint) {
    var kind = Kinds.of(given);
    var other = form.takes(Kinds.typeOf(given)) ? "" : ", not " + kind;
    error(given.span(), subject + " wants " + Kinds.phrase(form.name()) + other, hint);
  }

  static boolean isNull(Given given) {
    return given instanceof Given.Plain plain
        ? CoreSchema.isNull(plain.text())
        : given instanceof Given.Fixed fixed
            ? fixed.value() == null
            : given instanceof Given.Typed typed && typed.type() == Type.Plain.NULL;
  }

  private @Nullable Object readTyped(Form form, Given.Typed typed, Subject subject) {
    var type = typed.type() instanceof Type.OrNull orNull ? orNull.type() : typed.type();
    if (type != Type.Plain.ANY && !(type instanceof Type.Wrong) && !form.takes(type)) {
      var message = subject + " wants " + Kinds.phrase(form.name()) + ", not " + Kinds.of(type);
      error(typed.span(), message, null);
    }
    unknown = true;
    return null;
  }

  private @Nullable Object readUnknown(Form form, Given.Unknown notYet, Subject subject) {
    if (!form.showsUnknown()) {
      unknown = true;
      return null;
    }
    standIn = true;
    return form.read(new Given.Fixed(standIn(notYet), notYet.span()), subject, this);
  }

  static String standIn(Given.Unknown notYet) {
    return notYet.shown();
  }

  private @Nullable Object readCut(Form form, Given.Fixed fixed, CutText cut, Subject subject) {
    if (form instanceof CapturedForm captured) {
      return captured.of(cut);
    }
    var message = subject + " uses a text that was too long to keep";
    error(fixed.span(), message, "all of it is in " + cut.whole());
    return null;
  }

  /** Returns a computed list or map as if it had been written. */
  private static Given opened(Given given) {
    if (!(given instanceof Given.Fixed fixed)) {
      return given;
    }
    if (fixed.value() instanceof List<?> list) {
      List<Given> items = new ArrayList<>();
      list.forEach(item -> items.add(new Given.Fixed(item, fixed.span())));
      return new Given.Items(items, fixed.span());
    }
    if (fixed.value() instanceof Map<?, ?> map) {
      Map<String, Given> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put(key + "", new Given.Fixed(value, fixed.span())));
      return new Given.Entries(entries, Map.of(), fixed.span());
    }
    return given;
  }
}

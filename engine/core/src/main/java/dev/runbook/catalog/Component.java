package dev.runbook.catalog;

import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.ShellText;
import dev.runbook.diagnostic.Problems;
import dev.runbook.model.Declaration;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a map with known names: an argument, an output, a setting.
 *
 * @param name as runbooks have it: {@code sign_off} for {@code signOff}
 * @param defaultText how its default is written; null if it has none
 * @param fallback the default, to be read like a written value; null if it has none
 * @param sample what it may be, to be read like a written value; null if nobody gave an example
 * @param reader takes it out of the whole
 * @param shellText whether a shell reads it where it is text
 * @param limits what bounds its values; null if nothing does
 */
record Component(
    String name,
    Form form,
    boolean nullable,
    @Nullable String defaultText,
    @Nullable Given fallback,
    @Nullable Given sample,
    @Nullable String doc,
    Function<Object, @Nullable Object> reader,
    boolean shellText,
    @Nullable Limits limits) {

  /**
   * Reads a component of a record.
   *
   * @throws UnusableException if its default or its example is wrong
   */
  static Component of(RecordComponent java, Form form) {
    var written = java.getAnnotation(Default.class);
    var example = java.getAnnotation(Example.class);
    var doc = java.getAnnotation(Doc.class);
    var name = form instanceof ConnectionForm ? "connection" : snake(java.getName());
    return new Component(
        name,
        form,
        isNullable(java),
        written == null ? null : written.value(),
        written == null ? null : read("default", name, form, written.value()),
        example == null ? null : read("example", name, form, example.value()),
        doc == null ? null : doc.value(),
        owner -> read(java, owner),
        java.isAnnotationPresent(ShellText.class),
        null);
  }

  /**
   * Makes a component of what a file declares.
   *
   * @param parts finds the values of all parts in the whole, by name
   */
  static Component declared(
      Declaration declared, Form form, Function<Object, Map<?, ?>> parts, Problems problems) {
    var name = declared.name().text();
    var written = declared.defaultValue();
    var fallback = written == null ? null : fallback(declared, written, form, problems);
    return new Component(
        name,
        form,
        !declared.required(),
        written == null ? null : text(written.span()),
        fallback,
        null,
        declared.description(),
        whole -> parts.apply(whole).get(name),
        false,
        new Limits(declared, form instanceof ListForm list ? list.item() : form));
  }

  private static String text(Span span) {
    return span.source().text().substring(span.start(), span.start() + span.length());
  }

  private static @Nullable Given fallback(
      Declaration declared, Value written, Form form, Problems problems) {
    var given = Evaluation.constant(written, problems).orElse(null);
    if (given != null) {
      var read = new Reading(problems, Reading.Goal.MAKE, null);
      read.read(form, given, new Subject("default of", declared.name().text()));
    }
    return given;
  }

  private static Given read(String what, String name, Form form, String written) {
    var given = DefaultText.read("the " + what + " of", name, written);
    var problems = new Problems();
    Reading.of(problems).read(form, given, new Subject(what + " of", name));
    if (problems.hasErrors()) {
      throw new UnusableException(problems.inFileOrder().get(0).message());
    }
    return given;
  }

  /** Returns a key that a map must have. */
  static Component required(String name, Form form) {
    Function<Object, @Nullable Object> reader = owner -> ((Map<?, ?>) owner).get(name);
    return new Component(name, form, false, null, null, null, null, reader, false, null);
  }

  boolean isRequired() {
    return fallback == null && !nullable;
  }

  ActionType.Part part() {
    var required = isRequired() && !(form instanceof ConnectionForm);
    return new ActionType.Part(name, form.name(), required, defaultText, doc);
  }

  /** Returns what a record has for it. */
  @Nullable Object of(Object owner) {
    return reader.apply(owner);
  }

  private static @Nullable Object read(RecordComponent java, Object owner) {
    try {
      var accessor = java.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new UnusableException("`" + java.getName() + "` cannot be read", e);
    }
  }

  /**
   * Returns {@code signOff} as {@code sign_off}, and {@code wait_} as {@code wait}, which Java lets
   * no component be called.
   */
  static String snake(String camel) {
    return camel
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("_$", "")
        .toLowerCase(Locale.ROOT);
  }

  /** Knows the annotation by its simple name, as NullAway does, so that a plugin may choose. */
  private static boolean isNullable(RecordComponent java) {
    return hasNullable(java.getAnnotatedType()) || hasNullable(java);
  }

  private static boolean hasNullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
  }
}

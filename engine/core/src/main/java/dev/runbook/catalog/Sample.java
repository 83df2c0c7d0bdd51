package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Type;
import dev.runbook.expression.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an action looks like in use: made of what is required, defaults for the rest. */
record Sample(String name, PartsForm arguments) {

  /** Returns the action itself; empty if it refuses made-up arguments. */
  Optional<Action<?>> action() {
    var values = arguments.components().stream().map(Sample::value).toArray();
    try {
      return Optional.of((Action<?>) arguments.maker().make(values));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object value(Component component) {
    var given = component.sample() == null ? component.fallback() : component.sample();
    if (given != null) {
      var subject = new Subject("example of", component.name());
      return Reading.of(new Problems()).read(component.form(), given, subject);
    }
    return component.isRequired() ? component.form().example() : null;
  }

  /** Returns what a setting may be, as a plain value. */
  static @Nullable Object plain(Component component) {
    var form = component.form();
    var value = form.isSecret() ? null : value(component);
    return value == null ? "stand-in" : form.value(value);
  }

  /** Returns a step that asks for it, in YAML. */
  String step() {
    var verb = name.substring(name.indexOf('.') + 1);
    var shown = shown().stream().map(Sample::written).collect(Collectors.joining(", "));
    var with = shown.isEmpty() ? "" : "\n  with: { " + shown + " }";
    return "- id: " + verb + "\n  action: " + name + with;
  }

  /** What must be given or has an example; where nothing is, what most will give first. */
  private List<Component> shown() {
    var own =
        arguments.components().stream().filter(c -> !(c.form() instanceof ConnectionForm)).toList();
    var required = own.stream().filter(Sample::isShown).toList();
    return required.isEmpty()
        ? own.stream().filter(c -> c.fallback() == null).limit(1).toList()
        : required;
  }

  private static boolean isShown(Component component) {
    return component.isRequired() || component.sample() != null;
  }

  private static String written(Component component) {
    var sample = component.sample();
    var text =
        sample == null
            ? written(component.name(), component.form())
            : sample.span().source().text();
    return component.name() + ": " + text;
  }

  private static String written(String name, Form form) {
    if (form.type() == Type.Plain.TEXT && !form.name().startsWith("one of")) {
      return name.toUpperCase(Locale.ROOT);
    }
    if (form instanceof ListForm list) {
      return "[" + written(name, list.item()) + "]";
    }
    if (form instanceof MapForm map) {
      return "{ NAME: " + written("VALUE", map.item()) + " }";
    }
    if (form instanceof PartsForm parts) {
      var required = parts.components().stream().filter(Component::isRequired);
      return "{ " + required.map(Sample::written).collect(Collectors.joining(", ")) + " }";
    }
    return form instanceof AnyForm
        ? name.toUpperCase(Locale.ROOT)
        : Values.text(form.value(form.example()));
  }

  /** Returns plausible outputs; empty if none can be made up. */
  Map<String, @Nullable Object> outputs(PartsForm outputs) {
    try {
      var own = action().map(Action::example).orElse(null);
      return outputs.value(own == null ? outputs.example() : own);
    } catch (RuntimeException e) {
      return Map.of(); // an example is the plugin's code: it must not break a list of actions
    }
  }
}

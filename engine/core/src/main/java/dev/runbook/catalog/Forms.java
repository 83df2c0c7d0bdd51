package dev.runbook.catalog;

import dev.runbook.action.ConnectionName;
import dev.runbook.action.Processes.Captured;
import dev.runbook.action.Secret;
import dev.runbook.action.ShellText;
import dev.runbook.action.Size;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The forms of Java types, as {@link dev.runbook.action.Action} lists them. */
final class Forms {
  private static final Map<Class<?>, Form> SCALARS = scalars();

  private final Set<Class<?>> around = new HashSet<>();

  private Forms() {}

  /**
   * Returns the form of a record and of all in it.
   *
   * @throws UnusableException if a component has a type that is not listed
   */
  static PartsForm record(Class<?> type) {
    return new Forms().recordOf(type);
  }

  private static Map<Class<?>, Form> scalars() {
    Map<Class<?>, Form> forms = new HashMap<>();
    forms.put(String.class, Scalars.LENIENT_TEXT);
    forms.put(boolean.class, Scalars.BOOLEANS);
    forms.put(Boolean.class, Scalars.BOOLEANS);
    var whole = Scalars.whole(Integer.MIN_VALUE, Integer.MAX_VALUE, BigDecimal::intValueExact);
    forms.put(int.class, whole);
    forms.put(Integer.class, whole);
    var large = Scalars.whole(Long.MIN_VALUE, Long.MAX_VALUE, BigDecimal::longValueExact);
    forms.put(long.class, large);
    forms.put(Long.class, large);
    var real =
        Scalars.NUMBERS.as(
            n -> ((BigDecimal) n).doubleValue(), d -> new BigDecimal(d.toString()), 1.0);
    forms.put(double.class, real);
    forms.put(Double.class, real);
    forms.put(BigDecimal.class, Scalars.NUMBERS);
    forms.put(Duration.class, Scalars.DURATIONS);
    forms.put(Instant.class, Scalars.INSTANTS);
    forms.put(Size.class, Scalars.SIZES);
    forms.put(Path.class, Scalars.PATHS);
    forms.put(URI.class, Scalars.URLS);
    forms.put(Secret.class, Scalars.SECRETS);
    forms.put(Captured.class, new CapturedForm());
    forms.put(Object.class, new AnyForm());
    return Map.copyOf(forms);
  }

  private PartsForm recordOf(Class<?> type) {
    if (!type.isRecord()) {
      throw new UnusableException("`" + type.getSimpleName() + "` is no record");
    }
    if (!around.add(type)) {
      throw new UnusableException("`" + type.getSimpleName() + "` contains itself");
    }
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      var read = Arrays.stream(components).map(this::component).toList();
      around.remove(type);
      return PartsForm.of(read, constructor);
    } catch (NoSuchMethodException e) {
      throw new UnusableException("`" + type.getSimpleName() + "` cannot be made", e);
    }
  }

  private Component component(RecordComponent component) {
    var isCommand =
        component.getType() == Object.class && component.isAnnotationPresent(ShellText.class);
    return Component.of(
        component,
        isCommand ? new WordsForm() : of(component.getGenericType(), component.getName()));
  }

  private Form of(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      return collection(generic, name);
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0], name);
    }
    if (!(type instanceof Class<?> plain)) {
      throw unusable(type, name);
    }
    var scalar = SCALARS.get(plain);
    if (scalar != null) {
      return scalar;
    }
    if (plain.isEnum()) {
      return Scalars.oneOf(plain);
    }
    if (!plain.isRecord()) {
      throw unusable(type, name);
    }
    var connection = plain.getAnnotation(ConnectionName.class);
    var form = recordOf(plain);
    return connection == null ? form : new ConnectionForm(connection.value(), form);
  }

  private Form collection(ParameterizedType type, String name) {
    var parts = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return new ListForm(of(parts[0], name));
    }
    if (type.getRawType() == Map.class && parts[0] == String.class) {
      return new MapForm(of(parts[1], name));
    }
    throw unusable(type, name);
  }

  private static UnusableException unusable(Type type, String name) {
    return new UnusableException(
        "`"
            + Component.snake(name)
            + "` has the type "
            + type.getTypeName()
            + ", which no argument or output can have");
  }
}

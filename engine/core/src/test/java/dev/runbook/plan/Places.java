package dev.runbook.plan;

import dev.runbook.expression.Expression;
import dev.runbook.expression.Template;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The places of a file where an expression can stand, read off the records of the model: each
 * component that is an expression, a template or a value, such as {@code Retry.condition}.
 */
final class Places {
  private static final String MODEL = "dev.runbook.model";

  private final Set<Class<?>> seen = new HashSet<>();
  private final Set<String> all = new TreeSet<>();

  private Places() {}

  /** Returns all that such a record and those in it can have. */
  static Set<String> of(Class<?>... roots) {
    var places = new Places();
    for (var root : roots) {
      places.add(root);
    }
    return places.all;
  }

  private void add(Class<?> type) {
    if (!type.getPackageName().equals(MODEL) || !seen.add(type)) {
      return;
    }
    if (type.isSealed()) {
      for (var one : type.getPermittedSubclasses()) {
        add(one);
      }
    } else if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        add(component);
      }
    }
  }

  private void add(RecordComponent component) {
    var type = component.getType();
    if (component.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> element) {
      type = element;
    }
    if (isPlace(type)) {
      all.add(name(component));
    } else {
      add(type);
    }
  }

  private static boolean isPlace(Class<?> type) {
    return type == Expression.class
        || type == Template.class
        || type == Value.Entry.class
        || Value.class.isAssignableFrom(type);
  }

  private static String name(RecordComponent component) {
    return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
  }

  /**
   * A place that is taken.
   *
   * @param name of the place
   * @param span the text there
   * @param isCondition whether all of it is an expression, else what is in <code>${...}</code>
   */
  record Taken(String name, Span span, boolean isCondition) {}

  /** Returns which are taken in what was read. */
  static List<Taken> taken(List<?> read) throws ReflectiveOperationException {
    var taken = new ArrayList<Taken>();
    for (var one : read) {
      take(one, "", taken);
    }
    return taken;
  }

  private static void take(Object value, String place, List<Taken> taken)
      throws ReflectiveOperationException {
    if (value instanceof Expression expression) {
      taken.add(new Taken(place, expression.span(), true));
    } else if (value instanceof Template template) {
      taken.add(new Taken(place, template.span(), false));
    } else if (value instanceof List<?> list) {
      for (var one : list) {
        take(one, place, taken);
      }
    } else if (value instanceof Record record && record.getClass().getPackageName().equals(MODEL)) {
      var isValue = value instanceof Value || value instanceof Value.Entry;
      for (var component : record.getClass().getRecordComponents()) {
        take(part(record, component), isValue ? place : name(component), taken);
      }
    }
  }

  private static Object part(Record record, RecordComponent component)
      throws ReflectiveOperationException {
    var part = component.getAccessor().invoke(record);
    return part == null ? "" : part;
  }
}

package dev.runbook.plan;

import dev.runbook.expression.Type;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Types by name, each found when it is asked for: a runbook of many steps makes a view of all of
 * them at each.
 */
final class LazyTypes extends AbstractMap<String, Type> {
  private final Set<String> names;
  private final Function<String, Type> types;

  LazyTypes(Set<String> names, Function<String, Type> types) {
    this.names = names;
    this.types = types;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return names.contains(key);
  }

  @Override
  public @Nullable Type get(@Nullable Object key) {
    return key instanceof String name && names.contains(name) ? types.apply(name) : null;
  }

  @Override
  public Set<String> keySet() {
    return names;
  }

  @Override
  public Set<Entry<String, Type>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Entry<String, Type>> {
    @Override
    public Iterator<Entry<String, Type>> iterator() {
      return names.stream().map(name -> Map.entry(name, types.apply(name))).iterator();
    }

    @Override
    public int size() {
      return names.size();
    }
  }
}

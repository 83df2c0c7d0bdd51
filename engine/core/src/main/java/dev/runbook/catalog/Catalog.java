package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.Plugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Names;
import dev.runbook.model.Declaration;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions that are installed, by name. Immutable; safe for several threads. */
public final class Catalog {
  private Catalog() {}

  /**
   * Finds the plugins of the class path and, each with a class loader of its own, the jars of a
   * folder.
   *
   * @param folder {@code plugins.d}; it need not exist
   */
  public static Catalog installed(Path folder) {
    throw new UnsupportedOperationException("catalog of " + folder);
  }

  /** Returns a catalog of those plugins, for tests. */
  public static Catalog of(List<Plugin> plugins) {
    throw new UnsupportedOperationException("catalog of " + plugins);
  }

  public Optional<ActionType> action(String name) {
    throw new UnsupportedOperationException();
  }

  /** Returns the type of a bound action, such as an undo. */
  public ActionType typeOf(Action<?> action) {
    throw new UnsupportedOperationException();
  }

  public Collection<ActionType> actions() {
    throw new UnsupportedOperationException();
  }

  /** Returns the types of connections that installed actions take. */
  public Collection<String> connectionTypes() {
    throw new UnsupportedOperationException();
  }

  /** Reports unknown settings, missing ones and wrong constants of a declared connection. */
  public void check(Declaration.Connection connection, Names names, Problems problems) {
    throw new UnsupportedOperationException();
  }

  /** Returns each plugin's name and version. */
  public Map<String, String> versions() {
    throw new UnsupportedOperationException();
  }

  /** Returns one line for each jar that could not be used, with the reason. */
  public List<String> warnings() {
    throw new UnsupportedOperationException();
  }
}

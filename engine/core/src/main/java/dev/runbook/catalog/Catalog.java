package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Plugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Names;
import dev.runbook.model.Declaration;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The actions that are installed, by name. Immutable; safe for several threads. */
public final class Catalog {
  private final Map<String, ActionType> actions;
  private final Map<String, String> versions;
  private final List<String> warnings;

  private Catalog(Installation installation) {
    this.actions = installation.actions;
    this.versions = installation.versions;
    this.warnings = List.copyOf(installation.warnings);
  }

  /**
   * Finds the plugins of the class path and, each with a class loader of its own, the jars of a
   * folder.
   *
   * @param folder {@code plugins.d}; it need not exist
   */
  public static Catalog installed(Path folder) {
    return installed(List.of(folder), List.of(), (file, problems) -> Optional.empty());
  }

  /**
   * As {@link #installed(Path)}, and finds the actions that files describe.
   *
   * @param plugins folders such as {@code plugins.d}; they need not exist
   * @param actions folders such as {@code actions.d}; they need not exist
   */
  public static Catalog installed(List<Path> plugins, List<Path> actions, ActionFiles files) {
    var installation = new Installation();
    installation.addClassPath();
    plugins.forEach(installation::addFolder);
    actions.forEach(each -> installation.addActions(each, files));
    return new Catalog(installation);
  }

  /** Returns a catalog of those plugins, for tests. */
  public static Catalog of(List<Plugin> plugins) {
    var installation = new Installation();
    plugins.forEach(installation::add);
    return new Catalog(installation);
  }

  public Optional<ActionType> action(String name) {
    return Optional.ofNullable(actions.get(name));
  }

  /** Returns the type of a bound action, such as an undo. */
  public ActionType typeOf(Action<?> action) {
    return action(nameOf(action))
        .orElseThrow(
            () -> new IllegalArgumentException("not installed: " + action.getClass().getName()));
  }

  private static String nameOf(Action<?> action) {
    if (action instanceof FileAction ofFile) {
      return ofFile.name();
    }
    var name = action.getClass().getAnnotation(ActionName.class);
    return name == null ? "" : name.value();
  }

  /** Returns all, ordered by name. */
  public Collection<ActionType> actions() {
    return List.copyOf(actions.values());
  }

  /** Returns the settings of a type of connection that are paths. */
  public Collection<String> pathSettings(String connectionType) {
    return connectionForm(connectionType).map(ConnectionForm::paths).orElse(List.of());
  }

  /** Returns the settings of a type of connection; none if no installed action takes it. */
  public List<ActionType.Part> connectionSettings(String type) {
    return connectionForm(type)
        .map(form -> form.settings().components().stream().map(Component::part).toList())
        .orElse(List.of());
  }

  /** Returns settings that make a connection of that type: plausible ones for all it needs. */
  public Map<String, @Nullable Object> connectionExample(String type) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    connectionForm(type).map(form -> form.settings().components()).orElse(List.of()).stream()
        .filter(component -> component.isRequired() || component.sample() != null)
        .forEach(component -> settings.put(component.name(), Sample.plain(component)));
    return settings;
  }

  /** Returns the types of connections that installed actions take. */
  public Collection<String> connectionTypes() {
    var types = new TreeSet<String>();
    actions.values().forEach(action -> action.connectionType().ifPresent(types::add));
    return types;
  }

  /** Reports unknown settings, missing ones and wrong constants of a declared connection. */
  public void check(Declaration.Connection connection, Names names, Problems problems) {
    var given = (Given.Entries) Evaluation.checked(connection.settings(), names, problems);
    var form = connectionForm(connection.type().text());
    if (form.isEmpty()) {
      var types = connectionTypes();
      problems.error(
          connection.type().span(),
          "no installed action takes a connection of type `" + connection.type() + "`",
          Spelling.didYouMean(connection.type().text(), types)
              .orElse(types.isEmpty() ? null : "the types are " + Words.and(types)));
    } else if (!connection.given()) {
      var owner = form.get().owner(connection.name().span());
      var reading = new Reading(problems, Reading.Goal.CHECK, null);
      form.get().settings().bind(given, owner, reading);
    }
  }

  /** Looks among the actions of the plugin of that name first: reading all of them costs time. */
  Optional<ConnectionForm> connectionForm(String type) {
    var near = actions.values().stream().filter(a -> a.name().startsWith(type + "."));
    return Stream.concat(near, actions.values().stream())
        .map(ActionType::connectionForm)
        .filter(form -> form.isPresent() && Objects.equals(form.get().connection(), type))
        .map(Optional::orElseThrow)
        .findFirst();
  }

  /** Returns each plugin's name and version. */
  public Map<String, String> versions() {
    return Map.copyOf(versions);
  }

  /** Returns one line for each jar that could not be used, with the reason. */
  public List<String> warnings() {
    return warnings;
  }
}

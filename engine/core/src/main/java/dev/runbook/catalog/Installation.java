package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects plugins. One that cannot be used is left out with a warning and disturbs no other. Not
 * safe for several threads.
 */
final class Installation {
  private static final String DESCRIBED = ".yaml";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*");

  final Map<String, ActionType> actions = new TreeMap<>();
  final Map<String, String> versions = new TreeMap<>();
  final List<String> warnings = new ArrayList<>();

  /** Adds the plugins of the class path. */
  void addClassPath() {
    var ours =
        new OwnJars(Installation.class.getClassLoader(), System.getProperty("java.class.path"));
    var found = ServiceLoader.load(Plugin.class, ours).iterator();
    for (var more = true; more; ) {
      more = addNext(found);
    }
  }

  /** Adds the jars of a folder, in the order of their names. */
  void addFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.list(folder)) {
      files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(this::addJar);
    } catch (IOException e) {
      warnings.add("plugins in " + folder + " are left out: " + e.getMessage());
    }
  }

  /** Adds the actions that the files of a folder describe, in the order of their names. */
  void addActions(Path folder, ActionFiles reader) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.list(folder)) {
      files.filter(f -> f.toString().endsWith(DESCRIBED)).sorted().forEach(f -> add(f, reader));
    } catch (IOException e) {
      warnings.add("the actions in " + folder + " are left out: " + e.getMessage());
    }
  }

  private void add(Path file, ActionFiles reader) {
    var fileName = file.getFileName() + "";
    var name = fileName.substring(0, fileName.length() - DESCRIBED.length());
    if (!NAME.matcher(name).matches()) {
      warnings.add("action file " + file + " is left out: call it such as `words.count.yaml`");
    } else if (actions.containsKey(name)) {
      warnings.add(
          "action file " + file + " is left out: there is an action `" + name + "` already");
    } else {
      var path = file.toAbsolutePath().normalize();
      actions.put(name, new ActionType(name, new FileBlueprint(name, path, reader, actions)));
    }
  }

  void add(Plugin plugin) {
    addAll(List.of(plugin));
  }

  private boolean addNext(Iterator<Plugin> found) {
    try {
      if (!found.hasNext()) {
        return false;
      }
      add(found.next());
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      warnings.add("a plugin is left out: " + reason(e));
    }
    return true;
  }

  private void addJar(Path jar) {
    @Nullable JarLoader loader = null;
    try {
      new JarFile(jar.toFile()).close(); // a loader would take a broken file for an empty one
      loader = new JarLoader(jar.toUri().toURL());
      var plugins = new ArrayList<Plugin>();
      ServiceLoader.load(Plugin.class, loader).forEach(plugins::add);
      if (plugins.isEmpty()) {
        throw new UnusableException("it names no plugin in META-INF/services");
      }
      addAll(plugins);
    } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError e) {
      warnings.add("plugin " + jar.getFileName() + " is left out: " + reason(e));
      close(loader);
    }
  }

  private void close(@Nullable JarLoader loader) {
    try {
      if (loader != null) {
        loader.close();
      }
    } catch (IOException e) {
      warnings.add("a plugin that was left out stays open: " + e.getMessage());
    }
  }

  /** Adds all of them or, with an exception, none. */
  private void addAll(List<Plugin> plugins) {
    Map<String, ActionType> added = new LinkedHashMap<>();
    Map<String, String> addedVersions = new LinkedHashMap<>();
    for (var plugin : plugins) {
      var version = plugin.interfaceVersion();
      if (version > Plugin.INTERFACE_VERSION) {
        throw new UnusableException(
            "it was made for a later engine (plugin interface "
                + version
                + ", this engine has "
                + Plugin.INTERFACE_VERSION
                + ")");
      }
      if (versions.containsKey(plugin.name())
          || addedVersions.put(plugin.name(), plugin.version()) != null) {
        throw new UnusableException("there is a plugin `" + plugin.name() + "` already");
      }
      plugin.actions().forEach(action -> add(action, added));
    }
    actions.putAll(added);
    versions.putAll(addedVersions);
  }

  private void add(Class<? extends Action<?>> action, Map<String, ActionType> added) {
    var name = action.getAnnotation(ActionName.class);
    if (name == null) {
      throw new UnusableException("its action " + action.getSimpleName() + " has no name");
    }
    var type = new ActionType(name.value(), new RecordBlueprint(action));
    if (actions.containsKey(name.value()) || added.put(name.value(), type) != null) {
      throw new UnusableException("there is an action `" + name.value() + "` already");
    }
  }

  private static String reason(Throwable e) {
    if (e instanceof ServiceConfigurationError && e.getCause() != null) {
      return reason(e.getCause());
    }
    if (e instanceof NoClassDefFoundError || e instanceof ClassNotFoundException) {
      return "the class " + String.valueOf(e.getMessage()).replace('/', '.') + " is missing";
    }
    var said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof UnusableException || e instanceof IOException ? said : "it fails: " + said;
  }
}

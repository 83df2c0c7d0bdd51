package dev.runbook.action;

import java.util.List;

/**
 * The actions for one tool. Found with {@link java.util.ServiceLoader}: a plugin's jar names its
 * class in {@code META-INF/services/dev.runbook.action.Plugin}.
 *
 * <p>Loading the class, and the classes it lists, must not load the tool's library: name library
 * classes only inside methods.
 */
public interface Plugin {

  /** The version of this interface; the engine refuses plugins made for a later one. */
  int INTERFACE_VERSION = 1;

  /**
   * Returns the plugin's name, such as {@code git}: the part before the dot of its actions' names.
   */
  String name();

  /**
   * Returns the plugin's version, for reports and saved plans: that of its jar's manifest, unless
   * it says another.
   */
  default String version() {
    var version = getClass().getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Returns the interface version that the plugin was written for. */
  default int interfaceVersion() {
    return INTERFACE_VERSION;
  }

  /** Returns its actions: records annotated with {@link ActionName}. */
  List<Class<? extends Action<?>>> actions();
}

package dev.runbook.catalog;

import dev.runbook.action.Plugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;

/** Loads the classes of one plugin's jar; its services are the jar's own, not the engine's. */
final class JarLoader extends URLClassLoader {
  private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

  JarLoader(URL jar) {
    super(new URL[] {jar}, JarLoader.class.getClassLoader());
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(SERVICES) ? findResources(name) : super.getResources(name);
  }
}

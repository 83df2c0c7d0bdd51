package dev.runbook.catalog;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The class path, of which only our own jars and folders are asked for the plugins they name: to
 * open each library's jar for that would be a quarter of a start.
 */
final class OwnJars extends ClassLoader {
  private static final String OURS = "runbook-";

  private final List<Path> classPath;

  OwnJars(ClassLoader parent, String classPath) {
    super(parent);
    var places = new ArrayList<Path>();
    for (var place : classPath.split(File.pathSeparator, -1)) {
      places.add(Path.of(place));
    }
    this.classPath = List.copyOf(places);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    var found = new ArrayList<URL>();
    for (var place : classPath) {
      resource(place, name).ifPresent(found::add);
    }
    return Collections.enumeration(found);
  }

  private static Optional<URL> resource(Path place, String name) throws IOException {
    if (Files.isDirectory(place)) {
      var file = place.resolve(name);
      return Files.exists(file) ? Optional.of(file.toUri().toURL()) : Optional.empty();
    }
    if (!String.valueOf(place.getFileName()).startsWith(OURS) || !Files.exists(place)) {
      return Optional.empty();
    }
    try (var jar = new ZipFile(place.toFile())) {
      return jar.getEntry(name) == null
          ? Optional.empty()
          : Optional.of(URI.create("jar:" + place.toUri() + "!/" + name).toURL());
    }
  }
}

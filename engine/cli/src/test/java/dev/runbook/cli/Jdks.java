package dev.runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The JDKs of this machine that runbook can run on. */
final class Jdks {
  private static final Path USUAL = Path.of("/usr/lib/jvm");

  private Jdks() {}

  /** Returns one of each feature version, the oldest first; the one that runs this, at least. */
  static List<Path> all() throws IOException {
    var found = new ArrayList<Path>();
    found.add(Path.of(System.getProperty("java.home")));
    if (Files.isDirectory(USUAL)) {
      try (var folders = Files.newDirectoryStream(USUAL)) {
        folders.forEach(found::add);
      }
    }
    var jdks = new ArrayList<Path>();
    for (var folder : found) {
      if (feature(folder) >= 17 && jdks.stream().noneMatch(j -> feature(j) == feature(folder))) {
        jdks.add(folder.toRealPath());
      }
    }
    jdks.sort(Comparator.comparing(Jdks::feature));
    return jdks;
  }

  static Path oldest() throws IOException {
    return all().get(0);
  }

  /** Returns the number before the first dot of a JDK's version; 0 where there is no JDK. */
  static int feature(Path jdk) {
    var release = jdk.resolve("release");
    if (!Files.isExecutable(jdk.resolve("bin/java")) || !Files.isReadable(release)) {
      return 0;
    }
    try {
      return Files.readAllLines(release).stream()
          .filter(line -> line.startsWith("JAVA_VERSION=\""))
          .map(line -> line.replaceAll("^JAVA_VERSION=\"|[^0-9].*$|\"", ""))
          .mapToInt(Jdks::leadingNumber)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static int leadingNumber(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }
}

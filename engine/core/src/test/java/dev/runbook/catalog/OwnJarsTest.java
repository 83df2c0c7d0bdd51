package dev.runbook.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJarsTest {
  private static final String NAME = "META-INF/services/dev.runbook.action.Plugin";

  @TempDir Path place;

  @Test
  void ourJarsAndFoldersAreAskedAndLibrariesAreNot() throws IOException {
    var folder = Files.createDirectories(place.resolve("classes/META-INF/services"));
    Files.writeString(folder.resolve("dev.runbook.action.Plugin"), "in a folder");
    var jars =
        String.join(
            File.pathSeparator,
            place.resolve("classes").toString(),
            jar("runbook-one.jar", NAME),
            jar("runbook-without.jar", "other"),
            jar("library.jar", NAME),
            place.resolve("runbook-missing.jar").toString());
    var found = new OwnJars(OwnJarsTest.class.getClassLoader(), jars).getResources(NAME);
    assertThat(Collections.list(found))
        .extracting(OwnJarsTest::text)
        .containsExactly("in a folder", "in runbook-one.jar");
  }

  private String jar(String name, String entry) throws IOException {
    var file = place.resolve(name);
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(("in " + name).getBytes(UTF_8));
    }
    return file.toString();
  }

  private static String text(URL found) {
    try (var in = found.openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

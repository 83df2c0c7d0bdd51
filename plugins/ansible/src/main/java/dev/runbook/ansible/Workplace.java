package dev.runbook.ansible;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder of one start of ansible, open to its owner only: the script that starts it, the callback
 * that tells what it does, the SSH configuration, the pipes. Nothing in it is secret.
 */
record Workplace(Path folder) implements AutoCloseable {
  private static final String CALLBACKS = "ansible_collections/runbook/events/plugins/callback";

  static Workplace make() throws IOException {
    var made = new Workplace(Files.createTempDirectory("runbook-ansible-"));
    try {
      made.copy("drive.sh", "");
      made.copy("lines.py", CALLBACKS);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private void copy(String resource, String place) throws IOException {
    try (var in = Workplace.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the ansible plugin lacks its " + resource + ": install it again");
      }
      Files.copy(in, Files.createDirectories(folder.resolve(place)).resolve(resource));
    }
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  /** Removes it; the script may do so at the same time. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

package dev.runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A checkout with the launcher and hardly anything else, and a Maven that, instead of building,
 * puts a distribution there that was built before.
 */
final class FakeCheckout {
  private static final String MAVEN =
      """
      echo "mvn $* " >>"%1$s/builds"
      case "${OFFLINE:-} $*" in
        'lacking '*' -o '*) echo 'Cannot access central in offline mode'; exit 1 ;;
      esac
      if [ -n "${BROKEN:-}" ]; then echo 'Main.java does not compile'; exit 1; fi
      sleep "${SECONDS:-0}"
      mkdir -p engine/cli/target
      ln -sfn "%2$s" engine/cli/target/built-before
      echo built-before >engine/cli/target/built
      """;

  private final Path folder;
  private final Path path;

  /**
   * @param distribution what the build puts there
   */
  FakeCheckout(Path folder, Path distribution) throws IOException {
    this.folder = folder;
    this.path = folder.resolve("check out");
    Files.createDirectories(source().getParent());
    Files.writeString(source(), "source");
    Files.writeString(path.resolve("pom.xml"), "<project/>");
    Files.writeString(path.resolve("engine/cli/pom.xml"), "<project/>");
    Files.copy(
        distribution.resolve("bin/runbook"),
        path.resolve("runbook"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(folder.resolve("tools"));
    Started.script(folder.resolve("tools/mvn"), MAVEN.formatted(folder, distribution));
  }

  Path path() {
    return path;
  }

  Started start(Path home) throws IOException {
    return new Started(path, home)
        .as(path.resolve("runbook"))
        .with("PATH", folder.resolve("tools") + ":/usr/bin:/bin")
        .with("RUNBOOK_JAVA_HOME", Jdks.oldest());
  }

  /** Makes a source newer than what was built. */
  void touchSource() throws IOException {
    var built = Files.getLastModifiedTime(path.resolve("engine/cli/target/built")).toInstant();
    Files.setLastModifiedTime(source(), FileTime.from(built.plusMillis(10)));
  }

  /** Returns how Maven was called, so far. */
  List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds"));
  }

  private Path source() {
    return path.resolve("engine/cli/src/main/java/Main.java");
  }
}

package dev.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that hold what is expected. {@code -Dgolden.update=true} rewrites those that differ, and
 * fails for each, so that the difference is read like code.
 */
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Returns the files of a folder whose name ends so, in alphabetical order. */
  public static List<Path> files(String folder, String ending) {
    try (var files = Files.list(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that a text equals the file of the same name with another ending. */
  public static void matches(String actual, Path file, String ending) throws IOException {
    var name = file.getFileName().toString().replaceFirst("\\.[^.]*$", ending);
    var golden = file.resolveSibling(name);
    var expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (Boolean.getBoolean("golden.update") && !actual.equals(expected)) {
      Files.writeString(golden, actual);
      fail("rewrote " + golden + ": read the difference, then run without -Dgolden.update");
    }
    assertThat(actual).as(golden.toString()).isEqualTo(expected);
  }
}

package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A disk of memory of a certain size; who may not mount one, which takes root, skips the test. */
record SmallDisk(Path place) implements AutoCloseable {

  /**
   * Mounts one.
   *
   * @param options such as {@code size=400k}
   */
  static SmallDisk mounted(Path place, String options) {
    assumeThat(did("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString()))
        .as("a disk of memory can be mounted, which takes root")
        .isTrue();
    return new SmallDisk(place);
  }

  /** Makes it another one with the same files. */
  void become(String options) {
    assertThat(did("mount", "-o", "remount," + options, place.toString())).isTrue();
  }

  /** Returns whether a program is there and succeeded. */
  static boolean did(String... words) {
    try {
      return new ProcessBuilder(words)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  @Override
  public void close() {
    assertThat(did("umount", place.toString())).isTrue();
  }
}

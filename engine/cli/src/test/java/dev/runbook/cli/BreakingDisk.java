package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk in a file that can turn read-only under who writes to it, as the kernel has it when it
 * sees that a disk is broken. Where none can be mounted, which takes root, the test is skipped.
 */
record BreakingDisk(Path file, Path place) implements AutoCloseable {
  private static final int SIZE = 8 << 20;

  static BreakingDisk mounted(Path folder, Path place) throws Exception {
    var file = folder.resolve("disk");
    Files.write(file, new byte[SIZE]);
    Files.createDirectories(place);
    var disk = new BreakingDisk(file, place);
    assumeThat(SmallDisk.did("mkfs.ext4", "-q", file.toString()) && disk.isMounted())
        .as("a disk in a file can be mounted, which takes root")
        .isTrue();
    return disk;
  }

  private boolean isMounted() {
    var options = "loop,errors=remount-ro";
    return SmallDisk.did("mount", "-o", options, file.toString(), place.toString());
  }

  /** Has the kernel believe that it is broken. */
  void turnReadOnly() {
    assertThat(SmallDisk.did("mount", "-o", "remount,abort", place.toString())).isTrue();
  }

  /** Has it checked, after which it can be written again. */
  void repair() {
    close();
    SmallDisk.did("e2fsck", "-p", file.toString()); // says by its exit code that it repaired it
    assertThat(isMounted()).isTrue();
  }

  @Override
  public void close() {
    assertThat(SmallDisk.did("umount", place.toString())).isTrue();
  }
}

package dev.runbook.cli.lab;

import dev.runbook.ssh.client.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A host that builds: this machine behind a real sshd of its own. What would reboot this machine or
 * remove images of its only engine is the lab's: a reboot takes the sshd down and brings it up with
 * another boot id.
 */
final class Node implements AutoCloseable {
  private final Path folder;
  private final Sshd sshd;
  private int boots;

  /**
   * @param reboot address that the host asks to be rebooted
   */
  Node(Path folder, String reboot) throws Exception {
    this.folder = folder;
    var programs = Files.createDirectories(folder.resolve("bin"));
    program(
        "cat",
        "[ \"$*\" = /proc/sys/kernel/random/boot_id ] || exec /bin/cat \"$@\"\nexec /bin/cat "
            + folder.resolve("boot_id"));
    program("shutdown", "[ \"$*\" = '-r now' ] && exec curl -sf '" + reboot + "'");
    program("docker", "echo \"$*\" >> " + folder.resolve("docker.log"));
    boot();
    sshd =
        new Sshd(folder.resolve("sshd"), 1, "SetEnv SHLVL=1 PATH=" + programs + ":/usr/bin:/bin");
  }

  private void program(String name, String script) throws IOException {
    var file = Files.writeString(folder.resolve("bin/" + name), "#!/bin/sh\n" + script + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made a program");
    }
  }

  private void boot() throws IOException {
    Files.writeString(folder.resolve("boot_id"), "boot-" + ++boots + "\n");
  }

  /** Takes it down, and up again. */
  synchronized void reboot() throws Exception {
    sshd.close();
    boot();
    sshd.restart();
  }

  Sshd sshd() {
    return sshd;
  }

  synchronized int boots() {
    return boots;
  }

  /** Returns what docker was told there. */
  String docker() throws IOException {
    return Files.readString(folder.resolve("docker.log"));
  }

  @Override
  public void close() {
    sshd.close();
  }
}

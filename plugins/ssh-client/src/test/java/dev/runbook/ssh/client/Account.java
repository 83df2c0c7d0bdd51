package dev.runbook.ssh.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** An account of this machine that is there while a test runs; it may do all with sudo. */
public final class Account implements AutoCloseable {
  private static final Path SUDO = Path.of("/usr/bin/sudo");

  private final String name = "lab" + ProcessHandle.current().pid();
  private final Path sudoers = Path.of("/etc/sudoers.d", name);

  public Account(String password) throws IOException, InterruptedException {
    Lab.needsRoot("makes an account");
    Lab.needs(SUDO, "apt-get install sudo");
    Sshd.run("useradd", "--create-home", "--shell", "/bin/bash", name);
    setPassword(password);
    Files.writeString(sudoers, name + " ALL=(ALL) ALL\n");
    Files.setPosixFilePermissions(sudoers, PosixFilePermissions.fromString("r--r-----"));
  }

  public String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    Files.delete(sudoers);
    var program = new ProcessBuilder("userdel", "--force", "--remove", name).start();
    program.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void setPassword(String password) throws IOException, InterruptedException {
    var program = new ProcessBuilder("chpasswd").redirectErrorStream(true).start();
    try (var input = program.getOutputStream()) {
      input.write((name + ":" + password + "\n").getBytes(StandardCharsets.UTF_8));
    }
    var said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (program.waitFor() != 0) {
      throw new IOException("chpasswd: " + said);
    }
  }
}

package dev.runbook.ssh.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** OpenSSH's agent, at the socket that the build tells the tests of. */
public final class SshAgent implements AutoCloseable {
  private final Path socket = Path.of(System.getenv("SSH_AUTH_SOCK"));
  private final Process process;

  public SshAgent() throws Exception {
    Files.deleteIfExists(socket);
    process =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .start();
    // It says the socket's name once it listens there.
    new ServerLog(process).await("SSH_AUTH_SOCK=", 1);
  }

  public void add(Path key) throws Exception {
    Sshd.run("ssh-add", "-q", key.toString());
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    Files.deleteIfExists(socket);
  }
}

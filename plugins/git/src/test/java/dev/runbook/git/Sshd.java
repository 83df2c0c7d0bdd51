package dev.runbook.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSSH's server on loopback, with keys and settings of its own. */
final class Sshd implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  private static final Path KEYGEN = Path.of("/usr/bin/ssh-keygen");

  /** Where sshd, started by root, locks itself in. */
  private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

  private final Path folder;
  private final int port;
  private Process process;

  Sshd(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.port = freePort();
    key("host", "");
    Files.createFile(authorized());
    Files.writeString(
        folder.resolve("config"),
        String.join(
            "\n",
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey " + folder.resolve("host"),
            "AuthorizedKeysFile " + authorized(),
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PermitRootLogin prohibit-password",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "LogLevel VERBOSE",
            ""));
    this.process = start();
  }

  int port() {
    return port;
  }

  /** Returns the user that may log in: the one who runs the tests. */
  String user() {
    return System.getProperty("user.name");
  }

  /** Returns the URL of a folder. */
  String url(Path remotes) {
    return "ssh://" + user() + "@127.0.0.1:" + port + remotes;
  }

  /** Returns the line of known_hosts for it. */
  String knownHost() throws IOException {
    return "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub"));
  }

  /** Makes a key for clients. */
  Path key(String name, String passphrase) throws Exception {
    var key = folder.resolve(name);
    run(KEYGEN.toString(), "-q", "-t", "ed25519", "-N", passphrase, "-f", key.toString());
    return key;
  }

  /**
   * Lets a key in.
   *
   * @param options as in authorized_keys, such as a command; may be empty
   */
  void authorize(Path key, String options) throws IOException {
    var line = options + " " + Files.readString(Path.of(key + ".pub"));
    Files.writeString(authorized(), line.stripLeading(), StandardOpenOption.APPEND);
  }

  /** Returns how often somebody has logged in. */
  long logins() throws IOException {
    return Files.readAllLines(log()).stream().filter(l -> l.contains("Accepted publickey")).count();
  }

  /** Comes up again with another host key. */
  void changeHostKey() throws Exception {
    close();
    Files.delete(folder.resolve("host"));
    Files.delete(folder.resolve("host.pub"));
    key("host", "");
    process = start();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
  }

  private Process start() throws Exception {
    if (Files.isWritable(Path.of("/run"))) {
      Files.createDirectories(PRIVILEGE_SEPARATION);
    }
    var command =
        List.of(PROGRAM.toString(), "-D", "-e", "-f", folder.resolve("config").toString());
    var started = new ProcessBuilder(command).redirectErrorStream(true);
    started.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    var server = started.start();
    for (int i = 0; i < 200 && server.isAlive(); i++) {
      if (isListening()) {
        return server;
      }
      Thread.sleep(25);
    }
    server.destroyForcibly();
    throw new IOException("sshd does not come up: " + Files.readString(log()));
  }

  private boolean isListening() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private Path authorized() {
    return folder.resolve("authorized_keys");
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}

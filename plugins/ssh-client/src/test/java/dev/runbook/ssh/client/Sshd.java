package dev.runbook.ssh.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** OpenSSH's server on loopback, with keys and settings of its own. */
public final class Sshd implements AutoCloseable {
  public static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  private static final Path KEYGEN = Path.of("/usr/bin/ssh-keygen");

  /** How many sockets it takes. */
  private static final int SOCKETS = 16;

  /** What it says of each login. */
  private static final String LOGIN = "Accepted publickey";

  /** Where sshd, started by root, locks itself in. */
  private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

  private final Path folder;
  private final int port;
  private final int addresses;
  private ServerLog log;
  private Process process;

  public Sshd(Path folder) throws Exception {
    this(folder, 1);
  }

  /**
   * @param addresses how many of 127.0.0.1, 127.0.0.2 and so on it answers at
   * @param settings more lines of sshd_config, which go before the usual ones
   */
  public Sshd(Path folder, int addresses, String... settings) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.port = freePort();
    this.addresses = addresses;
    key("host", "");
    Files.createFile(authorized());
    Files.writeString(
        folder.resolve("config"),
        String.join(
            "\n",
            String.join("\n", settings),
            listening(addresses),
            "MaxStartups 200",
            // bash reads no .bashrc of whoever runs the tests
            "SetEnv SHLVL=1",
            "Subsystem sftp internal-sftp",
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
    this.log = listening(process);
  }

  public int port() {
    return port;
  }

  /** Returns the user that may log in: the one who runs the tests. */
  public String user() {
    return System.getProperty("user.name");
  }

  /** Returns the URL of a folder. */
  public String url(Path remotes) {
    return "ssh://" + user() + "@127.0.0.1:" + port + remotes;
  }

  /** Returns the line of known_hosts for it. */
  public String knownHost() throws IOException {
    return knownHost(1);
  }

  /** Returns the line of known_hosts for one of its addresses. */
  public String knownHost(int address) throws IOException {
    return host(address) + " " + Files.readString(folder.resolve("host.pub"));
  }

  /** Returns one of its addresses with the port, as known_hosts has it. */
  public String host(int address) {
    return "[" + address(address) + "]:" + port;
  }

  /** Returns one of its addresses, counted from 1. */
  public static String address(int number) {
    return "127.0.0." + number;
  }

  /** Makes a key for clients. */
  public Path key(String name, String passphrase) throws Exception {
    return key(name, passphrase, "ed25519");
  }

  /**
   * Makes a key for clients.
   *
   * @param type as ssh-keygen knows it
   */
  public Path key(String name, String passphrase, String type) throws Exception {
    var key = folder.resolve(name);
    run(KEYGEN.toString(), "-q", "-t", type, "-N", passphrase, "-f", key.toString());
    return key;
  }

  /**
   * Lets a key in.
   *
   * @param options as in authorized_keys, such as a command; may be empty
   */
  public void authorize(Path key, String options) throws IOException {
    var line = options + " " + Files.readString(Path.of(key + ".pub"));
    Files.writeString(authorized(), line.stripLeading(), StandardOpenOption.APPEND);
  }

  /** Returns how often somebody has logged in since it came up. */
  public long logins() {
    return log.count(LOGIN);
  }

  /** Waits until somebody has logged in. */
  public void awaitLogin() throws Exception {
    log.await(LOGIN, 1);
  }

  /** Comes up again with another host key. */
  public void changeHostKey() throws Exception {
    close();
    Files.delete(folder.resolve("host"));
    Files.delete(folder.resolve("host.pub"));
    key("host", "");
    process = start();
    log = listening(process);
  }

  /** Returns where it listens: at all addresses there are, if so many are wanted. */
  private static String listening(int addresses) {
    return addresses > SOCKETS
        ? "ListenAddress 0.0.0.0"
        : IntStream.rangeClosed(1, addresses)
            .mapToObj(i -> "ListenAddress " + address(i))
            .collect(Collectors.joining("\n"));
  }

  /** Comes up again after {@link #close}. */
  public void restart() throws Exception {
    process = start();
    log = listening(process);
  }

  /** Ends all sessions. */
  public void hangUp() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.descendants().forEach(p -> p.onExit().orTimeout(5, TimeUnit.SECONDS).join());
  }

  /** Stops all sessions and what runs in them, which goes on once this is closed. */
  public Closeable freeze() throws IOException {
    var all = process.descendants().map(ProcessHandle::pid).toList();
    signal("STOP", all);
    return () -> signal("CONT", all);
  }

  private static void signal(String name, List<Long> processes) throws IOException {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(pid -> command.add(pid.toString()));
    new ProcessBuilder(command).start().onExit().orTimeout(5, TimeUnit.SECONDS).join();
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
    return started.start();
  }

  private ServerLog listening(Process server) throws Exception {
    var log = new ServerLog(server);
    log.await("Server listening on", addresses > SOCKETS ? 1 : addresses);
    return log;
  }

  private Path authorized() {
    return folder.resolve("authorized_keys");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}

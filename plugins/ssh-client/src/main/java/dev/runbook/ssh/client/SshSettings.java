package dev.runbook.ssh.client;

import dev.runbook.action.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a connection matters to SSH; connections equal in it share sessions. Paths are absolute.
 *
 * @param connection type of the connection, for messages
 * @param user the user to log in as, where a host says none; null for the configuration's
 * @param key null for those of the agent and the configuration
 * @param password null to log in by key only
 * @param knownHosts null for those of the user and the system
 * @param config null for the user's, if there is one
 * @param jumps hosts to go through, the first of them first; empty for those of the configuration
 */
public record SshSettings(
    String connection,
    @Nullable String user,
    @Nullable Path key,
    @Nullable Secret passphrase,
    @Nullable Secret password,
    @Nullable Path knownHosts,
    boolean acceptNew,
    @Nullable Path config,
    List<Host> jumps) {
  private static final Path USER = Path.of(System.getProperty("user.home"), ".ssh");
  private static final Path SYSTEM = Path.of("/etc/ssh/ssh_known_hosts");

  public SshSettings {
    jumps = List.copyOf(jumps);
  }

  /** Returns those of somebody who says nothing. */
  public static SshSettings usual(String connection) {
    return new SshSettings(connection, null, null, null, null, null, false, null, List.of());
  }

  /** Returns the files of host keys to read; the first is where new hosts are added. */
  List<Path> knownHostFiles() {
    return knownHosts == null ? List.of(USER.resolve("known_hosts"), SYSTEM) : List.of(knownHosts);
  }

  /** Returns the OpenSSH configuration; null if there is none. */
  @Nullable Path configuration() {
    var users = USER.resolve("config");
    return config != null ? config : Files.isReadable(users) ? users : null;
  }

  /** Returns the keys that OpenSSH tries where it is told of none. */
  static List<Path> usualKeys() {
    return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
        .map(USER::resolve)
        .filter(Files::isReadable)
        .toList();
  }
}

package dev.runbook.git;

import dev.runbook.action.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a connection matters to SSH; connections equal in it share sessions.
 *
 * @param key null for those of the agent and the configuration
 * @param knownHosts the first is where new hosts are added
 * @param config null if there is none
 */
record SshSettings(
    @Nullable Path key,
    @Nullable Secret passphrase,
    List<Path> knownHosts,
    boolean acceptNew,
    @Nullable Path config) {
  private static final Path USER = Path.of(System.getProperty("user.home"), ".ssh");
  private static final Path SYSTEM = Path.of("/etc/ssh/ssh_known_hosts");

  /**
   * @param directory what relative paths start at
   */
  static SshSettings of(@Nullable GitConnection connection, Path directory) {
    var users = List.of(USER.resolve("known_hosts"), SYSTEM);
    if (connection == null) {
      return new SshSettings(null, null, users, false, existing(USER.resolve("config")));
    }
    return new SshSettings(
        absolute(connection.key(), directory),
        connection.passphrase(),
        connection.known_hosts() == null
            ? users
            : List.of(directory.resolve(connection.known_hosts())),
        connection.accept_new(),
        connection.ssh_config() == null
            ? existing(USER.resolve("config"))
            : directory.resolve(connection.ssh_config()));
  }

  /** Returns the keys that OpenSSH tries where it is told of none. */
  static List<Path> usualKeys() {
    return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
        .map(USER::resolve)
        .filter(Files::isReadable)
        .toList();
  }

  private static @Nullable Path absolute(@Nullable Path path, Path directory) {
    return path == null ? null : directory.resolve(path);
  }

  private static @Nullable Path existing(Path path) {
    return Files.isReadable(path) ? path : null;
  }
}

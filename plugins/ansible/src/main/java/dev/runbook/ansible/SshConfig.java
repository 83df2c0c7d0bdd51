package dev.runbook.ansible;

import dev.runbook.action.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a connection asks of OpenSSH, as a configuration before the user's own: jump hosts get a
 * configuration handed on, but no options. Whether host keys are checked it never says.
 */
final class SshConfig {
  private static final Pattern JUMP = Pattern.compile("[\\w.:@%\\[\\]-]+");
  private static final Pattern UNFIT = Pattern.compile("[\"\\p{Cntrl}]");

  private final AnsibleConnection connection;
  private final Path directory;

  /**
   * @param directory as {@link Call#directory}
   */
  SshConfig(AnsibleConnection connection, Path directory) {
    this.connection = connection;
    this.directory = directory;
  }

  boolean isNeeded() {
    return connection.known_hosts() != null
        || connection.key() != null
        || connection.private_key() != null
        || !connection.jump().isEmpty();
  }

  /**
   * Returns the text of the configuration.
   *
   * @param publicKey of the key that an agent holds
   */
  String text(Path publicKey) throws Unfit {
    var lines = new ArrayList<>(List.of("Host *"));
    if (connection.known_hosts() != null) {
      lines.add("UserKnownHostsFile " + quoted(existing("known_hosts", connection.known_hosts())));
      lines.add("GlobalKnownHostsFile /dev/null");
    }
    if (connection.key() != null || connection.private_key() != null) {
      var key = connection.key() == null ? publicKey : existing("key", connection.key());
      lines.add("IdentityFile " + quoted(key));
      lines.add("IdentitiesOnly yes");
    }
    lines.add("Include ~/.ssh/config");
    lines.add("Include /etc/ssh/ssh_config");
    return String.join("\n", lines) + "\n";
  }

  private Path existing(String setting, Path path) throws Unfit {
    var file = directory.resolve(path).normalize();
    if (!Files.isReadable(file)) {
      throw new Unfit("the connection's `" + setting + "`, " + file + ", cannot be read");
    }
    return file;
  }

  private static String quoted(Path path) throws Unfit {
    var text = path.toString();
    if (UNFIT.matcher(text).find()) {
      throw new Unfit("no SSH configuration can name " + text + ": give it a plain name");
    }
    return '"' + text + '"';
  }

  /** Returns the options that make ssh use the configuration in a file. */
  String options(Path file) throws Unfit {
    for (var jump : connection.jump()) {
      if (!JUMP.matcher(jump).matches() || jump.startsWith("-")) {
        throw new Unfit(
            "`"
                + jump
                + "` in the connection's `jump` is not a host: write name, name:port or"
                + " user@name:port");
      }
    }
    var jumps = connection.jump().stream().map(this::withUser).collect(Collectors.joining(","));
    return "-F '" + file + "'" + (jumps.isEmpty() ? "" : " -o ProxyJump=" + jumps);
  }

  private String withUser(String jump) {
    return connection.user() == null || jump.contains("@") ? jump : connection.user() + "@" + jump;
  }
}

package dev.runbook.ssh.client;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * The keys to offer to a host: the connection's own and no other; without one those of the
 * configuration, then the agent's, then the usual files. Nothing is ever added to the agent.
 */
@SuppressWarnings("JdkObsolete") // JSch's interface speaks of Vector
final class SshKeys implements IdentityRepository {
  private final JSch files = new JSch();
  private final List<String> names = new ArrayList<>();
  private final @Nullable IdentityRepository agent;

  SshKeys(SshSettings settings, List<Path> configured) throws Refusal {
    if (settings.key() != null) {
      add(settings, settings.key());
      agent = null;
      return;
    }
    for (var file : configured) {
      add(settings, file);
    }
    agent = agent();
    for (var file : configured.isEmpty() ? SshSettings.usualKeys() : List.<Path>of()) {
      addUnlocked(file);
    }
  }

  /** Returns how the keys are named in a message. */
  String description() {
    var parts = new ArrayList<>(names);
    if (agent != null) {
      parts.add("the keys of the SSH agent");
    }
    return parts.isEmpty() ? "no key (there is none)" : String.join(", ", parts);
  }

  @Override
  public Vector<Identity> getIdentities() {
    var all = new Vector<Identity>(files.getIdentityRepository().getIdentities());
    if (agent != null) {
      all.addAll(agent.getIdentities());
    }
    return all;
  }

  @Override
  public String getName() {
    return "runbook";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] blob) {
    return false;
  }

  @Override
  public void removeAll() {}

  private void add(SshSettings settings, Path file) throws Refusal {
    if (!Files.isReadable(file)) {
      throw new Refusal(Refusal.Of.SETTING, "the SSH key " + file + " cannot be read");
    }
    var secret = settings.passphrase();
    try {
      files.addIdentity(
          file.toString(), secret == null ? null : secret.value().getBytes(StandardCharsets.UTF_8));
    } catch (JSchException e) {
      throw new Refusal(
          Refusal.Of.SETTING, "the SSH key " + file + " cannot be used: " + lower(e), e);
    }
    if (isLocked(file)) {
      throw new Refusal(
          Refusal.Of.SETTING,
          "the SSH key "
              + file
              + " needs a passphrase: give `passphrase` in the "
              + settings.connection()
              + " connection, or"
              + " leave `key` out and type `ssh-add "
              + file
              + "`");
    }
    names.add(file.toString());
  }

  private boolean isLocked(Path file) {
    return files.getIdentityRepository().getIdentities().stream()
        .anyMatch(i -> i.getName().equals(file.toString()) && i.isEncrypted());
  }

  /** A usual key that is locked is what agents are for. */
  private void addUnlocked(Path file) {
    try {
      files.addIdentity(file.toString());
      if (isLocked(file)) {
        files.getIdentityRepository().getIdentities().stream()
            .filter(i -> i.getName().equals(file.toString()))
            .forEach(this::forget);
      } else {
        names.add(file.toString());
      }
    } catch (JSchException e) {
      // not a key: OpenSSH passes over it too
    }
  }

  private void forget(Identity identity) {
    try {
      files.removeIdentity(identity);
    } catch (JSchException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable IdentityRepository agent() {
    try {
      var connector = new SSHAgentConnector();
      return connector.isAvailable() ? new AgentIdentityRepository(connector) : null;
    } catch (AgentProxyException e) {
      return null; // no SSH_AUTH_SOCK
    }
  }

  private static String lower(JSchException e) {
    var text = String.valueOf(e.getMessage());
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}

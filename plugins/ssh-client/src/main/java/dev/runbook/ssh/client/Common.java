package dev.runbook.ssh.client;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.OpenSSHConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the sessions of a connection have in common, read when first needed. */
final class Common {
  private final SshSettings settings;
  private final Map<List<Path>, SshKeys> keys = new HashMap<>();
  private @Nullable HostKeyRepository knownHosts;
  private @Nullable ConfigRepository configuration;

  Common(SshSettings settings) {
    this.settings = settings;
  }

  /** Returns what the configuration knows of a host. */
  synchronized Target target(Host host) throws Refusal, IOException {
    if (configuration == null) {
      configuration = configuration();
    }
    return Target.of(host, settings, configuration.getConfig(host.name()));
  }

  /** Returns the keys to offer to a host for which the configuration names these. */
  synchronized SshKeys keys(List<Path> configured) throws Refusal {
    var found = keys.get(configured);
    if (found == null) {
      found = new SshKeys(settings, configured);
      keys.put(configured, found);
    }
    return found;
  }

  synchronized HostKeyRepository knownHosts() throws IOException, JSchException {
    if (knownHosts == null) {
      knownHosts = KnownHosts.read(settings.knownHostFiles());
    }
    return knownHosts;
  }

  /** Somebody may add the key that was missing. */
  synchronized void forgetKnownHosts() {
    knownHosts = null;
  }

  private ConfigRepository configuration() throws Refusal, IOException {
    var file = settings.configuration();
    if (file == null) {
      return OpenSSHConfig.parse("");
    }
    if (!Files.isReadable(file)) {
      throw new Refusal(Refusal.Of.SETTING, "the SSH configuration " + file + " cannot be read");
    }
    return OpenSSHConfig.parseFile(file.toString());
  }
}

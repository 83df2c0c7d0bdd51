package dev.runbook.ssh.client;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The host keys that are trusted, for one session. Remembers which key it refused, and says what to
 * do about it; where new hosts are accepted it writes them down. A host known by another kind of
 * key is not new.
 */
final class KnownHosts implements HostKeyRepository {
  private final HostKeyRepository known;
  private final SshSettings settings;
  private final Path file;
  private final Consumer<String> lines;
  private @Nullable String refusal;

  /**
   * @param known as {@link #read}; sessions that share it are opened side by side
   * @param lines is told of hosts that are trusted from now on
   */
  KnownHosts(HostKeyRepository known, SshSettings settings, Consumer<String> lines) {
    this.known = known;
    this.settings = settings;
    this.file = settings.knownHostFiles().get(0);
    this.lines = lines;
  }

  /**
   * Reads host keys.
   *
   * @param files in OpenSSH's format; they need not exist
   */
  static HostKeyRepository read(List<Path> files) throws IOException, JSchException {
    var text = new StringBuilder();
    for (var each : files) {
      if (Files.exists(each)) {
        text.append(Files.readString(each)).append('\n');
      }
    }
    var reader = new JSch();
    reader.setKnownHosts(
        new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
    return reader.getHostKeyRepository();
  }

  /** Returns why the last key was refused; null if it was not. */
  @Nullable String refusal() {
    return refusal;
  }

  @Override
  public int check(String host, byte[] key) {
    synchronized (known) {
      return checkAlone(host, key);
    }
  }

  private int checkAlone(String host, byte[] key) {
    var answer = known.check(host, key);
    if (answer == NOT_INCLUDED
        && settings.acceptNew()
        && known.getHostKey(host, null).length == 0) {
      return append(host, key);
    }
    refusal = answer == OK ? null : answer == CHANGED ? changed(host, key) : unknown(host, key);
    return answer;
  }

  private int append(String host, byte[] key) {
    var line = host + " " + type(key) + " " + Base64.getEncoder().encodeToString(key) + "\n";
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(
          file, startOfLine() + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      known.add(new HostKey(host, key), null);
      refusal = null;
      lines.accept("trusts `" + host + "` from now on: added " + fingerprint(key) + " to " + file);
      return OK;
    } catch (IOException | JSchException e) {
      refusal = "the host key of `" + host + "` cannot be added to " + file + ": " + e.getMessage();
      return NOT_INCLUDED;
    }
  }

  private String startOfLine() throws IOException {
    return Files.exists(file) && Files.size(file) > 0 && !Files.readString(file).endsWith("\n")
        ? "\n"
        : "";
  }

  private String unknown(String host, byte[] key) {
    var scan =
        host.startsWith("[")
            ? "-p "
                + host.substring(host.indexOf("]:") + 2)
                + " "
                + host.substring(1, host.indexOf("]:"))
            : host;
    return "the host key of `"
        + host
        + "` is not in "
        + file
        + ": it is "
        + fingerprint(key)
        + "; if that is right, type `ssh-keyscan "
        + scan
        + " >> "
        + file
        + "`, or set `accept_new: true` in the "
        + settings.connection()
        + " connection";
  }

  private String changed(String host, byte[] key) {
    return "the host key of `"
        + host
        + "` is not the one in "
        + file
        + ": it is "
        + fingerprint(key)
        + "; somebody may listen in, or the host has a new key: if that is right, type `ssh-keygen -f "
        + file
        + " -R '"
        + host
        + "'` and add the new key";
  }

  private static String fingerprint(byte[] key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(key);
      return type(key) + " SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the first field of a public key (RFC 4253 §6.6). */
  private static String type(byte[] key) {
    var buffer = ByteBuffer.wrap(key);
    var name = new byte[buffer.getInt()];
    buffer.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  @Override
  public void add(HostKey hostkey, UserInfo ui) {
    throw new UnsupportedOperationException("only `check` adds hosts");
  }

  @Override
  public void remove(String host, String type) {
    throw new UnsupportedOperationException("host keys are never removed");
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    throw new UnsupportedOperationException("host keys are never removed");
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return file.toString();
  }

  @Override
  public HostKey[] getHostKey() {
    return known.getHostKey();
  }

  @Override
  public HostKey[] getHostKey(String host, @Nullable String type) {
    return known.getHostKey(host, type);
  }
}

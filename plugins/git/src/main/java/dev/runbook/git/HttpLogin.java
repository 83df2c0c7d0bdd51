package dev.runbook.git;

import dev.runbook.action.Secret;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.Credentials;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Answers a server's question for user and password with those of the connection, once, and only
 * servers that the connection names: not those of other repositories, submodules or redirects.
 */
final class HttpLogin extends CredentialsProvider {
  /** What GitHub wants beside a token; others take any name. */
  private static final String TOKEN_USER = "x-access-token";

  private final @Nullable GitConnection connection;
  private final List<URIish> servers = new ArrayList<>();
  private boolean asked;

  HttpLogin(@Nullable GitConnection connection) {
    this.connection = connection;
    if (connection != null) {
      allow(connection.fetch());
      allow(connection.push());
    }
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    var secret = secret();
    if (secret == null || asked || servers.stream().noneMatch(s -> isSame(s, uri))) {
      return false;
    }
    asked = true;
    for (var item : items) {
      if (item instanceof CredentialItem.Username user) {
        user.setValue(user());
      } else if (item instanceof CredentialItem.Password password) {
        password.setValue(secret.value().toCharArray());
      } else {
        return false;
      }
    }
    return true;
  }

  /** Returns the header that logs in to a server of the connection; null for any other server. */
  @Nullable String basic(URIish uri) {
    var secret = secret();
    return secret == null || servers.stream().noneMatch(server -> isSame(server, uri))
        ? null
        : Credentials.basic(user(), secret.value(), StandardCharsets.UTF_8);
  }

  /** Returns whether a server may know who asks: one of the connection, or the remote's own. */
  boolean mayBeKnownTo(URIish server, URIish remote) {
    return isSame(remote, server) || servers.stream().anyMatch(each -> isSame(each, server));
  }

  /** Returns whether a login was tried. */
  boolean wasAsked() {
    return asked;
  }

  private void allow(@Nullable String url) {
    try {
      if (url != null) {
        servers.add(new URIish(url));
      }
    } catch (URISyntaxException e) {
      // nothing that could be asked for a password
    }
  }

  private @Nullable Secret secret() {
    if (connection == null) {
      return null;
    }
    return connection.token() != null ? connection.token() : connection.password();
  }

  private String user() {
    var user = connection == null ? null : connection.user();
    return user == null ? TOKEN_USER : user;
  }

  private static boolean isSame(URIish allowed, URIish asking) {
    return Objects.equals(allowed.getScheme(), asking.getScheme())
        && Objects.equals(allowed.getHost(), asking.getHost())
        && allowed.getPort() == asking.getPort();
  }
}

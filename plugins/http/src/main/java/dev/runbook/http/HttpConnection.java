package dev.runbook.http;

import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Secret;
import dev.runbook.http.client.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one server is reached. Nothing that tells who asks is sent to any other server. */
@ConnectionName("http")
@Doc("how a server is reached: its address, who asks, and whom to trust")
public record HttpConnection(
    @Doc("address that a `path` is put behind") @Example("https://api.example.org")
        @Nullable URI url,
    @Doc("user for basic authentication") @Nullable String user,
    @Doc("password for basic authentication") @Nullable Secret password,
    @Doc("bearer token, in the place of user and password") @Nullable Secret token,
    @Doc("headers of every request to this server") @Default("{}") Map<String, String> headers,
    @Doc("PEM file of the certificates to trust; those of the Java installation if not given")
        @Nullable Path ca,
    @Doc("client certificate: a PKCS #12 file, or a PEM file and its `key`")
        @Nullable Path certificate,
    @Doc("PEM file with the key of the client certificate, PKCS #8, not encrypted")
        @Nullable Path key,
    @Doc("password of the PKCS #12 file") @Nullable Secret certificate_password,
    @Doc("proxy, as http://host:port") @Nullable URI proxy,
    @Doc("user for the proxy") @Nullable String proxy_user,
    @Doc("password for the proxy") @Nullable Secret proxy_password,
    @Doc("how long the server may stay silent") @Default("1m") Duration timeout) {

  /** What holds where a step uses no connection. */
  static final HttpConnection NONE =
      new HttpConnection(
          null,
          null,
          null,
          null,
          Map.of(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          Duration.ofMinutes(1));

  public HttpConnection {
    headers = Map.copyOf(headers);
    if (token != null && user != null) {
      throw new IllegalArgumentException("give either `token` or `user` and `password`");
    }
    if (password != null && user == null) {
      throw new IllegalArgumentException("`password` needs a `user`");
    }
    if (key != null && certificate == null) {
      throw new IllegalArgumentException("`key` needs a `certificate`");
    }
    var says = token != null || user != null || certificate != null || !headers.isEmpty();
    if (says && url == null) {
      throw new IllegalArgumentException(
          "who asks and `headers` need the `url` of the server that they are for");
    }
    if (url != null) {
      Address.check("url", url);
    }
    if (proxy != null && (!Address.isHttp(proxy) || proxy.getPort() < 1)) {
      throw new IllegalArgumentException("`proxy` is written http://host:port");
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("`timeout` is longer than zero");
    }
  }

  static HttpConnection orNone(@Nullable HttpConnection connection) {
    return connection == null ? NONE : connection;
  }

  /** Returns how any server is reached. */
  Settings settings() {
    return new Settings(
        ca, certificate, key, certificate_password, proxy, proxy_user, proxy_password, timeout);
  }

  /** Returns it for a server: without who asks if it is another one. */
  HttpConnection towards(URI server) {
    return url != null && Address.isSameServer(url, server)
        ? this
        : new HttpConnection(
            null,
            null,
            null,
            null,
            Map.of(),
            ca,
            null,
            null,
            null,
            proxy,
            proxy_user,
            proxy_password,
            timeout);
  }
}

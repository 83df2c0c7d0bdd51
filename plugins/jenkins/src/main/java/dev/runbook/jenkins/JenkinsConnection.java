package dev.runbook.jenkins;

import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Secret;
import dev.runbook.http.client.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a Jenkins server is reached. */
@ConnectionName("jenkins")
@Doc("how a Jenkins server is reached")
public record JenkinsConnection(
    @Doc("address of the server, as it says itself under `Jenkins URL`") URI url,
    @Doc("user who asks; nobody in particular if not given") @Nullable String user,
    @Doc("API token of the user; a password works too") @Nullable Secret token,
    @Doc("PEM file of the certificates to trust; those of the Java installation if not given")
        @Nullable Path ca,
    @Doc("proxy, as http://host:port") @Nullable URI proxy,
    @Doc("how long the server may stay silent") @Default("30s") Duration timeout) {

  public JenkinsConnection {
    var scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("`url` begins with http:// or https://");
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "`url` is the server's address only: `user` and `token` say who asks");
    }
    if (token != null && user == null) {
      throw new IllegalArgumentException("`token` needs a `user`");
    }
    if (proxy != null && proxy.getHost() == null) {
      throw new IllegalArgumentException("`proxy` is written http://host:port");
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("`timeout` is longer than zero");
    }
  }

  Settings settings() {
    return new Settings(ca, null, null, null, proxy, null, null, timeout);
  }

  /** Returns the address without a slash at its end. */
  String base() {
    var text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}

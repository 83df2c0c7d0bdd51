package dev.runbook.http;

import dev.runbook.http.client.JsonText;
import dev.runbook.http.client.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a request goes: a whole address, or a path behind the connection's. */
final class Address {
  private static final int LONGEST_QUERY = 160;

  private Address() {}

  /**
   * Checks the arguments that say where.
   *
   * @throws IllegalArgumentException if they cannot work
   */
  static void check(@Nullable HttpConnection connection, @Nullable URI url, @Nullable String path) {
    if (url != null && path != null) {
      throw new IllegalArgumentException("give either `url` or `path`");
    }
    if (url != null) {
      check("url", url);
    } else if (connection == null || connection.url() == null) {
      throw new IllegalArgumentException(
          "give `url`, or a connection of type `http` that has a `url`");
    }
  }

  static void check(String name, URI url) {
    if (!isHttp(url)) {
      throw new IllegalArgumentException("`" + name + "` begins with http:// or https://");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "`" + name + "` holds a user: write `user` and `password` in a connection");
    }
  }

  static boolean isHttp(URI url) {
    var scheme = url.getScheme();
    return url.getHost() != null
        && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
  }

  /** Returns whether two addresses are of the same origin (RFC 6454 §4). */
  static boolean isSameServer(URI a, URI b) {
    return String.valueOf(a.getScheme()).equalsIgnoreCase(b.getScheme())
        && String.valueOf(a.getHost()).equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  private static int port(URI url) {
    var isSecure = "https".equalsIgnoreCase(url.getScheme());
    return url.getPort() >= 0 ? url.getPort() : isSecure ? 443 : 80;
  }

  /** Returns the whole address without more query than it has itself. */
  static URI of(HttpConnection connection, @Nullable URI url, @Nullable String path)
      throws Refused {
    if (url != null) {
      return url;
    }
    var base = Objects.requireNonNull(connection.url()).toString();
    if (path == null || path.isEmpty()) {
      return connection.url();
    }
    var text = path.startsWith("/") ? path.substring(1) : path;
    return uri(base.endsWith("/") ? base + text : base + "/" + text);
  }

  /** Returns it with query parameters: a list gives one for each element, null gives none. */
  static URI with(URI address, Map<String, ? extends @Nullable Object> query) throws Refused {
    var added =
        query.entrySet().stream().flatMap(Address::parameters).collect(Collectors.joining("&"));
    if (added.isEmpty()) {
      return address;
    }
    var text = address.toString();
    return uri(text + (address.getRawQuery() == null ? "?" : "&") + added);
  }

  /** Returns how it is named: a query may hold what nobody else should read. */
  static String shown(URI address) {
    var text = address.toString();
    var end = text.indexOf('?');
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * Returns how a query is named: what is given as parameters, if it is short, and not encoded.
   * Secrets are not in what a preview gets.
   */
  static String shown(Map<String, ? extends @Nullable Object> query) {
    var all =
        query.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + "=" + JsonText.plain(entry.getValue()))
            .collect(Collectors.joining("&"));
    return all.isEmpty() ? "" : all.length() <= LONGEST_QUERY ? "?" + all : "?...";
  }

  private static Stream<String> parameters(Map.Entry<String, ? extends @Nullable Object> entry) {
    var value = entry.getValue();
    if (value == null) {
      return Stream.empty();
    }
    var all = Stream.<String>builder();
    for (var one : value instanceof Iterable<?> many ? many : List.of(value)) {
      all.add(encoded(entry.getKey()) + "=" + encoded(JsonText.plain(one)));
    }
    return all.build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static URI uri(String text) throws Refused {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Refused(
          "`path` cannot be part of an address: "
              + e.getReason()
              + "; write special characters as %20, and parameters in `query`",
          e);
    }
  }
}

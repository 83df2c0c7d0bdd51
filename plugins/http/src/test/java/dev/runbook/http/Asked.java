package dev.runbook.http;

import dev.runbook.action.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and connections of tests, with what most of them do not say. */
final class Asked {
  private Asked() {}

  static HttpRequest get(String url) {
    return get(url, List.of(), Parse.AUTO);
  }

  static HttpRequest get(String url, List<Integer> expect, Parse parse) {
    return new HttpRequest(
        null,
        URI.create(url),
        null,
        Method.GET,
        Map.of(),
        Map.of(),
        null,
        null,
        null,
        expect,
        parse);
  }

  static HttpRequest get(HttpConnection connection, @Nullable String path) {
    return new HttpRequest(
        connection,
        null,
        path,
        Method.GET,
        Map.of(),
        Map.of(),
        null,
        null,
        null,
        List.of(),
        Parse.AUTO);
  }

  static HttpRequest query(String url, Map<String, @Nullable Object> query) {
    return new HttpRequest(
        null,
        URI.create(url),
        null,
        Method.GET,
        query,
        Map.of(),
        null,
        null,
        null,
        List.of(),
        Parse.AUTO);
  }

  static HttpRequest json(String url, Method method, Object json) {
    return new HttpRequest(
        null,
        URI.create(url),
        null,
        method,
        Map.of(),
        Map.of(),
        json,
        null,
        null,
        List.of(),
        Parse.AUTO);
  }

  static HttpConnection connection(String url) {
    return connection(url, null, Map.of(), Duration.ofSeconds(10));
  }

  static HttpConnection connection(
      String url, @Nullable String token, Map<String, String> headers, Duration timeout) {
    return new HttpConnection(
        URI.create(url),
        null,
        null,
        token == null ? null : new Secret(token),
        headers,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        timeout);
  }

  static HttpConnection login(String url, String user, String password) {
    return new HttpConnection(
        URI.create(url),
        user,
        new Secret(password),
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Duration.ofSeconds(10));
  }

  /** A connection with a proxy, and a login for it. */
  static HttpConnection proxied(String url, URI proxy) {
    return new HttpConnection(
        URI.create(url),
        null,
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        proxy,
        "paula",
        new Secret("proxy-secret"),
        Duration.ofSeconds(10));
  }

  static HttpConnection trusting(
      String url, @Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
    return new HttpConnection(
        URI.create(url),
        null,
        null,
        null,
        Map.of(),
        ca,
        certificate,
        key,
        null,
        null,
        null,
        null,
        Duration.ofSeconds(10));
  }
}

package dev.runbook.jenkins;

import dev.runbook.action.Call;
import dev.runbook.action.Cancellation;
import dev.runbook.action.Look;
import dev.runbook.http.client.Body;
import dev.runbook.http.client.Client;
import dev.runbook.http.client.Refused;
import dev.runbook.http.client.Rest;
import dev.runbook.http.client.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A Jenkins server, by its remote access API. */
final class Server {
  private final JenkinsConnection connection;
  private final Client client;
  private final Cancellation cancellation;

  private Server(JenkinsConnection connection, Client client, Cancellation cancellation) {
    this.connection = connection;
    this.client = client;
    this.cancellation = cancellation;
  }

  static Server of(JenkinsConnection connection, Call call) throws Exception {
    var key = new Client.Key(connection.settings(), call.directory());
    return new Server(connection, call.shared(key, key::open), call.cancellation());
  }

  static Server of(JenkinsConnection connection, Look look) throws Exception {
    var key = new Client.Key(connection.settings(), look.directory());
    return new Server(connection, look.shared(key, key::open), Client.NEVER);
  }

  JenkinsConnection connection() {
    return connection;
  }

  /** Returns the address of a path, for people. */
  String url(String path) {
    return connection.base() + path;
  }

  /**
   * Asks for an object.
   *
   * @param tree the fields to send, as the API's {@code tree} has it; the first is never missing
   */
  Fields json(String path, String tree) throws Exception {
    return get(api(path, tree)).good(connection).json(first(tree));
  }

  /** Asks for an object; empty if there is none. */
  Optional<Fields> find(String path, String tree) throws Exception {
    var reply = get(api(path, tree));
    return reply.status() == 404
        ? Optional.empty()
        : Optional.of(reply.good(connection).json(first(tree)));
  }

  private static String first(String tree) {
    return tree.split("[\\[,]", 2)[0];
  }

  static String api(String path, String tree) {
    return path + "/api/json?tree=" + URLEncoder.encode(tree, StandardCharsets.UTF_8);
  }

  /** Asks for anything; the answer may be a bad one. */
  Reply get(String path) throws Exception {
    return send(path, null, Map.of());
  }

  /**
   * Asks for a change. A crumb is fetched only where the server wants one: it does so of passwords,
   * not of API tokens.
   */
  Reply post(String path, Map<String, String> form) throws Exception {
    return posted(path, form).good(connection);
  }

  /** Asks for an end; returns false if there is nothing left to end. */
  boolean end(String path) throws Exception {
    var reply = posted(path, Map.of());
    if (reply.status() == 404) {
      return false;
    }
    reply.good(connection);
    return true;
  }

  private Reply posted(String path, Map<String, String> form) throws Exception {
    var fields = new FormBody.Builder();
    form.forEach(fields::add);
    var first = send(path, fields.build(), Map.of());
    return first.status() == 403 && first.body().text().contains("No valid crumb")
        ? send(path, fields.build(), crumb())
        : first;
  }

  private Map<String, String> crumb() throws Exception {
    var reply = get("/crumbIssuer/api/json");
    if (reply.status() == 404) {
      throw new Refused(reply.what() + ": Jenkins wants a crumb and gives none");
    }
    var crumb = reply.good(connection).json("crumb");
    var headers = new HashMap<String, String>();
    headers.put(crumb.textOrEmpty("crumbRequestField"), crumb.textOrEmpty("crumb"));
    var session = reply.header("set-cookie");
    if (session != null) {
      headers.put("Cookie", session.split(";", 2)[0]);
    }
    return headers;
  }

  private Reply send(String path, @Nullable RequestBody body, Map<String, String> headers)
      throws Exception {
    var address = connection.base() + path;
    var what = (body == null ? "GET " : "POST ") + address.split("[?]", 2)[0];
    try (var sent = client.send(request(address, body, headers), body == null, cancellation)) {
      var response = sent.response();
      return new Reply(
          what, response.code(), headers(response), Body.of(response), Rest.of(response));
    } catch (IOException e) {
      if (cancellation.isRequested()) {
        throw Client.cancelled(e);
      }
      throw Trouble.of(what, URI.create(connection.base()), e);
    }
  }

  private Request request(String address, @Nullable RequestBody body, Map<String, String> headers)
      throws Refused {
    var request = new Request.Builder();
    try {
      request.url(address).header("User-Agent", "runbook");
      headers.forEach(request::header);
      if (connection.user() != null) {
        var token = connection.token() == null ? "" : connection.token().value();
        request.header(
            "Authorization", Credentials.basic(connection.user(), token, StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      throw new Refused("the address, or who asks, holds what HTTP does not allow", e);
    }
    return body == null ? request.get().build() : request.post(body).build();
  }

  private static Map<String, String> headers(Response response) {
    var all = new HashMap<String, String>();
    var headers = response.headers();
    for (var i = 0; i < headers.size(); i++) {
      all.putIfAbsent(headers.name(i).toLowerCase(Locale.ROOT), headers.value(i));
    }
    return all;
  }
}

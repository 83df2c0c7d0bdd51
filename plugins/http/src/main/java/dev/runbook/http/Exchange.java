package dev.runbook.http;

import dev.runbook.action.Call;
import dev.runbook.action.Cancellation;
import dev.runbook.action.Look;
import dev.runbook.action.NotNow;
import dev.runbook.http.client.Client;
import dev.runbook.http.client.Refused;
import dev.runbook.http.client.Rest;
import dev.runbook.http.client.Trouble;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request to where it leads in the end. Redirects are followed as RFC 9110 §15.4 has it; another
 * server gets neither who asks nor headers, and a body goes to no other server.
 */
record Exchange(
    Method method,
    URI address,
    HttpConnection connection,
    Map<String, String> headers,
    @Nullable RequestBody body,
    Set<Integer> wanted) {
  private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);

  /** It waited too long for the request; the next one may come at once (RFC 9110 §15.5.9). */
  private static final int TOO_SLOW = 408;

  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;

  /** How clients are found. */
  interface Clients {
    Client of(HttpConnection connection) throws Exception;
  }

  /** What is done with an answer. */
  interface Reader<T> {
    T read(Response response) throws Exception;
  }

  static Clients clients(Call call) {
    return connection -> {
      var key = new Client.Key(connection.settings(), call.directory());
      return call.shared(key, key::open);
    };
  }

  static Clients clients(Look look) {
    return connection -> {
      var key = new Client.Key(connection.settings(), look.directory());
      return look.shared(key, key::open);
    };
  }

  /** Returns how it is named in messages. */
  String shown() {
    return method + " " + Address.shown(address);
  }

  /** Sends it and reads the answer to it. */
  <T> T with(Clients clients, Cancellation cancellation, Reader<T> reader) throws Exception {
    var at = this;
    try {
      for (var left = MOST_REDIRECTS; ; left--) {
        var client = clients.of(connection.towards(at.address));
        try (var sent = client.send(at.request(), at.method.isRepeatable(), cancellation)) {
          var next = at.next(sent.response(), address);
          if (next == null) {
            return reader.read(sent.response());
          }
          if (left == 0) {
            throw new Refused(shown() + " is sent on again and again");
          }
          at = next;
        }
      }
    } catch (IOException e) {
      if (cancellation.isRequested()) {
        throw Client.cancelled(e);
      }
      throw e instanceof NotNow ? e : Trouble.of(at.shown(), at.address, e);
    }
  }

  /** Returns what an answer is called in messages. */
  static String status(Response response) {
    var reason = response.message();
    return response.code() + (reason.isBlank() ? "" : " " + reason);
  }

  /** Returns the accident of an answer that says "not now"; null for any other. */
  @Nullable NotNow notNow(Response response, String reason) {
    var isTooSlow = response.code() == TOO_SLOW && method.isRepeatable();
    if (!isTooSlow && !NOT_NOW.contains(response.code())) {
      return null;
    }
    var rest = Rest.of(response);
    return new NotNow(reason + rest.asked(), rest.time());
  }

  private @Nullable Exchange next(Response response, URI first) throws Refused {
    var location = response.header("Location");
    if (!MOVED.contains(response.code()) || wanted.contains(response.code()) || location == null) {
      return null;
    }
    var to = target(location);
    if (method.isReading()) {
      return to(method, to, first);
    }
    if (response.code() == 303) {
      return to(Method.GET, to, first);
    }
    var isKept = response.code() == 307 || response.code() == 308;
    return isKept && Address.isSameServer(address, to)
        ? new Exchange(method, to, connection, headers, body, wanted)
        : null;
  }

  private Exchange to(Method next, URI to, URI first) {
    var kept = Address.isSameServer(first, to) ? headers : Map.<String, String>of();
    return new Exchange(next, to, connection, kept, null, wanted);
  }

  private URI target(String location) throws Refused {
    URI to;
    try {
      to = address.resolve(location.strip());
    } catch (IllegalArgumentException e) {
      throw new Refused(shown() + " is sent on to what is no address", e);
    }
    if (!Address.isHttp(to)) {
      throw new Refused(shown() + " is sent on to what is no HTTP address");
    }
    var isWeaker = "https".equals(address.getScheme()) && "http".equals(to.getScheme());
    if (isWeaker) {
      throw new Refused(shown() + " is sent on to " + Address.shown(to) + ", not encrypted");
    }
    return to;
  }

  private Request request() throws Refused {
    var request = new Request.Builder();
    try {
      request.url(address.toString()).header("User-Agent", "runbook");
      var known = connection.towards(address);
      known.headers().forEach(request::header);
      login(known, request);
      headers.forEach(request::header);
    } catch (IllegalArgumentException e) {
      throw new Refused("a header, or the address, holds what HTTP does not allow", e);
    }
    return request.method(method.name(), body).build();
  }

  private static void login(HttpConnection connection, Request.Builder request) {
    if (connection.token() != null) {
      request.header("Authorization", "Bearer " + connection.token().value());
    } else if (connection.user() != null) {
      var password = connection.password() == null ? "" : connection.password().value();
      request.header("Authorization", Credentials.basic(connection.user(), password));
    }
  }
}

package dev.runbook.http;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.http.client.Body;
import dev.runbook.http.client.Client;
import dev.runbook.http.client.JsonText;
import dev.runbook.http.client.Refused;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Carries out {@link HttpRequest}. */
final class Requesting {
  private Requesting() {}

  static Outcome<HttpRequest.Outputs> run(HttpRequest request, Call call) throws Exception {
    try {
      var exchange = exchange(request);
      return exchange.with(
          Exchange.clients(call),
          call.cancellation(),
          response -> answer(request, exchange, response));
    } catch (Refused e) {
      return Outcome.failed(e.reason());
    }
  }

  /** Asks what the step would ask and says what came back. */
  static String probe(HttpRequest request, Look look) throws Exception {
    try {
      return exchange(request)
          .with(Exchange.clients(look), Client.NEVER, found -> "answers " + Exchange.status(found));
    } catch (Refused | IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Exchange exchange(HttpRequest request) throws Refused {
    var connection = HttpConnection.orNone(request.connection());
    var address =
        Address.with(Address.of(connection, request.url(), request.path()), request.query());
    return new Exchange(
        request.method(),
        address,
        connection,
        request.headers(),
        body(request),
        Set.copyOf(request.expect()));
  }

  private static Outcome<HttpRequest.Outputs> answer(
      HttpRequest request, Exchange exchange, Response response) throws IOException {
    var body = Body.of(response);
    if (!isExpected(request, response.code())) {
      var reason =
          exchange.shown() + " answered " + Exchange.status(response) + more(response, body);
      var accident = exchange.notNow(response, reason);
      if (accident != null) {
        throw accident;
      }
      return Outcome.failed(reason, outputs(response, body, valueOrNull(request.parse(), body)));
    }
    if (body.isCut()) {
      return Outcome.failed(
          "the answer is larger than 1 MiB: take `http.download`", outputs(response, body, null));
    }
    try {
      return Outcome.done(outputs(response, body, value(request.parse(), body)));
    } catch (Refused e) {
      return Outcome.failed(exchange.shown() + ": " + e.reason(), outputs(response, body, null));
    }
  }

  private static @Nullable Object value(Parse parse, Body body) throws Refused {
    return switch (parse) {
      case NONE -> null;
      case LINES -> body.text().lines().toList();
      case JSON -> body.json();
      case AUTO -> body.isJson() && !body.text().isBlank() ? body.json() : null;
    };
  }

  /** Returns what a bad answer says, as far as it can be read. */
  private static @Nullable Object valueOrNull(Parse parse, Body body) {
    try {
      return body.isCut() ? null : value(parse, body);
    } catch (Refused e) {
      return null;
    }
  }

  private static String more(Response response, Body body) {
    var location = response.header("Location");
    return switch (response.code()) {
      case 401 -> ": it wants to know who asks, or does not accept it" + body.excerpt();
      case 403 -> ": whoever asks may not do this" + body.excerpt();
      case 407 -> ": the proxy wants `proxy_user` and `proxy_password`, or does not accept them";
      case 301, 302, 303, 307, 308 ->
          ": it is not sent on to " + (location == null ? "nowhere" : location.split("[?]", 2)[0]);
      default -> body.excerpt();
    };
  }

  private static boolean isExpected(HttpRequest request, int status) {
    return request.expect().isEmpty()
        ? status >= 200 && status < 300
        : request.expect().contains(status);
  }

  private static HttpRequest.Outputs outputs(Response response, Body body, @Nullable Object value) {
    return new HttpRequest.Outputs(response.code(), headers(response), value, body.text());
  }

  /** Those given several times are joined by a comma (RFC 9110 §5.3). */
  private static Map<String, String> headers(Response response) {
    var all = new TreeMap<String, String>();
    var headers = response.headers();
    for (var i = 0; i < headers.size(); i++) {
      var name = headers.name(i).toLowerCase(Locale.ROOT);
      if (!name.equals("set-cookie")) {
        all.merge(name, headers.value(i), (first, second) -> first + ", " + second);
      }
    }
    return all;
  }

  private static @Nullable RequestBody body(HttpRequest request) {
    if (request.json() != null) {
      return RequestBody.create(
          JsonText.write(request.json()), type(request, "application/json; charset=utf-8"));
    }
    if (request.form() != null) {
      var form = new FormBody.Builder();
      request.form().forEach(form::add);
      return form.build();
    }
    if (request.text() != null) {
      return RequestBody.create(request.text(), type(request, "text/plain; charset=utf-8"));
    }
    return request.method().wantsBody() ? RequestBody.create(new byte[0], null) : null;
  }

  private static @Nullable MediaType type(HttpRequest request, String usual) {
    return MediaType.parse(
        request.headers().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(usual));
  }
}

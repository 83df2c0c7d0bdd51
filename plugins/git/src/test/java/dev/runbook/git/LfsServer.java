package dev.runbook.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.http.client.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for an LFS server on loopback: the download part of the "Git LFS Batch API", as its
 * specification has it (basic transfer, errors of single objects, headers of an action).
 */
final class LfsServer {
  private static final String TYPE = "application/vnd.git-lfs+json";
  private static final String TICKET = "Ticket 17";

  private final HttpServer server;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private @Nullable String login;
  private volatile boolean breaks;

  LfsServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Keeps a content, and returns its pointer. */
  String keep(String text) {
    var content = text.getBytes(StandardCharsets.UTF_8);
    var oid = HexFormat.of().formatHex(LfsClean.sha256().digest(content));
    contents.put(oid, content);
    return new String(new LfsPointer(oid, content.length).encode(), StandardCharsets.UTF_8);
  }

  /** Has another content than it should for each pointer. */
  void spoil() {
    contents.replaceAll((oid, content) -> "spoilt".getBytes(StandardCharsets.UTF_8));
  }

  /** Breaks off in the middle of each content. */
  void breakOff() {
    breaks = true;
  }

  void forget() {
    contents.clear();
  }

  void protect(String user, String password) {
    var words = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    login = "Basic " + Base64.getEncoder().encodeToString(words);
  }

  /** Returns method and path of the requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      var given = exchange.getRequestHeaders().getFirst("Authorization");
      if (path.startsWith("/content/")) {
        content(exchange, path.substring("/content/".length()), given);
      } else if (login != null && !login.equals(given)) {
        exchange.getResponseHeaders().add("LFS-Authenticate", "Basic realm=\"lfs\"");
        send(
            exchange,
            401,
            TYPE,
            "{\"message\": \"who are you?\"}".getBytes(StandardCharsets.UTF_8));
      } else if (path.endsWith("/info/lfs/objects/batch")) {
        batch(exchange);
      } else {
        send(exchange, 404, TYPE, "{\"message\": \"not here\"}".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void content(HttpExchange exchange, String oid, @Nullable String given)
      throws IOException {
    var content = contents.get(oid);
    if (!TICKET.equals(given)) {
      send(exchange, 403, "text/plain", new byte[0]);
    } else if (breaks && content != null) {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, content.length - 1);
      exchange.getResponseBody().flush();
    } else if (content == null) {
      send(exchange, 404, "text/plain", new byte[0]);
    } else {
      send(exchange, 200, "application/octet-stream", content);
    }
  }

  private void batch(HttpExchange exchange) throws IOException {
    var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var objects = new ArrayList<Map<String, Object>>();
    for (var object : objects(asked)) {
      var oid = String.valueOf(object.get("oid"));
      var answer = new LinkedHashMap<String, Object>();
      answer.put("oid", oid);
      answer.put("size", object.get("size"));
      if (contents.containsKey(oid)) {
        var action =
            Map.of("href", url() + "/content/" + oid, "header", Map.of("Authorization", TICKET));
        answer.put("authenticated", true);
        answer.put("actions", Map.of("download", action));
      } else {
        answer.put("error", Map.of("code", 404, "message", "Object does not exist"));
      }
      objects.add(answer);
    }
    var body = Map.of("transfer", "basic", "objects", objects, "hash_algo", "sha256");
    send(exchange, 200, TYPE, JsonText.write(body).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Map<?, ?>> objects(String asked) throws IOException {
    try {
      if (JsonText.read(asked) instanceof Map<?, ?> request
          && "download".equals(request.get("operation"))
          && request.get("objects") instanceof List<?> objects) {
        var found = new ArrayList<Map<?, ?>>();
        objects.forEach(object -> found.add((Map<?, ?>) object));
        return found;
      }
    } catch (dev.runbook.http.client.Refused e) {
      throw new IOException(e);
    }
    throw new IOException("not as the specification has it: " + asked);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}

package dev.runbook.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Git over HTTP on loopback: {@code git http-backend} behind a small server (RFC 3875). */
final class HttpBackend {
  static final Path PROGRAM = Path.of("/usr/lib/git-core/git-http-backend");

  private static final int LONG = 10_000;

  private final Path root;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
  private @Nullable String login;
  private volatile Trouble trouble = Trouble.NONE;
  private volatile @Nullable String elsewhere;

  /** What becomes of its answers. */
  private enum Trouble {
    NONE,
    /** A long one breaks off. */
    BREAKS_OFF,
    /** A long one ends as if it were whole. */
    LOOKS_WHOLE,
    /** What was done for a push is not told. */
    LOSES_PUSHES
  }

  /**
   * @param root folder of the repositories
   */
  HttpBackend(Path root) throws IOException {
    this.root = root;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Lets only this user in. */
  void protect(String user, String password) {
    login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Cuts the packs that it sends. */
  void cutLongAnswers(boolean looksWhole) {
    trouble = looksWhole ? Trouble.LOOKS_WHOLE : Trouble.BREAKS_OFF;
  }

  void loseAnswersToPushes() {
    trouble = Trouble.LOSES_PUSHES;
  }

  void behave() {
    trouble = Trouble.NONE;
  }

  /** Sends whoever has logged in on to another server. */
  void sendOnTo(String url) {
    elsewhere = url;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the logins that were tried. */
  List<String> logins() {
    return List.copyOf(logins);
  }

  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var given = exchange.getRequestHeaders().getFirst("Authorization");
      if (given != null) {
        logins.add(given);
      }
      if (login != null && !login.equals(given)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if (elsewhere == null) {
        forward(exchange);
      } else {
        exchange.getResponseHeaders().add("Location", elsewhere + exchange.getRequestURI());
        exchange.sendResponseHeaders(302, -1);
      }
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    var builder = new ProcessBuilder(PROGRAM.toString());
    var environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("HOME", root.toString());
    environment.put("REMOTE_USER", "tester");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    put(builder, "QUERY_STRING", exchange.getRequestURI().getQuery());
    put(builder, "CONTENT_TYPE", exchange.getRequestHeaders().getFirst("Content-Type"));
    put(
        builder,
        "HTTP_CONTENT_ENCODING",
        exchange.getRequestHeaders().getFirst("Content-Encoding"));
    put(builder, "GIT_PROTOCOL", exchange.getRequestHeaders().getFirst("Git-Protocol"));
    builder.redirectError(Files.createTempFile("http-backend", ".err").toFile());
    var process = builder.start();
    try (var input = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(input);
    }
    try (var output = process.getInputStream()) {
      int status = 200;
      for (var line = header(output); !line.isEmpty(); line = header(output)) {
        var colon = line.indexOf(':');
        var name = line.substring(0, colon);
        var value = line.substring(colon + 1).strip();
        if (name.toLowerCase(Locale.ROOT).equals("status")) {
          status = Integer.parseInt(value.substring(0, 3));
        } else {
          exchange.getResponseHeaders().add(name, value);
        }
      }
      send(exchange, status, output.readAllBytes());
    }
  }

  private void send(HttpExchange exchange, int status, byte[] whole) throws IOException {
    var isPush = exchange.getRequestURI().getPath().endsWith("/git-receive-pack");
    var isCut = trouble == Trouble.LOSES_PUSHES ? isPush : whole.length > LONG;
    var sent = trouble != Trouble.NONE && isCut ? whole.length / 2 : whole.length;
    var said = trouble == Trouble.LOOKS_WHOLE ? sent : whole.length;
    exchange.sendResponseHeaders(status, said == 0 ? -1 : said);
    exchange.getResponseBody().write(whole, 0, sent);
  }

  private static void put(ProcessBuilder builder, String name, @Nullable String value) {
    if (value != null) {
      builder.environment().put(name, value);
    }
  }

  private static String header(InputStream input) throws IOException {
    var line = new StringBuilder();
    for (int c = input.read(); c != -1 && c != '\n'; c = input.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}

package dev.runbook.cli.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All of the lab that speaks HTTP but Jenkins, below one address. */
final class Web implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Web() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.start();
  }

  /** Answers one request with JSON. */
  interface Answerer {
    String answer(Asked asked) throws Exception;
  }

  /**
   * What is asked for.
   *
   * @param path below the folder
   */
  record Asked(String path, String query, String body) {}

  /** Lets a folder of it be answered for. */
  void serve(String folder, Answerer answerer) {
    server.createContext(folder, exchange -> handle(exchange, folder, answerer));
  }

  private static void handle(HttpExchange exchange, String folder, Answerer answerer)
      throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var asked =
          new Asked(uri.getPath().substring(folder.length()), String.valueOf(uri.getQuery()), body);
      send(exchange, 200, answerer.answer(asked));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      send(exchange, 500, String.valueOf(e));
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

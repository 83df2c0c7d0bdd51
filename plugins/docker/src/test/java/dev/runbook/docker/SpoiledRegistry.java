package dev.runbook.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What is between an engine and a registry: it answers anything with a status, or breaks off each
 * answer that is long. It speaks no TLS, and says so at once.
 */
final class SpoiledRegistry implements AutoCloseable {
  private static final int LONG = 100_000;

  /** What a client that wants to speak TLS begins with. */
  private static final int TLS = 0x16;

  private static final byte[] NO_TLS =
      "HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8);

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final URI registry;
  private final String answer;

  private SpoiledRegistry(URI registry, String answer) throws IOException {
    this.registry = registry;
    this.answer = answer;
    threads.execute(this::serve);
  }

  /** Returns one that breaks off the long answers of a registry, at host and port. */
  static SpoiledRegistry breakingOff(String registry) throws IOException {
    return new SpoiledRegistry(URI.create("http://" + registry), "");
  }

  /** Returns one that says no, in the words of the OCI distribution specification. */
  static SpoiledRegistry answering(int status, String code, String message) throws IOException {
    var body = "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(code, message);
    var head =
        String.join(
            "\r\n",
            "HTTP/1.1 " + status + " No",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "Connection: close",
            "WWW-Authenticate: Basic realm=registry",
            "",
            "");
    return new SpoiledRegistry(URI.create("http://127.0.0.1"), head + body);
  }

  /** Returns host and port. */
  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        threads.execute(() -> answer(client));
      } catch (IOException e) {
        // it was closed
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      var head = head(client.getInputStream());
      if (head.isEmpty()) {
        client.getOutputStream().write(NO_TLS);
      } else if (answer.isEmpty()) {
        relay(head, client);
      } else {
        client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  /** Returns the lines of a request; an empty text if there is none. */
  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (var one = in.read(); one >= 0 && (one != TLS || head.size() > 0); one = in.read()) {
      head.write(one);
      if (head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  /** What was broken off is not taken up again. */
  private void relay(String head, Socket client) throws IOException {
    if (head.contains("\r\nRange: ")) {
      return;
    }
    try (var server = new Socket(registry.getHost(), registry.getPort())) {
      var once = head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
      server.getOutputStream().write(once.getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().write(server.getInputStream().readNBytes(LONG));
    }
  }
}

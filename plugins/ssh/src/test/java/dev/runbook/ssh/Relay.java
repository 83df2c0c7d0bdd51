package dev.runbook.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is between a host and us, and can cut the connection at a chosen moment. */
final class Relay implements AutoCloseable {
  private final ServerSocket listening;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cuts;

  /**
   * @param port of loopback, to which it leads
   */
  Relay(int port) throws IOException {
    this.port = port;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    begin(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Cuts the connection whose client says something next, instead of passing it on. */
  void cutAtNextWord() {
    cuts = true;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var each : sockets) {
      each.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      var client = listening.accept();
      var host = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.addAll(List.of(client, host));
      begin(() -> pass(client, host, true));
      begin(() -> pass(host, client, false));
    }
  }

  private void pass(Socket from, Socket to, boolean isFromClient) throws IOException {
    try (from;
        to) {
      var bytes = new byte[8192];
      for (var n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        if (isFromClient && cuts) {
          cuts = false;
          return;
        }
        to.getOutputStream().write(bytes, 0, n);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void begin(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // one of its ends was closed
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }
}

package dev.runbook.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says what it is told to, be it HTTP or not, and then hangs up or resets. */
final class RawServer implements AutoCloseable {
  /** What a client that wants to speak TLS begins with. */
  private static final int TLS = 0x16;

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Answer> answers;

  /**
   * What a connection gets.
   *
   * @param texts one for each request
   * @param resets whether it ends with a reset in the place of an end
   */
  record Answer(boolean resets, List<String> texts) {}

  /**
   * @param answers for the first connection, the second, and so on; the last one for all others
   */
  RawServer(Answer... answers) throws IOException {
    this.answers = List.of(answers);
    var thread = new Thread(this::serve, "raw");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns one that hangs up behind a text. */
  static RawServer saying(String text) throws IOException {
    return new RawServer(new Answer(false, List.of(text)));
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Returns the first line of each request. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    for (var i = 0; !listening.isClosed(); i++) {
      try (var socket = listening.accept()) {
        answer(socket, answers.get(Math.min(i, answers.size() - 1)));
      } catch (IOException e) {
        // it was closed, or the client has gone, as is to be expected of it
      }
    }
  }

  private void answer(Socket socket, Answer answer) throws IOException {
    socket.setSoLinger(answer.resets(), 0);
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    for (var text : answer.texts()) {
      in.mark(2); // the newline of the line before may be still to come
      if (in.read() == TLS) {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return; // a hello has no line to wait for
      }
      in.reset();
      asked.add(String.valueOf(in.readLine()));
      for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        // the headers are nobody's concern
      }
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
  }
}

package dev.runbook.ssh.client;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a session goes through, which can be shut while JSch waits on it, as JSch itself cannot. */
sealed interface Door extends AutoCloseable {

  /** Makes the session go through it. */
  void guard(Session session);

  @Override
  void close();

  /** A connection of the network. */
  final class Plain implements Door, SocketFactory {
    private final Socket socket = new Socket();
    private final int timeout;

    /** JSch tells a factory of no timeout. */
    Plain(int timeout) {
      this.timeout = timeout;
    }

    @Override
    public void guard(Session session) {
      session.setSocketFactory(this);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      socket.connect(new InetSocketAddress(host, port), timeout);
      socket.setSoTimeout(timeout);
      return socket;
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // it is of no use any more either way
      }
    }
  }

  /** A channel of a session with a jump host. */
  final class Through implements Door, Proxy {
    private final Session jump;
    private final Arrivals arrivals = new Arrivals();
    private final Socket socket = arrivals.socket();
    private final InputStream in = arrivals.reading();
    private @Nullable ChannelDirectTCPIP channel;
    private @Nullable OutputStream out;

    Through(Session jump) {
      this.jump = jump;
    }

    @Override
    public void guard(Session session) {
      session.setProxy(this);
    }

    @Override
    public void connect(@Nullable SocketFactory factory, String host, int port, int timeout)
        throws JSchException, IOException {
      var opened = (ChannelDirectTCPIP) jump.openChannel("direct-tcpip");
      opened.setHost(host);
      opened.setPort(port);
      opened.setOutputStream(arrivals);
      out = opened.getOutputStream();
      opened.connect(timeout);
      channel = opened;
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return Objects.requireNonNull(out);
    }

    @Override
    public Socket getSocket() {
      return socket;
    }

    @Override
    public void close() {
      arrivals.shut();
      var opened = channel;
      if (opened != null) {
        opened.disconnect();
      }
    }
  }
}

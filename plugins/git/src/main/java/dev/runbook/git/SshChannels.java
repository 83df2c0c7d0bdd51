package dev.runbook.git;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.util.io.IsolatedOutputStream;
import org.jspecify.annotations.Nullable;

/** The commands that JGit runs at a host: one channel of a session each. */
final class SshChannels implements RemoteSession2 {
  private final Session session;
  private final Runnable giveBack;

  SshChannels(Session session, Runnable giveBack) {
    this.session = session;
    this.giveBack = giveBack;
  }

  @Override
  public Process exec(String command, int seconds) throws IOException {
    return exec(command, Map.of(), seconds);
  }

  @Override
  public Process exec(String command, @Nullable Map<String, String> environment, int seconds)
      throws IOException {
    try {
      var channel = (ChannelExec) session.openChannel("exec");
      if (environment != null) {
        environment.forEach(channel::setEnv);
      }
      channel.setCommand(command);
      var process = new RemoteProcess(channel);
      channel.connect(seconds * 1000);
      return process;
    } catch (JSchException e) {
      throw new IOException(
          "`" + session.getHost() + "` does not run `" + command + "`: " + e.getMessage(), e);
    }
  }

  @Override
  public void disconnect() {
    giveBack.run();
  }

  /** A command at the other end. */
  private static final class RemoteProcess extends Process {
    private final ChannelExec channel;
    private final InputStream output;
    private final InputStream error;
    private final OutputStream input;

    RemoteProcess(ChannelExec channel) throws IOException {
      this.channel = channel;
      output = channel.getInputStream();
      error = channel.getErrStream();
      // JSch does not let a blocked write be interrupted, which is how JGit's timeout ends one
      input = new BufferedOutputStream(new IsolatedOutputStream(channel.getOutputStream()), 16384);
    }

    @Override
    public OutputStream getOutputStream() {
      return input;
    }

    @Override
    public InputStream getInputStream() {
      return output;
    }

    @Override
    public InputStream getErrorStream() {
      return error;
    }

    @Override
    public int waitFor() throws InterruptedException {
      while (!channel.isClosed()) {
        TimeUnit.MILLISECONDS.sleep(10); // JSch offers nothing to wait for
      }
      return channel.getExitStatus();
    }

    /** JGit asks at the end of the output, when the code may be on its way still. */
    @Override
    public int exitValue() {
      try {
        for (int i = 0; i < 200 && !channel.isClosed(); i++) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (!channel.isClosed()) {
        throw new IllegalThreadStateException("still running");
      }
      return channel.getExitStatus();
    }

    @Override
    public void destroy() {
      channel.disconnect();
    }
  }
}

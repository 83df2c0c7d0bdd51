package dev.runbook.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.runbook.action.Cancellation;
import dev.runbook.action.Secret;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A command at a host, from its start to its end. The host's shell reads it, its environment and
 * sudo's password from standard input, so that none of it is an argument that others could see; it
 * tells its process first, so that it can be ended with all that it started.
 */
final class RemoteCommand implements Markers.Heard {
  private static final int ENDING = 8;
  private static final Map<String, Integer> SIGNALS =
      Map.of(
          "HUP", 1, "INT", 2, "QUIT", 3, "ILL", 4, "ABRT", 6, "FPE", 8, "KILL", 9, "SEGV", 11,
          "PIPE", 13, "TERM", 15);

  private final String token = "runbook-" + UUID.randomUUID();
  private final Feed input = new Feed();
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Session session;
  private final Setting setting;
  private final @Nullable Secret password;
  private volatile String line = "";
  private volatile @Nullable String pid;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean isGiven;
  private InputStream given = InputStream.nullInputStream();
  private volatile boolean isCancelled;

  /**
   * @param password that sudo may ask for; null if there is none
   */
  RemoteCommand(Session session, Setting setting, @Nullable Secret password) {
    this.session = session;
    this.setting = setting;
    this.password = password;
  }

  /**
   * Runs it.
   *
   * @return its exit code
   * @throws Unfit if sudo does not let it run
   * @throws NotBegun if the session takes no command
   * @throws IOException if the host was lost
   * @throws InterruptedException if it was cancelled; it has ended by then
   */
  int run(String command, Streams streams, Cancellation cancellation)
      throws Unfit, IOException, InterruptedException {
    line = RemoteText.line(token, command, setting);
    given = setting.input() == null ? given : setting.input().open();
    var registration = cancellation.onRequest(this::cancel);
    ChannelExec channel = null;
    try {
      channel = (ChannelExec) session.openChannel("exec");
      start(channel, streams);
      ended.await();
      if (isCancelled) {
        end(channel);
        throw new InterruptedException("cancelled");
      }
      return code(channel);
    } catch (JSchException e) {
      throw new NotBegun(e); // the host waits for the line, which is read only after this
    } finally {
      registration.close();
      if (channel != null) {
        channel.disconnect();
      }
      given.close();
    }
  }

  /** Where what it writes goes. */
  record Streams(OutputStream out, OutputStream err) implements Closeable {
    static Streams nowhere() {
      return new Streams(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
      out.close();
      err.close();
    }
  }

  @Override
  public void passwordIsAsked() {
    var times = asked.incrementAndGet();
    if (password == null || times > 1) {
      input.end();
    } else {
      input.give((password.value() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void shellIsReady() {
    isGiven = true;
    input.give(line.getBytes(StandardCharsets.UTF_8));
    input.end(given);
  }

  @Override
  public void started(String pid) {
    this.pid = pid;
    told.countDown();
  }

  @Override
  public void ended() {
    told.countDown();
    ended.countDown();
  }

  private void cancel() {
    isCancelled = true;
    ended.countDown();
  }

  private void start(ChannelExec channel, Streams streams) throws JSchException {
    channel.setInputStream(input);
    channel.setOutputStream(streams.out());
    channel.setErrStream(new Markers(token, streams.err(), this));
    channel.setCommand(shell());
    if (setting.user() == null) {
      shellIsReady();
    }
    channel.connect(); // gives up after 20 s; with a timeout JSch would not notice that the host is
    // lost
  }

  private String shell() {
    var reading = "IFS= read -r _r && eval \"$_r\"";
    var user = setting.user();
    if (user == null) {
      return "exec /bin/sh -c " + RemoteText.quoted(reading);
    }
    return "exec sudo -S -H -p "
        + RemoteText.quoted(Markers.prompt(token))
        + " -u "
        + RemoteText.quoted(user)
        + " -- /bin/sh -c "
        + RemoteText.quoted("echo " + token + "-ready >&2; " + reading);
  }

  private int code(ChannelExec channel) throws Unfit, IOException {
    var trouble = input.trouble();
    if (trouble != null) {
      throw trouble;
    }
    if (pid == null && asked.get() > 0) {
      throw new Unfit(
          password == null
              ? "sudo asks for a password: give `sudo_password` in the ssh connection"
              : "sudo does not accept `sudo_password` of the ssh connection");
    }
    var signal = channel.getExitSignal();
    if (signal != null) {
      return 128 + SIGNALS.getOrDefault(signal, 0);
    }
    if (channel.getExitStatus() < 0) {
      throw new IOException(
          "the connection to `" + session.getHost() + "` was lost; the command may go on there");
    }
    return channel.getExitStatus();
  }

  /** Ends what runs at the host, if it can still be reached. */
  private void end(ChannelExec channel) throws InterruptedException, IOException {
    Thread.interrupted(); // the cancellation's; ending takes a moment
    input.end();
    if (isGiven && !told.await(ENDING, TimeUnit.SECONDS)) {
      throw new IOException("cancelled, but the command may go on there: it does not answer");
    }
    var process = pid;
    if (process != null && session.isConnected()) {
      signal(channel);
      var ending = new RemoteCommand(session, Setting.plain(setting.sudo()), password);
      ending.runBriefly(RemoteText.end(token, process), process);
    }
  }

  /** The quick way: a host that heeds it needs no other shell. What is left is sought after. */
  private static void signal(ChannelExec channel) {
    try {
      channel.sendSignal("TERM");
    } catch (Exception e) {
      // the other way is taken in any case
    }
  }

  private void runBriefly(String command, String process) throws InterruptedException, IOException {
    line = RemoteText.line(token, command, setting);
    ChannelExec channel = null;
    try {
      channel = (ChannelExec) session.openChannel("exec");
      start(channel, Streams.nowhere());
      if (!ended.await(ENDING, TimeUnit.SECONDS)) {
        throw new IOException("cancelled, but process " + process + " may go on there");
      }
    } catch (JSchException e) {
      session.disconnect(); // nothing more can be asked of it
      throw new IOException("cancelled, but process " + process + " may go on there", e);
    } finally {
      if (channel != null) {
        channel.disconnect();
      }
    }
  }
}

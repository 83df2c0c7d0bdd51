package dev.runbook.jenkins;

import dev.runbook.action.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The console of a build, as it grows. */
record Console(Server server, String path, Call call) {
  /** A line that is longer is shown before it has ended. */
  private static final int LONGEST = 64 << 10;

  /**
   * Shows what came, up to the end of a line while more comes: no half of a secret is masked.
   *
   * @param from how much of it was shown; negative if it cannot be read
   * @param grows whether more comes
   * @return how much is shown now
   */
  long show(long from, boolean grows) throws Exception {
    if (from < 0) {
      return from;
    }
    var reply = server.get(path + "/logText/progressiveText?start=" + from);
    if (reply.status() == 403 || reply.status() == 404) {
      call.line("the console may not be read (" + reply.status() + ")");
      return -1;
    }
    var text = reply.good(server.connection()).body();
    var all = text.text();
    var end =
        grows && !text.isCut() && all.length() < LONGEST ? all.lastIndexOf('\n') + 1 : all.length();
    lines(all.substring(0, end));
    if (text.isCut()) {
      call.line(".. too much at once; all of it is at " + server.url(path + "/consoleText"));
    }
    var size = reply.header("x-text-size");
    var seen = size == null ? from + bytes(all).length : Long.parseLong(size);
    return seen - bytes(all.substring(end)).length;
  }

  private void lines(String text) throws IOException {
    var masked = new ByteArrayOutputStream();
    try (var masking = call.masking(masked)) {
      masking.write(bytes(text));
    }
    masked.toString(StandardCharsets.UTF_8).lines().forEach(call::line);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

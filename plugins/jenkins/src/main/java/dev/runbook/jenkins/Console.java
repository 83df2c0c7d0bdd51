package dev.runbook.jenkins;

import dev.runbook.action.Call;

/** The console of a build, as it grows. */
record Console(Server server, String path) {

  /**
   * Shows what came.
   *
   * @param from how much of it was shown; negative if it cannot be read
   * @return how much is shown now
   */
  long show(long from, Call call) throws Exception {
    if (from < 0) {
      return from;
    }
    var reply = server.get(path + "/logText/progressiveText?start=" + from);
    if (reply.status() == 403 || reply.status() == 404) {
      call.line("the console may not be read (" + reply.status() + ")");
      return -1;
    }
    var text = reply.good(server.connection()).body();
    text.text().lines().forEach(call::line);
    if (text.isCut()) {
      call.line(".. too much at once; all of it is at " + server.url(path + "/consoleText"));
    }
    var size = reply.header("x-text-size");
    return size == null ? from + text.text().length() : Long.parseLong(size);
  }
}

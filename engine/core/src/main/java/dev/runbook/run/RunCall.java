package dev.runbook.run;

import dev.runbook.action.Call;
import dev.runbook.action.Cancellation;
import dev.runbook.action.Processes;
import dev.runbook.journal.LogException;
import dev.runbook.journal.RunFolder;
import dev.runbook.model.Step;
import dev.runbook.process.ChildProcesses;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call of an action in the local world. */
final class RunCall implements Call, AutoCloseable {
  private static final Pattern LINE_ENDS = Pattern.compile("\\R");

  private final Local local;
  private final Attempt attempt;
  private final Step step;
  private final LiveCalls.LiveCall live;
  private final Map<String, ?> token;
  private final boolean cutOff;
  private RunFolder.@Nullable Log log;

  RunCall(
      Local local,
      Attempt attempt,
      Step step,
      LiveCalls.LiveCall live,
      @Nullable Map<String, ?> token,
      boolean cutOff) {
    this.local = local;
    this.attempt = attempt;
    this.step = step;
    this.live = live;
    this.token = token == null ? Map.of() : token;
    this.cutOff = cutOff;
  }

  @Override
  public Path directory() {
    return local.run().directory();
  }

  @Override
  public Map<String, ?> token() {
    return token;
  }

  @Override
  public boolean cutOff() {
    return cutOff;
  }

  @Override
  public void line(String line) {
    var text = local.masker().mask(line);
    if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
      masked(text);
      return;
    }
    for (var one : LINE_ENDS.split(text, -1)) {
      masked(one);
    }
  }

  private void masked(String lines) {
    if (step.settings().sensitive()) {
      return;
    }
    log().accept(lines);
    local.tell(new Progress.Output(key(), lines));
  }

  private synchronized RunFolder.Log log() {
    var open = log;
    if (open == null) {
      open = local.folder().log(key());
      log = open;
    }
    return open;
  }

  @Override
  public OutputStream masking(OutputStream out) {
    return local.masker().masking(out);
  }

  @Override
  public void progress(String text) {
    local.tell(new Progress.Far(key(), local.masker().mask(text)));
  }

  @Override
  public Cancellation cancellation() {
    return live;
  }

  @Override
  public Processes processes() {
    return new ChildProcesses(
        mark(local, key()), local.masker(), live, this::masked, this::started);
  }

  private void started(ChildProcesses.Child child) {
    var data = new LinkedHashMap<String, Object>();
    data.put("attempt", attempt.tag());
    data.put("pid", BigDecimal.valueOf(child.pid()));
    data.put("started_at", BigDecimal.valueOf(child.startedAt()));
    data.put("program", local.masker().mask(child.program()));
    local.writing().add("step.child", key(), data);
  }

  @Override
  public <T extends AutoCloseable> T shared(Object key, Opener<T> opener) throws Exception {
    return local.resources().shared(key, opener);
  }

  private String key() {
    return attempt.key().text();
  }

  /** Returns what marks the processes of a step. */
  static String mark(Local local, String key) {
    return local.run().id() + "/" + key;
  }

  /** What was done is done, though the end of its log is missing. */
  @Override
  public synchronized void close() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (LogException e) {
      local.warn("the log of `" + key() + "` lacks its end: " + e.getMessage());
    }
  }
}

package dev.runbook.git;

import dev.runbook.action.Call;
import java.util.Locale;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Tells a call how far JGit is, and JGit whether the call is cancelled. */
final class Progress implements ProgressMonitor {
  private final Call call;
  private String title = "";
  private int total;
  private int done;
  private int shown;

  Progress(Call call) {
    this.call = call;
  }

  @Override
  public void start(int totalTasks) {}

  @Override
  public synchronized void beginTask(String title, int totalWork) {
    this.title = title.toLowerCase(Locale.ROOT);
    total = totalWork;
    done = 0;
    shown = 0;
    call.progress(this.title);
  }

  @Override
  public synchronized void update(int completed) {
    done += completed;
    var percent = total <= 0 ? 0 : (int) (100L * done / total);
    if (percent > shown) {
      shown = percent;
      call.progress(title + " " + percent + "%");
    }
  }

  @Override
  public void endTask() {}

  @Override
  public boolean isCancelled() {
    return call.cancellation().isRequested();
  }

  @Override
  public void showDuration(boolean enabled) {}
}

package dev.runbook.ansible;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check finds, as lines for a preview. */
final class Foreseen implements Ansible.Audience {
  private static final int MOST = 1000;

  private final Told told;
  private final List<String> lines = new ArrayList<>();
  private int left;

  Foreseen(Told told) {
    this.told = told;
  }

  @Override
  public synchronized void event(Event event) {
    told.accept(event);
    if (event.kind().equals("diff")) {
      event.text("text").lines().forEach(line -> add("  " + line));
    } else if (event.text("outcome").equals("changed")) {
      add(event.text("host") + " would be changed by `" + event.text("task") + "`");
    } else if (event.text("outcome").equals("skipped") && !event.text("message").isEmpty()) {
      add(
          event.text("host")
              + " cannot say what `"
              + event.text("task")
              + "` would change: "
              + event.text("message"));
    }
  }

  @Override
  public void line(String line) {}

  private void add(String line) {
    if (lines.size() < MOST) {
      lines.add(line);
    } else {
      left++;
    }
  }

  /**
   * Returns all lines.
   *
   * @param reason why it would fail; null if it would not
   */
  synchronized List<String> lines(@Nullable String reason) {
    var all = new ArrayList<>(lines);
    if (left > 0) {
      all.add("and " + left + " lines more");
    }
    if (reason != null) {
      all.add("it would fail: " + reason);
    } else if (lines.isEmpty()) {
      all.add("nothing would change");
    }
    return all;
  }
}

package dev.runbook.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A process as the kernel shows it in {@code /proc/PID/stat} (proc(5)).
 *
 * @param name of the program, its first 15 characters
 * @param startedAt in clock ticks since boot
 * @param isTurning whether it has no memory for an environment: for a moment, while it turns into
 *     another program. The kernel's own threads never have any, nor has what ended
 */
record KernelProcess(
    long pid,
    String name,
    char state,
    long parent,
    long session,
    long startedAt,
    boolean isTurning) {
  private static final File PROC = new File("/proc");
  private static final int AFTER_NAME = 3;
  private static final int FEW = 100;
  private static final int LOOKS = 10;

  /** Milliseconds: on a busy machine a process may be kept waiting while it turns. */
  private static final int TURNING = 5000;

  private static final int TURNING_LOOK = 5;

  /** The parent of the kernel's own threads. */
  private static final int KERNEL = 2;

  static Optional<KernelProcess> of(long pid) {
    if (!new File(PROC, pid + "/stat").exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(text(pid + "/stat")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Returns all processes, those too that began while it looked. */
  static List<KernelProcess> all() {
    var last = lastPid();
    var all = listed();
    addAfter(last, all);
    return all;
  }

  /** Returns those started after another, provided that the numbers did not come round since. */
  static List<KernelProcess> after(long pid) {
    var after = new ArrayList<KernelProcess>();
    addAfter(pid, after);
    return after;
  }

  /**
   * Adds those started after another. One may start the next and end before it is seen itself, so
   * it looks until there is nothing new.
   */
  private static void addAfter(long pid, List<KernelProcess> processes) {
    var seen = pid;
    for (var look = 0; look < LOOKS; look++) {
      var last = lastPid();
      if (last == seen) {
        return;
      }
      if (last < seen || last > seen + FEW) {
        processes.addAll(listed());
      } else {
        LongStream.rangeClosed(seen + 1, last).forEach(p -> of(p).ifPresent(processes::add));
      }
      seen = last;
    }
  }

  private static List<KernelProcess> listed() {
    var names = PROC.list((folder, name) -> Character.isDigit(name.charAt(0)));
    var all = new ArrayList<KernelProcess>();
    for (var name : names == null ? new String[0] : names) {
      of(Long.parseLong(name)).ifPresent(all::add);
    }
    return all;
  }

  /** Returns the number that was given last: the last field of {@code /proc/loadavg}. */
  private static long lastPid() {
    try {
      var load = text("loadavg").strip();
      return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
    } catch (IOException e) {
      return -1;
    }
  }

  /** The name stands in parentheses and may hold spaces and parentheses itself. */
  private static KernelProcess parse(String stat) {
    var open = stat.indexOf('(');
    var close = stat.lastIndexOf(')');
    var fields = stat.substring(close + 2).split(" ", -1);
    return new KernelProcess(
        Long.parseLong(stat.substring(0, open - 1)),
        stat.substring(open + 1, close),
        fields[0].charAt(0),
        Long.parseLong(fields[4 - AFTER_NAME]),
        Long.parseLong(fields[6 - AFTER_NAME]),
        Long.parseLong(fields[22 - AFTER_NAME]),
        fields[51 - AFTER_NAME].equals("0"));
  }

  /** Returns whether it has ended, though nobody asked for its exit code yet. */
  boolean hasEnded() {
    return state == 'Z' || state == 'X';
  }

  /**
   * Returns whether it carries a mark; not so if its environment may not be read.
   *
   * @param since from when on a process may be one that is meant; such a one is waited for while it
   *     turns into another program, for then it shows no environment
   */
  boolean carries(Mark mark, long since) {
    try {
      var environment = text(pid + "/environ");
      for (var time = 0; time < TURNING && environment.isEmpty(); time += TURNING_LOOK) {
        if (!isTurningNow(since)) {
          return mark.isIn(text(pid + "/environ"));
        }
        Pause.millis(TURNING_LOOK);
        environment = text(pid + "/environ");
      }
      return mark.isIn(environment);
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean isTurningNow(long since) {
    var isOfKernel = pid == KERNEL || parent == KERNEL;
    return startedAt >= since
        && !isOfKernel
        && of(pid)
            .filter(now -> now.startedAt == startedAt && now.isTurning && !now.hasEnded())
            .isPresent();
  }

  private static String text(String file) throws IOException {
    try (var in = new FileInputStream(new File(PROC, file))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

package dev.runbook.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process as the kernel shows it in {@code /proc/PID/stat} (proc(5)).
 *
 * @param name of the program, its first 15 characters
 * @param startedAt in clock ticks since boot
 */
record KernelProcess(long pid, String name, char state, long parent, long session, long startedAt) {
  private static final File PROC = new File("/proc");
  private static final int AFTER_NAME = 3;

  static Optional<KernelProcess> of(long pid) {
    try {
      return Optional.of(parse(new String(read(pid, "stat"), StandardCharsets.ISO_8859_1)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  static List<KernelProcess> all() {
    var names = PROC.list((folder, name) -> Character.isDigit(name.charAt(0)));
    var all = new ArrayList<KernelProcess>();
    for (var name : names == null ? new String[0] : names) {
      of(Long.parseLong(name)).ifPresent(all::add);
    }
    return all;
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
        Long.parseLong(fields[22 - AFTER_NAME]));
  }

  /** Returns whether it has ended, though nobody asked for its exit code yet. */
  boolean hasEnded() {
    return state == 'Z' || state == 'X';
  }

  /** Returns whether it carries a mark; not so if its environment may not be read. */
  boolean carries(Mark mark) {
    try {
      return mark.isIn(read(pid, "environ"));
    } catch (IOException gone) {
      return false;
    }
  }

  private static byte[] read(long pid, String file) throws IOException {
    try (var in = new FileInputStream("/proc/" + pid + "/" + file)) {
      return in.readAllBytes();
    }
  }
}

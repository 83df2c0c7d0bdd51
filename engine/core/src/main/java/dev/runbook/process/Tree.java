package dev.runbook.process;

import dev.runbook.process.ChildProcesses.Child;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The children of a step and all that they started: what is in a child's session, carries the
 * step's mark, or descends from such a process. What clears its environment, leaves the session and
 * loses its parent is not found.
 */
record Tree(Mark mark, List<Child> children, Trust trust) {

  /** When a process is one of the tree because its session is that of a child. */
  enum Trust {
    /** Always: this engine started the child, and its number cannot have come again. */
    SESSION,
    /** While the child itself is alive: else another process may have got its number. */
    LEADER
  }

  /** Returns those that are alive. */
  List<Child> alive() {
    return among(KernelProcess.all());
  }

  /**
   * Returns whether none is alive, looking only at processes that began after the children. Holds
   * if the children began so shortly ago that no number was given twice since.
   */
  boolean isGone() {
    return children.stream().allMatch(c -> among(KernelProcess.after(c.pid())).isEmpty());
  }

  private List<Child> among(List<KernelProcess> all) {
    var sessions = sessions(all);
    Set<Long> found = new HashSet<>();
    for (var process : all) {
      if (sessions.contains(process.session()) || isMarked(process)) {
        found.add(process.pid());
      }
    }
    while (all.stream().anyMatch(p -> found.contains(p.parent()) && found.add(p.pid()))) {
      // goes on until nobody's child is missing
    }
    return all.stream()
        .filter(process -> found.contains(process.pid()) && !process.hasEnded())
        .map(this::child)
        .distinct()
        .toList();
  }

  private Set<Long> sessions(List<KernelProcess> all) {
    Set<Long> sessions = new HashSet<>();
    for (var child : children) {
      if (trust == Trust.SESSION || all.stream().anyMatch(p -> isSame(p, child))) {
        sessions.add(child.pid());
      }
    }
    return sessions;
  }

  private static boolean isSame(KernelProcess process, Child child) {
    return process.pid() == child.pid() && process.startedAt() == child.startedAt();
  }

  private boolean isMarked(KernelProcess process) {
    return process.pid() != ProcessHandle.current().pid() && process.carries(mark, since());
  }

  private long since() {
    return children.stream().mapToLong(Child::startedAt).min().orElse(Long.MAX_VALUE);
  }

  private Child child(KernelProcess process) {
    return children.stream()
        .filter(child -> isSame(process, child))
        .findFirst()
        .orElseGet(() -> new Child(process.pid(), process.startedAt(), process.name()));
  }
}

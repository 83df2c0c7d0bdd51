package dev.runbook.plan;

import dev.runbook.model.Step;
import org.jspecify.annotations.Nullable;

/** Where a step stands in its runbook. Immutable; each step has one. */
public final class Place {
  private final Step step;
  private final @Nullable Place parent;
  private final Part part;
  private final int index;

  Place(Step step, @Nullable Place parent, Part part, int index) {
    this.step = step;
    this.parent = parent;
    this.part = part;
    this.index = index;
  }

  /** Which list of its group, or of the runbook, a step stands in. */
  public enum Part {
    STEPS,
    RESCUE,
    ALWAYS,
    NOTIFY_GATE,
    NOTIFY_FAILURE,
    NOTIFY_SUCCESS;

    boolean isNotify() {
      return compareTo(ALWAYS) > 0;
    }
  }

  public Step step() {
    return step;
  }

  public String id() {
    return step.id().text();
  }

  /** Returns the group around it; null at the top of the file. */
  public @Nullable Place parent() {
    return parent;
  }

  public Part part() {
    return part;
  }

  /** Returns its position among all steps of the file, in the order written, from 0. */
  public int index() {
    return index;
  }

  /** Returns whether it is that step, or stands in it at any depth. */
  public boolean isInside(Place group) {
    for (@Nullable Place at = this; at != null; at = at.parent) {
      if (at == group) {
        return true;
      }
    }
    return false;
  }

  /** Returns the step at the top of the file that it is, or stands in. */
  Place top() {
    var at = this;
    for (var up = at.parent; up != null; up = at.parent) {
      at = up;
    }
    return at;
  }

  boolean isLooped() {
    return step.settings().forEach() != null;
  }

  /** Returns whether it stands in something that is carried out several times. */
  boolean isRepeated() {
    for (@Nullable Place at = this; at != null; at = at.parent) {
      if (at.isLooped() || (at != this && at.step.settings().until() != null)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return id();
  }
}

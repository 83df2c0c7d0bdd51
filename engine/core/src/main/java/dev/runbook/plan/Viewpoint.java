package dev.runbook.plan;

import dev.runbook.model.Work;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moment from which steps are read.
 *
 * @param place the step that reads; null before all steps and after them
 */
record Viewpoint(@Nullable Place place, Moment moment) {

  /** When something is evaluated. */
  enum Moment {
    /** Before the first step: {@code lock}, {@code defaults}, {@code connections}. */
    START,
    /** When the step's turn comes. */
    BEFORE,
    /** When its work has been done: {@code until}, {@code assert}, {@code undo}. */
    AFTER,
    /** When all is over: the runbook's outputs. */
    END
  }

  static final Viewpoint START = new Viewpoint(null, Moment.START);
  static final Viewpoint END = new Viewpoint(null, Moment.END);

  static Viewpoint before(Place place) {
    return new Viewpoint(place, Moment.BEFORE);
  }

  static Viewpoint after(Place place) {
    return new Viewpoint(place, Moment.AFTER);
  }

  /** Returns why a step cannot be read from here, in one sentence; empty if it can. */
  Optional<String> hides(Place step) {
    if (moment == Moment.START) {
      return Optional.of("no step has run yet when this is evaluated");
    }
    if (place == null) {
      return step.top().part().isNotify()
          ? Optional.of("step " + name(step) + " of `notify` cannot be read from outside")
          : Optional.empty();
    }
    if (place.isInside(step)) {
      return Optional.of("step " + name(step) + " has not ended when this is evaluated");
    }
    if (step.isInside(place)) {
      return moment == Moment.AFTER ? Optional.empty() : later(step);
    }
    return hidesBeside(place, step);
  }

  /** Returns how many loops lie between here and the step, so that it is a map that often. */
  int loopsTo(Place step) {
    var loops = 0;
    for (var at = step.parent(); at != null && !isWithin(at); at = at.parent()) {
      loops += at.isLooped() ? 1 : 0;
    }
    return loops;
  }

  private boolean isWithin(Place group) {
    return place != null && place.isInside(group);
  }

  /** Compares the two where their ways part: in the innermost group around both. */
  private Optional<String> hidesBeside(Place from, Place to) {
    var ours = from;
    for (var up = ours.parent(); up != null && !to.isInside(up); up = ours.parent()) {
      ours = up;
    }
    var theirs = to;
    for (var up = theirs.parent(); up != ours.parent() && up != null; up = theirs.parent()) {
      theirs = up;
    }
    if (ours.part() != theirs.part()) {
      return hidesPart(ours, theirs, to);
    }
    if (ours.part() == Place.Part.STEPS && isParallel(ours.parent())) {
      return Optional.of("step " + name(to) + " runs in another branch, at the same time");
    }
    return theirs.index() < ours.index() ? Optional.empty() : later(to);
  }

  private static Optional<String> hidesPart(Place ours, Place theirs, Place to) {
    if (theirs.part().isNotify()) {
      return Optional.of("step " + name(to) + " of `notify` cannot be read from outside");
    }
    return ours.part().compareTo(theirs.part()) > 0 ? Optional.empty() : later(to);
  }

  private static boolean isParallel(@Nullable Place group) {
    return group != null
        && group.step().work() instanceof Work.Group work
        && work.parallel() != null;
  }

  private static Optional<String> later(Place step) {
    return Optional.of("step " + name(step) + " runs later");
  }

  private static String name(Place step) {
    return "`" + step + "`";
  }
}

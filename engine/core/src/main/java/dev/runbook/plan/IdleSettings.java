package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Values;
import dev.runbook.model.Retry;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Warns of settings of a step that can have no effect. */
final class IdleSettings {
  private final StepIndex index;
  private final Place place;
  private final Step step;
  private final boolean retriesByDefault;
  private final Problems problems;

  IdleSettings(FileTypes file, Place place, Problems problems) {
    this.index = file.index;
    this.place = place;
    this.step = place.step();
    this.retriesByDefault = file.runbook.defaults().retry() != null;
    this.problems = problems;
  }

  void check() {
    var settings = step.settings();
    if (settings.retry() != null) {
      checkRetry(settings.retry());
    }
    checkEvery(settings);
    checkAround(settings);
    if (step.work() instanceof Work.Group group) {
      checkRescue(group);
    }
    if (step.work() instanceof Work.Rollback rollback) {
      rollback.steps().forEach(this::checkRollback);
    }
  }

  private void checkRetry(Retry retry) {
    if (!retriesByDefault && constant(retry.attempts()).filter("1"::equals).isPresent()) {
      warn(retry.attempts(), "one attempt is no retry", "write 2 or more, or remove `retry`");
    }
    var delay = duration(retry.delay());
    if (isLonger(delay, duration(step.settings().timeout()))) {
      warn(
          retry.delay(),
          "nothing is tried again: `timeout` ends it before",
          "make `timeout` longer than `delay`");
    } else if (isLonger(delay, duration(retry.maxDelay()))) {
      warn(
          retry.maxDelay(),
          "`max_delay` is shorter than the first delay",
          "make it longer than `delay`, or remove it");
    }
    if (!retriesByDefault && retry.backoff() != null && retry.delay() == null) {
      warn(retry.backoff(), "`backoff` without `delay` has no effect", "add `delay: 10s`");
    }
  }

  private void checkEvery(Step.Settings settings) {
    var every = duration(settings.every());
    var timeout = duration(settings.timeout());
    if (isLonger(every, timeout)) {
      warn(
          settings.every(),
          "it looks only once: `timeout` ends it before",
          "make `timeout` longer than `every`");
    } else if (isLonger(every.map(one -> one.multipliedBy(rounds(settings) - 1L)), timeout)) {
      warn(
          settings.inARow(),
          "`timeout` ends it before so many looks",
          "make `timeout` longer, or `every` shorter");
    }
  }

  private static int rounds(Step.Settings settings) {
    return constant(settings.inARow())
        .filter(text -> text.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(1);
  }

  /** A group's timeout has begun when that of a step in it begins. */
  private void checkAround(Step.Settings settings) {
    var own = duration(settings.timeout());
    for (var up = place.parent(); up != null; up = up.parent()) {
      var outer = duration(up.step().settings().timeout());
      if (outer.isPresent() && own.isPresent() && own.get().compareTo(outer.get()) > 0) {
        warn(
            settings.timeout(),
            "the `timeout` of `" + up + "` ends it before",
            "make it shorter than that, or remove it");
        return;
      }
    }
  }

  private void checkRescue(Work.Group group) {
    var canTimeOut = step.settings().timeout() != null;
    if (!group.rescue().isEmpty()
        && !canTimeOut
        && group.steps().stream().allMatch(each -> each.settings().continueOnFailure())) {
      problems.warning(
          group.rescue().get(0).id().span(),
          "`rescue` is never reached: no failure of a step in `" + place + "` ends it",
          "remove it, or the `on_failure: continue` of a step");
    }
  }

  private void checkRollback(Word id) {
    var undone = step(id);
    var work = undone == null ? null : undone.work();
    var isIdle =
        work instanceof Work.Gate
            || work instanceof Work.Wait
            || work instanceof Work.WaitUntil
            || work instanceof Work.Assert
            || (undone != null && undone.settings().undo() instanceof Step.Undo.None);
    if (isIdle) {
      problems.warning(
          id.span(), "step `" + id + "` has nothing to undo", "remove it from the list");
    }
  }

  private @Nullable Step step(Word id) {
    return index.find(id.text()).map(Place::step).orElse(null);
  }

  private void warn(@Nullable Value value, String message, String hint) {
    problems.warning(value == null ? null : value.span(), message, hint);
  }

  private static boolean isLonger(Optional<Duration> one, Optional<Duration> other) {
    return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) >= 0;
  }

  private static Optional<Duration> duration(@Nullable Value value) {
    return constant(value).map(Values::duration);
  }

  private static Optional<String> constant(@Nullable Value value) {
    return value instanceof Value.Scalar scalar ? scalar.template().constant() : Optional.empty();
  }
}

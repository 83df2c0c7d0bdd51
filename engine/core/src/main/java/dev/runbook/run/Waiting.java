package dev.runbook.run;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Declaration;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code wait} steps: for a duration, until an instant, or until the next time of day. */
final class Waiting {
  private Waiting() {}

  static Ended pass(World world, Step step, Key key, Context context) throws EvaluationException {
    var scope = new StepScope(context, () -> world.now(key, "wait"));
    var until = world.decide(key, "until", () -> end(world.instant(), step.work(), scope));
    if (until instanceof Result.Unknown unknown) {
      return new Ended.Unknown(unknown.after(), false);
    }
    var end = (Instant) ((Result.Known) until).value();
    if (end == null) {
      throw new IllegalStateException("a wait without an end");
    }
    var pause = new World.Pause(key, step, sooner(end, step, world.instant(), scope), "", null);
    world.pass(pause, context);
    return Ended.succeeded();
  }

  /** A clock that was set back since makes a wait no longer. */
  private static Instant sooner(Instant end, Step step, Instant now, StepScope scope)
      throws EvaluationException {
    return end(now, step.work(), scope) instanceof Result.Known known
            && known.value() instanceof Instant anew
            && anew.isBefore(end)
        ? anew
        : end;
  }

  private static Result end(Instant now, Work work, StepScope scope) throws EvaluationException {
    return work instanceof Work.WaitUntil next
        ? nextTime(now, next, scope)
        : plain(now, ((Work.Wait) work).value(), scope);
  }

  private static Result plain(Instant now, Value value, StepScope scope)
      throws EvaluationException {
    var given = Evaluation.of(value, scope);
    if (given instanceof Given.Unknown unknown) {
      return new Result.Unknown(Set.copyOf(unknown.after()));
    }
    var duration = as(Declaration.Kind.DURATION, given, new Problems());
    if (duration != null) {
      return Result.of(now.plus((Duration) duration));
    }
    var instant = as(Declaration.Kind.INSTANT, given, new Problems());
    if (instant == null) {
      throw new EvaluationException(
          value.span(),
          "this is neither a duration nor an instant",
          "write `10m`, `2026-11-23T09:00:00Z` or `{ until: '09:00' }`");
    }
    return Result.of(instant);
  }

  private static @Nullable Object as(Declaration.Kind kind, Given given, Problems unsaid) {
    return Binding.read(Declaration.Shape.of(kind), "wait", given, unsaid)
        .map(Binding.Bound::value)
        .orElse(null);
  }

  private static Result nextTime(Instant now, Work.WaitUntil next, StepScope scope)
      throws EvaluationException {
    var until = text(next.until(), scope);
    var zoneText = next.zone() == null ? ZoneId.systemDefault().getId() : text(next.zone(), scope);
    if (until == null || zoneText == null) {
      return new Result.Unknown(Set.of());
    }
    var time = time(until, next.until().span());
    var zone = zone(zoneText, next.zone() == null ? next.until().span() : next.zone().span());
    var today = now.atZone(zone).toLocalDate().atTime(time).atZone(zone).toInstant();
    return Result.of(
        today.isAfter(now)
            ? today
            : now.atZone(zone).toLocalDate().plusDays(1).atTime(time).atZone(zone).toInstant());
  }

  private static @Nullable String text(Value value, StepScope scope) throws EvaluationException {
    var given = Evaluation.of(value, scope);
    return given instanceof Given.Unknown ? null : String.valueOf(Giving.shown(given));
  }

  private static LocalTime time(String text, Span span) throws EvaluationException {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new EvaluationException(span, "`" + text + "` is not a time of day", "write '09:00'");
    }
  }

  private static ZoneId zone(String text, Span span) throws EvaluationException {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new EvaluationException(
          span, "no time zone `" + text + "`", "write one such as Europe/Paris or UTC");
    }
  }
}

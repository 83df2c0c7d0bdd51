package dev.runbook.run;

import dev.runbook.expression.Namespace;
import dev.runbook.expression.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What {@code run} is in expressions.
 *
 * @param id the run's; {@code preview} in a preview
 * @param zone of the machine where the run was started: what {@code date} means
 * @param operator the account that started the run
 * @param directory the folder that relative paths start at; absolute
 * @param failures how many steps failed so far and were not rescued
 */
record RunFacts(
    String id,
    Instant startedAt,
    ZoneId zone,
    String operator,
    Path directory,
    AtomicInteger failures)
    implements Namespace {
  /** What a run is called that only a preview sees. */
  static final String PREVIEW = "preview";

  /** What is known once the steps before have run, and none of them can be named. */
  static final String BEFORE = "the steps before";

  /** What only a failure can give. */
  static final String FAILURE = "the failure";

  /** What is known only when the step runs: the time. */
  static final String NOW = "its start";

  static final List<String> NAMES =
      List.of("id", "date", "started_at", "operator", "dir", "failed");

  RunFacts ahead() {
    return new RunFacts(id, startedAt, zone, operator, directory, new AtomicInteger());
  }

  @Override
  public Result get(String name) {
    return switch (name) {
      case "id" -> Result.of(id);
      case "date" -> Result.of(date(startedAt, zone));
      case "started_at" -> Result.of(startedAt);
      case "operator" -> Result.of(operator);
      case "dir" -> Result.of(directory.toString());
      case "failed" ->
          id.equals(PREVIEW) ? new Result.Unknown(Set.of(BEFORE)) : Result.of(failures.get() > 0);
      default -> new Result.Missing("`run` has no `" + name + "`", null);
    };
  }

  @Override
  public Collection<String> names() {
    return NAMES;
  }

  private static String date(Instant instant, ZoneId zone) {
    return DateTimeFormatter.ofPattern("yyyyMMdd").withZone(zone).format(instant);
  }
}

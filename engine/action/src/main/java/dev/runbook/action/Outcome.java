package dev.runbook.action;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an action answered.
 *
 * @param <O> the outputs: a record
 */
public sealed interface Outcome<O> {

  /** The work is done. */
  record Done<O>(O outputs) implements Outcome<O> {}

  /**
   * The work goes on outside; the engine calls again with the token, after a crash too.
   *
   * @param reason what is waited for, such as "build 17 is running"
   * @param token what the next call needs to find the work again: JSON values; kept in the journal
   * @param again how long to wait before the next call
   */
  record NotYet<O>(String reason, Map<String, ?> token, Duration again) implements Outcome<O> {
    public NotYet {
      token = Collections.unmodifiableMap(new LinkedHashMap<>(token));
    }
  }

  /**
   * The work was done and the answer is bad: a red build, a non-zero exit code.
   *
   * @param reason one line, lower case, no full stop
   * @param outputs what is known all the same, or null
   */
  record Failed<O>(String reason, @Nullable O outputs) implements Outcome<O> {}

  static <O> Outcome<O> done(O outputs) {
    return new Done<>(outputs);
  }

  static <O> Outcome<O> notYet(String reason, Map<String, ?> token, Duration again) {
    return new NotYet<>(reason, token, again);
  }

  static <O> Outcome<O> failed(String reason) {
    return new Failed<>(reason, null);
  }

  static <O> Outcome<O> failed(String reason, O outputs) {
    return new Failed<>(reason, outputs);
  }
}

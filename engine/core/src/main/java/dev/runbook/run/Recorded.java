package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.model.Step;
import dev.runbook.plan.Plan;
import java.util.Optional;

/**
 * What the journal answers to the interpreter: what is recorded is not asked again.
 *
 * @param records what the journal holds now
 */
record Recorded(Records records, Plan plan) {

  Optional<Ended> ended(Key key, Step step) {
    return records
        .find(key)
        .map(record -> record.ended)
        .map(data -> Encoding.ended(data, step, plan));
  }

  Optional<Ended> answered(Attempt attempt, Step step) {
    return records
        .find(attempt.key())
        .map(record -> record.attempts.get(attempt.tag()))
        .map(record -> record.answered)
        .map(data -> Encoding.ended(data, step, plan));
  }

  Optional<Result> decided(Key key, String what) {
    return records
        .find(key)
        .filter(record -> record.decisions.containsKey(what))
        .map(record -> Result.of(record.decisions.get(what)));
  }

  /** Returns the instant that {@code now()} stands for in a part of a step. */
  Optional<Result> now(Key key, String part) {
    return decided(key, nameOfNow(part));
  }

  static String nameOfNow(String part) {
    return "now." + part;
  }

  boolean entered(Key key) {
    return records.find(key).isPresent();
  }

  Optional<Failure> left(Key key, Step step) {
    return records
        .find(key)
        .map(record -> record.left)
        .map(data -> Encoding.failure(data, step, plan));
  }

  Optional<String> late(Key key) {
    return records.find(key).map(record -> record.late);
  }

  boolean stopped(Key key) {
    return records.find(key).filter(record -> record.stopped).isPresent();
  }
}

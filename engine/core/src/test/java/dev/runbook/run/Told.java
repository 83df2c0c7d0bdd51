package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.journal.Event;
import dev.runbook.standing.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a story went so far, and how it goes on. */
final class Told {
  private final Story story;
  private final Outside outside;
  private final StagedRun run;

  Told(Story story) {
    this.story = story;
    this.run = new StagedRun(story.staging());
    this.outside = Outside.at(story.folder(), run);
  }

  Told start() {
    run.start(story.cut());
    return this;
  }

  private Told again(StagedRun.Part part) {
    run.again(part);
    return this;
  }

  Told resume() {
    return resume(
        new ResumeRequest(false, null, List.of(), Map.of(), Map.of(), story.request().waits()));
  }

  Told resume(ResumeRequest request) {
    return again(session -> session.resume(request, folder(), name -> {}));
  }

  Told redo(String... steps) {
    return resume(new ResumeRequest(false, null, List.of(steps), Map.of(), Map.of(), false));
  }

  Told resumeUntil(String step) {
    return resume(new ResumeRequest(false, step, List.of(), Map.of(), Map.of(), false));
  }

  Told resumeEdited() {
    return resume(new ResumeRequest(true, null, List.of(), Map.of(), Map.of(), false));
  }

  Told rollback() {
    return again(session -> session.rollback(folder(), name -> {}));
  }

  Told cancel() {
    return again(session -> session.cancel(folder()));
  }

  Told later(Duration time) {
    run.advance(time);
    return this;
  }

  Told decide(String step, String choice) {
    return decide(step, choice, "dora");
  }

  Told decide(String step, String choice, String by) {
    Story.decide(folder(), step, choice, by, Map.of());
    return this;
  }

  Told decide(String step, String choice, Map<String, @Nullable Object> fields) {
    Story.decide(folder(), step, choice, "dora", fields);
    return this;
  }

  /** Returns an argument of a step's last start; of an undo, that of the step it takes back. */
  String argument(String step, String name) {
    return run.events().stream()
        .filter(e -> e.event().equals("step.started") && step.equals(e.step()))
        .map(e -> Records.text(Records.map(e.data(), "with"), name))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  /** Resumes it, unless it had ended and only its process died. */
  Told resumeUnlessOver() {
    run.resumeUnlessOver();
    return this;
  }

  boolean died() {
    return run.died();
  }

  List<Event> events() {
    return run.events();
  }

  List<String> effects() {
    return outside.effects();
  }

  MemoryFolder folder() {
    return run.folder();
  }

  RunResult result() {
    return run.result()
        .orElseThrow(
            () -> new AssertionError("no result: " + run.refusals() + " died " + run.died()));
  }

  Standing standing() {
    return Standing.of(folder().id(), run.events(), false).with(folder().decisions());
  }

  /** Returns how long it took, by the clock of the story. */
  Duration took() {
    return run.took();
  }

  Told ended(RunResult.Status status) {
    var shown = result().failure() == null ? story() : result().failure().reason();
    assertThat(result().status()).as(shown).isEqualTo(status);
    return this;
  }

  /** These effects were there outside, in this order. */
  Told ran(String... effects) {
    assertThat(outside.effects()).as(story()).containsExactly(effects);
    return this;
  }

  Told ranInAnyOrder(String... effects) {
    assertThat(outside.effects()).as(story()).containsExactlyInAnyOrder(effects);
    return this;
  }

  Told printed(String text) {
    assertThat(story()).contains(text);
    return this;
  }

  Told failed(String step, String reason) {
    var failure = Objects.requireNonNull(result().failure(), this::story);
    assertThat(failure.step()).isEqualTo(step);
    assertThat(failure.reason()).isEqualTo(reason);
    return this;
  }

  Told gave(String output, @Nullable Object value) {
    assertThat(result().outputs()).containsEntry(output, value);
    return this;
  }

  Told refused(String message) {
    assertThat(run.refusals()).as(story()).extracting(Diagnostic::message).contains(message);
    return this;
  }

  Told waitsAt(String... steps) {
    assertThat(result().waiting()).extracting(Opening::step).containsExactlyInAnyOrder(steps);
    return this;
  }

  /** Returns what was told, a line each, with the time since the start. */
  String story() {
    return run.story();
  }
}

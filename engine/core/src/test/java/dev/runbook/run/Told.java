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

  /** Another process goes on where one died, unless it died when all was over. */
  Told goOn() {
    var events = run.events();
    if (events.get(events.size() - 1).event().equals("run.ended")) {
      run.resumeUnlessOver();
      return this;
    }
    return leave();
  }

  /** Goes on with what was begun: taking it back, cancelling it, or carrying it out. */
  Told leave() {
    if (isTakenBack()) {
      return rollback();
    }
    return has("run.cancelling") ? cancel() : resume();
  }

  boolean isTakenBack() {
    return has("run.taking_back");
  }

  private boolean has(String event) {
    return run.events().stream().anyMatch(known -> known.event().equals(event));
  }

  /** The next process dies, too, so many lines later. */
  Told cutAgain(int lines, StagedRun.Cut.How how) {
    folder().cutAt(new StagedRun.Cut(run.events().size() + lines, how));
    return this;
  }

  /** Returns whether a step that was cut off did what it does. */
  boolean isDone(String step) {
    var records = new Records();
    run.events().forEach(records::apply);
    var record = records.of(step);
    return record.attempts.entrySet().stream()
        .filter(attempt -> attempt.getValue().isOpen())
        .anyMatch(attempt -> outside.hasDone(step, record.round + "." + attempt.getKey()));
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

  /** Returns what one call did more than once. */
  List<String> doubled() {
    return outside.doubled();
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

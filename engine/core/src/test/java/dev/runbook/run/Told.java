package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.journal.Event;
import dev.runbook.journal.StateException;
import dev.runbook.standing.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a story went so far, and how it goes on. */
final class Told {
  private final Story story;
  private final Instant start;
  private Stage stage;
  private final Outside outside;
  private final MemoryFolder folder;
  private final List<String> lines = new ArrayList<>();
  private final List<Diagnostic> refusals = new ArrayList<>();
  private @Nullable RunResult result;
  private boolean died;

  Told(Story story) {
    this.story = story;
    this.start = story.start();
    this.stage = new Stage(start, story.seed());
    this.outside = Outside.at(story.folder(), stage);
    this.folder = new MemoryFolder(stage);
  }

  /** What a session does. */
  private interface Part {
    RunResult play(Session session) throws RefusedException, StateException;
  }

  Told start() {
    folder.cutAt(story.cut());
    return play(
        session -> {
          for (var later : story.later()) {
            stage.alarm(start.plus(later.after()), () -> later.happening().happen(session, folder));
          }
          var ready =
              session.prepare(story.plan(), story.request(), folder.id(), start, story.supplied());
          return session.start(ready, story.request(), folder, story.supplied());
        });
  }

  private Told play(Part part) {
    result = null;
    refusals.clear();
    died = false;
    var session = new Session(story.surroundings(stage, this::told));
    try {
      result = part.play(session);
    } catch (RefusedException e) {
      refusals.addAll(e.diagnostics());
    } catch (StateException e) {
      throw new AssertionError(e);
    } catch (MemoryFolder.Died e) {
      died = true;
    }
    return this;
  }

  /** Another process goes on, some time later. */
  private Told again(Part part) {
    stage = new Stage(stage.instant().plusSeconds(60), story.seed());
    outside.on(stage);
    folder.on(stage);
    folder.cutAt(MemoryFolder.Cut.NEVER);
    return play(part);
  }

  Told resume() {
    return resume(
        new ResumeRequest(false, null, List.of(), Map.of(), Map.of(), story.request().waits()));
  }

  Told resume(ResumeRequest request) {
    return again(session -> session.resume(request, folder, name -> {}));
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
    return again(session -> session.rollback(folder, name -> {}));
  }

  Told cancel() {
    return again(session -> session.cancel(folder));
  }

  Told later(Duration time) {
    stage.advance(time);
    return this;
  }

  Told decide(String step, String choice) {
    return decide(step, choice, "dora");
  }

  Told decide(String step, String choice, String by) {
    Story.decide(folder, step, choice, by, Map.of());
    return this;
  }

  Told decide(String step, String choice, Map<String, @Nullable Object> fields) {
    Story.decide(folder, step, choice, "dora", fields);
    return this;
  }

  /** Returns an argument of a step's last start; of an undo, that of the step it takes back. */
  String argument(String step, String name) {
    return folder.events().stream()
        .filter(e -> e.event().equals("step.started") && step.equals(e.step()))
        .map(e -> Records.text(Records.map(e.data(), "with"), name))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  /** Resumes it, unless it had ended and only its process died. */
  Told resumeUnlessOver() {
    var end = folder.events().get(folder.events().size() - 1);
    if (!end.event().equals("run.ended")) {
      return resume();
    }
    var failure = Records.map(end.data(), "error");
    var step = Steps.unwritten(story.plan().top());
    result =
        new RunResult(
            folder.id(),
            RunResult.Status.valueOf(Records.text(end.data(), "status").toUpperCase(Locale.ROOT)),
            failure.isEmpty() ? null : Encoding.failure(failure, step, story.plan()),
            new LinkedHashMap<>(Records.map(end.data(), "outputs")),
            0,
            List.of(),
            List.of(),
            List.of(),
            "");
    return this;
  }

  boolean died() {
    return died;
  }

  List<Event> events() {
    return folder.events();
  }

  List<String> effects() {
    return outside.effects();
  }

  MemoryFolder folder() {
    return folder;
  }

  RunResult result() {
    return Objects.requireNonNull(result, () -> "no result: " + refusals + " died " + died);
  }

  Standing standing() {
    return Standing.of(folder.id(), folder.events(), false);
  }

  /** Returns how long it took, by the clock of the story. */
  Duration took() {
    return Duration.between(start, stage.instant());
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
    assertThat(refusals).as(story()).extracting(Diagnostic::message).contains(message);
    return this;
  }

  Told waitsAt(String... steps) {
    assertThat(result().waiting()).extracting(Opening::step).containsExactlyInAnyOrder(steps);
    return this;
  }

  /** Returns what was told, a line each, with the time since the start. */
  String story() {
    synchronized (lines) {
      return String.join("\n", lines) + "\n";
    }
  }

  private void told(Progress progress) {
    var text = StoryLine.of(progress);
    if (text != null) {
      synchronized (lines) {
        lines.add(time() + "  " + text);
      }
    }
    if (!(progress instanceof Progress.InFlight)) {
      stage.yield();
    }
  }

  private String time() {
    var passed =
        Duration.between(start, stage.instant()).toString().substring(2).toLowerCase(Locale.ROOT);
    return String.format(Locale.ROOT, "%8s", passed);
  }
}

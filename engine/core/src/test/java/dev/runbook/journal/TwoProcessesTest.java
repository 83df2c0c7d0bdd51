package dev.runbook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProcessesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path folder;
  private StateFolder state;
  private String run;
  private Process other;

  @BeforeEach
  void anotherProcessHoldsTheRun() throws Exception {
    state = StateFolder.at(folder.resolve("state"), () -> NOW);
    var held = state.create(NOW);
    held.lock().close();
    run = held.folder().id();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    other =
        new ProcessBuilder(
                java, "-cp", classes, Holder.class.getName(), state.path().toString(), run)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8);
    assertThat(new BufferedReader(out).readLine()).isEqualTo("held");
  }

  @AfterEach
  void kill() throws Exception {
    other.destroyForcibly().waitFor();
  }

  @Test
  void theRunIsHeldUntilTheOtherProcessIsKilledAndGoesOnThen() throws Exception {
    assertThatThrownBy(() -> state.hold(run))
        .asInstanceOf(type(StateException.class))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(StateException.Reason.HELD))
        .satisfies(
            e -> assertThat(e.hint()).isEqualTo("`runbook show " + run + " --follow` follows it"));
    assertThat(state.isHeld(run)).isTrue();
    assertThat(state.find(run).read()).extracting(Event::event).containsExactly("step.started");

    other.destroyForcibly().waitFor();
    assertThat(state.isHeld(run)).isFalse();
    var held = state.hold(run);
    try (var lock = held.lock();
        var journal = held.folder().open()) {
      assertThat(journal.past()).extracting(Event::event).containsExactly("step.started");
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void theNamedLockOfARunThatWasCutOffStaysWithIt() throws Exception {
    state.lock("production", run);
    other.destroyForcibly().waitFor();
    var next = state.create(NOW);
    assertThatThrownBy(() -> state.lock("production", next.folder().id()))
        .isInstanceOf(StateException.class)
        .hasMessage("lock `production` is held by run `" + run + "`");
    state.lock("production", run);
    next.lock().close();
  }

  @Test
  void lookingNeverFreesOrTakesIt() throws Exception {
    for (var i = 0; i < 50; i++) {
      assertThat(state.isHeld(run)).isTrue();
    }
    assertThatThrownBy(() -> state.hold(run)).isInstanceOf(StateException.class);
  }
}

package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Cancellation.Registration;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveCallsTest {
  @Test
  void whatWasGivenBackIsNotEndedAnyMoreEvenIfTheCallIsBeingEnded() {
    var call = new LiveCalls.LiveCall("a", context());
    var ended = new ArrayList<String>();
    var later = new ArrayList<Registration>();
    call.onRequest(() -> later.forEach(Registration::close));
    later.add(call.onRequest(() -> ended.add("session")));
    call.request();
    Thread.interrupted();
    assertThat(ended).isEmpty();
  }

  private static Context context() {
    var runbook = Story.runbook("runbook: r\nsteps: [{ id: a, assert: 1 == 1 }]\n").plan().top();
    var facts =
        new RunFacts("r", Instant.EPOCH, ZoneOffset.UTC, "olga", Path.of("/"), new AtomicInteger());
    var frame = Frame.restored(runbook, facts, Map.of(), Map.of(), Map.of());
    return Context.top(frame, Key.Prefix.TOP, new Stop(new Bell()));
  }
}

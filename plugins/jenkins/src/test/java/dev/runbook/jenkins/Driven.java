package dev.runbook.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Secret;
import dev.runbook.http.client.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries actions out as the engine does, but without letting time pass: asks again with the token,
 * which goes through JSON each time, and takes an accident for "not yet" while a token is out.
 */
final class Driven implements AutoCloseable {
  private static final int MOST = 200;

  final FakeCall call;
  final List<String> waits = new ArrayList<>();

  Driven(Path folder) {
    this.call = new FakeCall(folder);
  }

  static JenkinsConnection connection(JenkinsStandIn jenkins) {
    return connection(jenkins.url(), JenkinsStandIn.TOKEN);
  }

  static JenkinsConnection connection(String url, String token) {
    return new JenkinsConnection(
        URI.create(url),
        JenkinsStandIn.USER,
        new Secret(token),
        null,
        null,
        Duration.ofSeconds(20));
  }

  /** Asks once, and keeps the token. */
  <O> Outcome<O> step(Action<O> action) throws Exception {
    var outcome = action.run(call);
    if (outcome instanceof Outcome.NotYet<O> notYet) {
      waits.add(notYet.reason());
      assertThat(notYet.again()).isBetween(Duration.ZERO, Duration.ofSeconds(15));
      call.withToken(journaled(notYet.token()));
    }
    return outcome;
  }

  private static Map<String, ?> journaled(Map<String, ?> token) throws Exception {
    var read = new HashMap<String, Object>();
    Fields.of(JsonText.read(JsonText.write(token)))
        .values()
        .forEach((key, value) -> read.put(String.valueOf(key), value));
    return read;
  }

  /** Asks until there is an answer. */
  <O> Outcome<O> run(Action<O> action) throws Exception {
    for (var left = MOST; left > 0; left--) {
      try {
        var outcome = step(action);
        if (!(outcome instanceof Outcome.NotYet<O>)) {
          call.withToken(Map.of());
          return outcome;
        }
      } catch (IOException e) {
        if (call.token().isEmpty()) {
          throw e;
        }
        waits.add(String.valueOf(e.getMessage()));
      }
    }
    throw new AssertionError("no answer: " + waits);
  }

  <O> O done(Action<O> action) throws Exception {
    var outcome = run(action);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<O>) outcome).outputs();
  }

  String failed(Action<?> action) throws Exception {
    var outcome = run(action);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<?>) outcome).reason();
  }

  /** Goes on as a process that was started after a crash. */
  Driven resumed(Path folder) {
    var next = new Driven(folder);
    next.call.withToken(call.token());
    return next;
  }

  @Override
  public void close() {
    call.close();
  }
}

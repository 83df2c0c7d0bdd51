package dev.runbook.ssh;

import dev.runbook.action.Look;
import dev.runbook.action.Preview;
import dev.runbook.ssh.client.Attempt;
import dev.runbook.ssh.client.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a step would do at hosts; a probe logs in to them and runs nothing. */
record SshPreview(String text, @Nullable SshConnection connection, @Nullable List<Object> hosts) {
  private static final int PARALLEL = 50;

  static SshPreview of(
      String doing, @Nullable SshConnection connection, @Nullable List<Object> hosts) {
    try {
      var names = Place.of(hosts, connection).stream().map(Place::name).toList();
      var count = names.size() > 1 ? Names.count(names.size()) + ": " : "";
      return new SshPreview(doing + " at " + count + Names.some(names), connection, hosts);
    } catch (Unfit e) {
      return new SshPreview(doing + " at no host: " + e.reason(), connection, hosts);
    }
  }

  /** Returns it, with the hosts that a probe cannot log in to. */
  Preview probed(Look look, Function<String, Preview> kind) throws Exception {
    var preview = kind.apply(text);
    return look.probing() ? preview.withFound(found(look)) : preview;
  }

  private List<String> found(Look look) throws Exception {
    try {
      var places = Place.of(hosts, connection);
      var sessions = Sessions.of(look, connection);
      var tasks =
          places.stream().<Callable<Found>>map(place -> () -> trouble(sessions, place)).toList();
      var troubles =
          FanOut.of(() -> false, PARALLEL, tasks).stream()
              .map(Found::trouble)
              .filter(Objects::nonNull)
              .toList();
      return troubles.isEmpty() ? List.of("can log in to " + Names.count(places.size())) : troubles;
    } catch (Unfit e) {
      return List.of(e.reason());
    }
  }

  private record Found(@Nullable String trouble) {}

  /** A preview trusts no new host: that would be written down. */
  private Found trouble(Sessions sessions, Place place) throws InterruptedException {
    var timeout = connection == null ? Duration.ofSeconds(10) : connection.timeout();
    try {
      sessions.to(place.host(), new Attempt(timeout, line -> {}, null));
      return new Found(null);
    } catch (Refusal | IOException e) {
      return new Found(place.name() + ": " + e.getMessage());
    }
  }
}

package dev.runbook.ssh;

import dev.runbook.action.Call;
import dev.runbook.ssh.client.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Asks several hosts the same, and takes silence for an answer. */
record Polling(Visits visits, int parallel) {

  /**
   * What a host answered.
   *
   * @param text what the command wrote; null if there was no answer
   * @param trouble why there was none; null if there was one
   */
  record Answer(Place place, @Nullable String text, @Nullable Exception trouble) {

    /** Returns whether asking again may be of use: the host may be on its way up. */
    boolean mayCome() {
      return trouble instanceof IOException
          || (trouble instanceof Refusal refusal && refusal.of() == Refusal.Of.LOGIN);
    }
  }

  static Polling of(Call call, @Nullable SshConnection connection, int parallel) throws Exception {
    return new Polling(new Visits(call, connection, Sessions.of(call, connection), true), parallel);
  }

  List<Answer> ask(List<Place> places, String command) throws Exception {
    var tasks = places.stream().<Callable<Answer>>map(place -> () -> ask(place, command)).toList();
    return FanOut.of(visits.call().cancellation()::isRequested, parallel, tasks);
  }

  private Answer ask(Place place, String command) throws InterruptedException {
    try {
      return new Answer(place, visits.ask(place, command, Setting.plain("false")).text(), null);
    } catch (Refusal | Unfit | IOException e) {
      return new Answer(place, null, e);
    }
  }
}

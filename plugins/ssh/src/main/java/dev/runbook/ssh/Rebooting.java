package dev.runbook.ssh;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Reboot}, a call at a time. */
final class Rebooting {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Reboot reboot;
  private final Call call;
  private final Polling polling;
  private final List<Place> places;
  private final List<List<Place>> batches;

  private Rebooting(Reboot reboot, Call call) throws Exception {
    this.reboot = reboot;
    this.call = call;
    var rollout = new Rollout(reboot.max_parallel(), reboot.batches(), null);
    rollout.check();
    Setting.plain(reboot.sudo()).check();
    this.places = Place.of(reboot.hosts(), reboot.connection());
    this.batches = rollout.split(places);
    this.polling = Polling.of(call, reboot.connection(), reboot.max_parallel());
  }

  static Outcome<Reboot.Outputs> run(Reboot reboot, Call call) throws Exception {
    try {
      var rebooting = new Rebooting(reboot, call);
      var token = RebootToken.of(call.token());
      return call.token().isEmpty() ? rebooting.begin(token) : rebooting.goOn(token);
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
  }

  /** Reads the boot ids of a batch; what is not answered now would prove nothing later. */
  private Outcome<Reboot.Outputs> begin(RebootToken token) throws Exception {
    var before = new LinkedHashMap<>(token.before());
    for (var answer : polling.ask(batches.get(token.batch()), reboot.boot_id())) {
      if (answer.trouble() != null) {
        throw new Unfit(answer.place().name() + ": " + answer.trouble().getMessage());
      }
      before.put(answer.place().name(), String.valueOf(answer.text()).strip());
    }
    var next = new RebootToken(token.batch(), before, token.after(), token.sent());
    return Outcome.notYet("is about to reboot", next.json(), Duration.ZERO);
  }

  private Outcome<Reboot.Outputs> goOn(RebootToken token) throws Exception {
    var after = new LinkedHashMap<>(token.after());
    var sent = new ArrayList<>(token.sent());
    var toSend = new ArrayList<Place>();
    for (var answer : polling.ask(batches.get(token.batch()), reboot.boot_id())) {
      var name = answer.place().name();
      var id = answer.text() == null ? null : answer.text().strip();
      if (id == null && !answer.mayCome()) {
        throw new Unfit(
            name + ": " + (answer.trouble() == null ? "" : answer.trouble().getMessage()));
      } else if (id != null && !id.equals(token.before().get(name))) {
        after.put(name, id);
      } else if (id != null && !sent.contains(name)) {
        toSend.add(answer.place());
      } else {
        drop(answer.place()); // what is going down would be waited on in vain
      }
    }
    send(toSend);
    toSend.forEach(place -> sent.add(place.name()));
    return next(new RebootToken(token.batch(), token.before(), after, sent));
  }

  private Outcome<Reboot.Outputs> next(RebootToken token) throws Exception {
    var missing =
        batches.get(token.batch()).stream()
            .map(Place::name)
            .filter(name -> !token.after().containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      var reason = Names.some(missing) + (missing.size() == 1 ? " is" : " are") + " not back";
      return Outcome.notYet(reason, token.json(), AGAIN);
    }
    if (token.batch() + 1 < batches.size()) {
      return begin(new RebootToken(token.batch() + 1, token.before(), token.after(), token.sent()));
    }
    return Outcome.done(outputs(token));
  }

  private Reboot.Outputs outputs(RebootToken token) {
    return new Reboot.Outputs(
        places.stream()
            .map(Place::name)
            .map(
                name ->
                    new Reboot.Rebooted(
                        name, text(token.before().get(name)), text(token.after().get(name))))
            .toList());
  }

  private static String text(@Nullable String id) {
    return id == null ? "" : id;
  }

  private void send(List<Place> to) throws Exception {
    if (to.isEmpty()) {
      return;
    }
    var tasks = to.stream().<Callable<Place>>map(place -> () -> send(place)).toList();
    FanOut.of(call.cancellation()::isRequested, reboot.max_parallel(), tasks);
  }

  private Place send(Place place) throws Exception {
    call.line("reboots " + place.name());
    try {
      polling.visits().ask(place, reboot.command(), Setting.plain(reboot.sudo()));
    } catch (IOException e) {
      // it may be gone before it answers
    } catch (Unfit e) {
      throw new Unfit(place.name() + " does not reboot: " + e.reason());
    }
    drop(place);
    return place;
  }

  private void drop(Place place) {
    polling.visits().sessions().drop(place.host());
  }
}

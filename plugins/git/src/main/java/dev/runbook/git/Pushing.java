package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@link Push}, in two calls: the first asks the remote and decides what moves from
 * where to where; that is the token. The second does it, and finds it done if it was cut off.
 */
final class Pushing {
  private Pushing() {}

  static Outcome<Push.Outputs> run(Push push, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          var place = Place.of(push.connection(), push.repository(), push.path(), call.directory());
          try (var clone = Clone.open(place.folder())) {
            var remotes = Remotes.of(call, push.connection());
            var url = clone.pushUrl(place);
            return call.token().isEmpty()
                ? plan(push, call, new PushPlan(push, clone, remotes, url))
                : send(call, clone, remotes, url);
          }
        });
  }

  /** Carries out {@link RestoreRefs}; what is back already stays. */
  static Outcome<RestoreRefs.Outputs> takeBack(RestoreRefs restore, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          var place =
              Place.of(
                  restore.connection(), restore.repository(), restore.path(), call.directory());
          try (var clone = Clone.open(place.folder())) {
            var url = clone.pushUrl(place);
            if (!Remotes.withoutPassword(url).equals(restore.url())) {
              throw new Refused(
                  "the push went to `"
                      + restore.url()
                      + "`, not to `"
                      + Remotes.withoutPassword(url)
                      + "`");
            }
            var back = restore.moved().stream().map(Moved::back).toList();
            new Sending(clone, Remotes.of(call, restore.connection()), url).send(back);
            back.forEach(moved -> call.line(moved.toString()));
            return Outcome.done(new RestoreRefs.Outputs(back));
          }
        });
  }

  /** Returns what would move, one line each. */
  static List<String> probe(Push push, Look look) throws Exception {
    return Answers.found(
        () -> {
          var place = Place.of(push.connection(), push.repository(), push.path(), look.directory());
          if (!Clone.isAt(place.folder())) {
            return List.of("there is no clone yet");
          }
          try (var clone = Clone.open(place.folder())) {
            var url = clone.pushUrl(place);
            return new PushPlan(push, clone, Remotes.of(look, push.connection()), url).describe();
          }
        });
  }

  private static Outcome<Push.Outputs> plan(Push push, Call call, PushPlan plan) throws Exception {
    var moves = plan.moves();
    var url = Remotes.withoutPassword(plan.url());
    if (moves.isEmpty()) {
      call.line("nothing to push to " + url);
      return Outcome.done(
          new Push.Outputs(plan.branchNow(), plan.branchNow(), false, url, List.of()));
    }
    var token = new LinkedHashMap<String, @Nullable Object>();
    token.put("branch", push.branch() == null ? null : "refs/heads/" + push.branch());
    token.put("at", plan.branchNow());
    token.put("moves", moves.stream().map(Pushing::entry).toList());
    return Outcome.notYet("about to push to " + url, token, Duration.ZERO);
  }

  private static Outcome<Push.Outputs> send(Call call, Clone clone, Remotes remotes, String url)
      throws Exception {
    var token = call.token();
    var moves = moves(token);
    new Sending(clone, remotes, url).send(moves);
    moves.forEach(moved -> call.line(moved.toString()));
    var branch = token.get("branch");
    var at = (String) token.get("at");
    var before = at;
    var after = at;
    for (var moved : moves) {
      if (moved.ref().equals(branch)) {
        before = moved.before();
        after = moved.after();
      }
    }
    return Outcome.done(new Push.Outputs(before, after, true, Remotes.withoutPassword(url), moves));
  }

  private static Map<String, @Nullable String> entry(Moved moved) {
    var entry = new LinkedHashMap<String, @Nullable String>();
    entry.put("ref", moved.ref());
    entry.put("before", moved.before());
    entry.put("after", moved.after());
    return entry;
  }

  private static List<Moved> moves(Map<String, ?> token) {
    if (!(token.get("moves") instanceof List<?> entries)) {
      throw new IllegalStateException("the token of a push has no moves");
    }
    return entries.stream().map(Pushing::moved).toList();
  }

  private static Moved moved(Object entry) {
    if (entry instanceof Map<?, ?> map && map.get("ref") instanceof String ref) {
      return new Moved(ref, (String) map.get("before"), (String) map.get("after"));
    }
    throw new IllegalStateException("the token of a push has a move without a name");
  }
}

package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@link Rebase}, in two calls: the first makes the commits, of which the clone shows
 * nothing yet; the second puts them there.
 */
final class Rebasing {
  private final Rebase rebase;
  private final Call call;
  private final Remotes remotes;
  private final Clone clone;

  private Rebasing(Rebase rebase, Call call, Clone clone) {
    this.rebase = rebase;
    this.call = call;
    this.remotes = Remotes.of(call, rebase.connection());
    this.clone = clone;
  }

  static Outcome<Rebase.Outputs> run(Rebase rebase, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          var place =
              Place.of(rebase.connection(), rebase.repository(), rebase.path(), call.directory());
          try (var clone = Clone.open(place.folder())) {
            return new Rebasing(rebase, call, clone).run();
          }
        });
  }

  /** Returns how many commits there are to put on top of what the clone knows. */
  static List<String> probe(Rebase rebase, Look look) throws Exception {
    return Answers.found(
        () -> {
          var place =
              Place.of(rebase.connection(), rebase.repository(), rebase.path(), look.directory());
          if (!Clone.isAt(place.folder())) {
            return List.of("there is no clone yet");
          }
          try (var clone = Clone.open(place.folder())) {
            new WorkingTree(clone).keepChanges();
            return rebase.from() != null
                ? remote(rebase.from(), clone, look, Remotes.of(look, rebase.connection()))
                : List.of(found(clone, new Revisions(clone).find(onto(rebase)).commit()));
          }
        });
  }

  /** Returns how a preview names what is rebased on. */
  static String named(Rebase rebase) {
    var name =
        rebase.onto() == null && rebase.from() != null ? rebase.from().branch() : rebase.onto();
    return (name == null ? "the default branch" : "`" + name + "`")
        + (rebase.from() == null ? "" : " of " + rebase.from().url());
  }

  private static List<String> remote(From from, Clone clone, Look look, Remotes remotes)
      throws Exception {
    var url = Place.url(from.url(), look.directory());
    var name = from.branch() == null ? "HEAD" : "refs/heads/" + from.branch();
    var there = remotes.refs(clone, url, name).get(name);
    var what = from.branch() == null ? "default branch" : "branch `" + from.branch() + "`";
    return List.of(
        there == null
            ? "`" + from.url() + "` has no " + what
            : "the " + what + " of it is at " + Moved.brief(Clone.id(there)));
  }

  private static String found(Clone clone, ObjectId onto) throws Exception {
    var between = new Between(clone.repository(), onto, head(clone));
    return between.back().count() == 0
        ? "nothing to do: it is on top of " + Moved.brief(onto.name()) + " already"
        : Between.commits(between.count())
            + " would be put on top of "
            + Moved.brief(onto.name())
            + ", which has "
            + Between.commits(between.back().count())
            + " more";
  }

  private static String onto(Rebase rebase) throws Refused {
    if (rebase.onto() == null) {
      throw new Refused("there is nothing to rebase on: give `onto` or `from`");
    }
    return rebase.onto();
  }

  private static ObjectId head(Clone clone) throws Exception {
    var head = clone.head();
    if (head == null) {
      throw new Refused(clone.folder() + " has no commit yet");
    }
    return head;
  }

  private Outcome<Rebase.Outputs> run() throws Exception {
    var tree = new WorkingTree(clone);
    tree.recover(remotes.monitor());
    var token = call.token();
    if (token.isEmpty()) {
      return replay(tree);
    }
    var head = id(token.get("head"));
    if (!head.equals(clone.head())) {
      tree.staysAt(id(token.get("before")));
    }
    tree.advanceTo(head, "rebase:", remotes.monitor());
    return done(id(token.get("before")), head, id(token.get("onto")));
  }

  private Outcome<Rebase.Outputs> replay(WorkingTree tree) throws Exception {
    tree.keepChanges();
    var head = head(clone);
    var onto =
        rebase.from() == null
            ? new Revisions(clone).find(onto(rebase)).commit()
            : new Fetching(call, remotes, clone, null).from(rebase.from(), rebase.onto());
    var replayed =
        new Replay(clone, Person.of(rebase.connection(), clone), remotes.monitor()).run(head, onto);
    if (replayed instanceof Replay.Conflict conflict) {
      return conflict(head, conflict);
    }
    var made = ((Replay.Made) replayed).head();
    if (made.equals(head)) {
      return done(head, head, onto);
    }
    return Outcome.notYet(
        "about to put it on top of " + Moved.brief(onto.name()),
        Map.of("before", head.name(), "head", made.name(), "onto", onto.name()),
        Duration.ZERO);
  }

  private Outcome<Rebase.Outputs> conflict(ObjectId head, Replay.Conflict conflict) {
    var reason =
        "commit "
            + Moved.brief(conflict.sha())
            + " ("
            + conflict.subject()
            + ") conflicts with "
            + named(rebase)
            + " in "
            + WorkingTree.names(conflict.files())
            + ": "
            + clone.folder()
            + " is as it was; rebase it by hand and push that";
    return Outcome.failed(
        reason, new Rebase.Outputs(head.name(), head.name(), false, List.of(), conflict.files()));
  }

  private Outcome<Rebase.Outputs> done(ObjectId before, ObjectId head, ObjectId onto)
      throws Exception {
    var repository = clone.repository();
    call.line(
        clone.folder()
            + (head.equals(before)
                ? " is on top of " + Moved.brief(onto.name()) + " already"
                : " went from " + Moved.brief(before.name()) + " to " + Moved.brief(head.name())));
    return Outcome.done(
        new Rebase.Outputs(
            head.name(),
            before.name(),
            new Between(repository, before, head).isChanged(),
            new Between(repository, onto, head).log(Integer.MAX_VALUE),
            List.of()));
  }

  private static ObjectId id(@Nullable Object token) {
    return ObjectId.fromString(String.valueOf(token));
  }
}

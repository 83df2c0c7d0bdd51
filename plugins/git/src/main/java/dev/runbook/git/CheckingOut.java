package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Checkout}. */
final class CheckingOut {
  private final Checkout checkout;
  private final Call call;
  private final Remotes remotes;

  private CheckingOut(Checkout checkout, Call call) {
    this.checkout = checkout;
    this.call = call;
    this.remotes = Remotes.of(call, checkout.connection());
  }

  static Outcome<Checkout.Outputs> run(Checkout checkout, Call call) throws Exception {
    return Answers.of(call, () -> new CheckingOut(checkout, call).run());
  }

  /** Returns what the remote has for the checkout, and whether it is there already. */
  static List<String> probe(Checkout checkout, Look look) throws Exception {
    return Answers.found(() -> new FoundCheckout(checkout, look).lines());
  }

  private Outcome<Checkout.Outputs> run() throws Exception {
    checkArguments();
    var place =
        Place.of(checkout.connection(), checkout.repository(), checkout.path(), call.directory());
    try (var clone = open(place)) {
      var tree = new WorkingTree(clone);
      if (!checkout.clean()) {
        tree.recover(remotes.monitor());
      }
      return call.token().isEmpty() ? prepare(clone, tree, place) : change(clone, tree);
    }
  }

  /** Fetches; the files are changed by the next call, whose token keeps what was there before. */
  private Outcome<Checkout.Outputs> prepare(Clone clone, WorkingTree tree, Place place)
      throws Exception {
    if (!checkout.clean()) {
      tree.keepLocalWork();
    }
    var before = clone.head();
    if (isEmpty(clone, place)) {
      return stay(clone, before);
    }
    var token =
        Map.of("before", before == null ? "" : before.name(), "head", fetch(clone, place).name());
    return Outcome.notYet("about to check out", token, Duration.ZERO);
  }

  /** Returns whether the default branch is wanted of a remote that has no branch at all. */
  private boolean isEmpty(Clone clone, Place place) throws Exception {
    var url = clone.fetchUrl(place);
    return url != null
        && checkout.ref() == null
        && checkout.from() == null
        && remotes.refs(clone, url, Constants.HEAD, Constants.R_HEADS).isEmpty();
  }

  /** Leaves the clone as it is, ready for a first commit. */
  private Outcome<Checkout.Outputs> stay(Clone clone, @Nullable ObjectId head) {
    var at = head == null ? null : head.name();
    call.line("the remote of " + clone.folder() + " has no commits yet");
    return Outcome.done(new Checkout.Outputs(at, at, false));
  }

  private Outcome<Checkout.Outputs> change(Clone clone, WorkingTree tree) throws Exception {
    var before = String.valueOf(call.token().get("before"));
    var head = ObjectId.fromString(String.valueOf(call.token().get("head")));
    if (checkout.clean()) {
      tree.reset(head, remotes.monitor());
    } else {
      tree.moveTo(head, remotes.monitor());
    }
    if (checkout.submodules()) {
      new SubmoduleClones(remotes, checkout.clean()).update(clone);
    }
    if (checkout.lfs()) {
      fill(clone);
    }
    return done(clone, before.isEmpty() ? null : before, head.name());
  }

  private void fill(Clone clone) throws Exception {
    var place =
        Place.of(checkout.connection(), checkout.repository(), checkout.path(), call.directory());
    var source = new LfsSource(call, clone, checkout.connection(), clone.fetchUrl(place));
    var filled = new LfsFiles(clone).fill(source);
    call.line(
        filled == 0
            ? "no content of an LFS file is missing"
            : "LFS files that got their content: " + filled);
  }

  private Outcome<Checkout.Outputs> done(Clone clone, @Nullable String before, String head) {
    var changed = !head.equals(before);
    call.line(
        clone.folder()
            + (changed
                ? " went from " + Moved.brief(before) + " to " + Moved.brief(head)
                : " is at " + Moved.brief(head) + " already"));
    return Outcome.done(new Checkout.Outputs(head, before, changed));
  }

  private void checkArguments() throws Refused {
    if (checkout.depth() != null && checkout.depth() < 1) {
      throw new Refused("`depth` is a number of commits, at least 1");
    }
    if (checkout.ref() != null && checkout.ref().isBlank()) {
      throw new Refused("`ref` is empty");
    }
  }

  private Clone open(Place place) throws Exception {
    if (Clone.isAt(place.folder())) {
      return configured(Clone.open(place.folder()), place);
    }
    if (place.fetch() == null && checkout.from() == null) {
      throw new Refused(
          "there is no clone in " + place.folder() + ": give `repository` or `from` to make one");
    }
    return configured(Clone.create(place.folder()), place);
  }

  private static Clone configured(Clone clone, Place place) throws Exception {
    clone.configure(place);
    return clone;
  }

  private ObjectId fetch(Clone clone, Place place) throws Exception {
    var fetching = new Fetching(call, remotes, clone, checkout.depth());
    var url = clone.fetchUrl(place);
    if (url != null) {
      fetching.all(url, Fetching.ORIGIN);
    }
    if (checkout.from() != null) {
      return fetching.from(checkout.from(), checkout.ref());
    }
    var revisions = new Revisions(clone);
    if (checkout.ref() != null) {
      return revisions.find(checkout.ref()).commit();
    }
    return revisions
        .find(
            url == null
                ? Constants.HEAD
                : remotes.defaultBranch(clone, url, Fetching.ORIGIN, "ref"))
        .commit();
  }
}

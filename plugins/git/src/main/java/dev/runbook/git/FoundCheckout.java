package dev.runbook.git;

import dev.runbook.action.Look;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.jspecify.annotations.Nullable;

/** Says what a probe finds of a {@link Checkout}: the clone, and what the remote has now. */
record FoundCheckout(Checkout checkout, Look look) {
  private static final String BRANCH = "refs/heads/";
  private static final String TAG = "refs/tags/";

  List<String> lines() throws Exception {
    var place =
        Place.of(checkout.connection(), checkout.repository(), checkout.path(), look.directory());
    var found = new ArrayList<String>();
    if (!Clone.isAt(place.folder())) {
      found.add("there is no clone yet");
      found.addAll(remote(null, place.fetch()));
      return found;
    }
    try (var clone = Clone.open(place.folder())) {
      var head = clone.head();
      found.add("the clone is at " + Moved.brief(head == null ? null : head.name()));
      found.addAll(remote(clone, clone.fetchUrl(place)));
      found.addAll(inTheWay(clone));
    }
    return found;
  }

  private List<String> inTheWay(Clone clone) throws Exception {
    return checkout.clean()
        ? List.of()
        : Answers.found(
            () -> {
              new WorkingTree(clone).keepLocalWork();
              return List.of();
            });
  }

  /** Returns what is asked for at the remote; a commit can only be found by fetching it. */
  private List<String> remote(@Nullable Clone clone, @Nullable String fetch) throws Exception {
    var from = checkout.from();
    var url = from == null ? fetch : Place.url(from.url(), look.directory());
    var wanted = checkout.ref() != null || from == null ? checkout.ref() : from.branch();
    if (url == null || (wanted != null && ObjectId.isId(wanted))) {
      return List.of();
    }
    var name = wanted == null ? Constants.HEAD : wanted.replaceFirst("^origin/", "");
    var asked = wanted == null ? new String[] {name} : new String[] {BRANCH + name, TAG + name};
    var refs = Remotes.of(look, checkout.connection()).refs(clone, url, asked);
    for (var full : asked) {
      var ref = refs.get(full);
      if (ref != null) {
        return List.of(named(wanted, ref) + " of the remote is at " + commit(ref));
      }
    }
    return List.of(
        wanted == null
            ? "the remote has no default branch"
            : "the remote has no branch or tag `" + name + "`");
  }

  private static String named(@Nullable String wanted, Ref ref) {
    if (wanted != null) {
      return (ref.getName().startsWith(TAG) ? "tag `" : "`") + wanted + "`";
    }
    return ref.isSymbolic()
        ? "the default branch `" + ref.getTarget().getName().replaceFirst(BRANCH, "") + "`"
        : "the default branch";
  }

  private static String commit(Ref ref) {
    var peeled = ref.getPeeledObjectId();
    return Moved.brief((peeled == null ? ref.getObjectId() : peeled).name());
  }
}

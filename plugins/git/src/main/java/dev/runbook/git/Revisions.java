package dev.runbook.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commits that names mean. To look at, a branch of the remote comes before a tag, and
 * that before a branch of the clone: in a runbook `main` means what everybody sees, not what
 * somebody left in the clone. To push it is the other way round.
 */
final class Revisions {
  private final Clone clone;

  Revisions(Clone clone) {
    this.clone = clone;
  }

  /**
   * What a name means.
   *
   * @param ref null if it names a commit directly
   */
  record Found(ObjectId commit, @Nullable Ref ref) {
    @Nullable String tag() {
      return ref != null && ref.getName().startsWith("refs/tags/")
          ? ref.getName().substring("refs/tags/".length())
          : null;
    }
  }

  /**
   * @param remotes whose branches to look for, by their names in the clone, first ones first
   */
  Found find(String name, List<String> remotes) throws Refused, IOException {
    for (var candidate : candidates(name, remotes)) {
      var ref = clone.repository().exactRef(candidate);
      if (ref != null && ref.getObjectId() != null) {
        return new Found(commit(name, ref.getObjectId()), ref);
      }
    }
    return new Found(expression(name), null);
  }

  Found find(String name) throws Refused, IOException {
    return find(name, List.of("origin"));
  }

  /** Finds what is to be pushed: names of the clone's own come first. */
  ObjectId findOwn(String name) throws Refused, IOException {
    for (var prefix : List.of("refs/heads/", "refs/tags/", "refs/remotes/")) {
      var own = clone.exact(prefix + name);
      if (own != null) {
        return commit(name, own);
      }
    }
    return find(name).commit();
  }

  private static List<String> candidates(String name, List<String> remotes) {
    var candidates = new ArrayList<String>();
    if (name.equals("HEAD") || name.startsWith("refs/")) {
      candidates.add(name);
      return candidates;
    }
    remotes.forEach(remote -> candidates.add("refs/remotes/" + remote + "/" + name));
    candidates.add("refs/remotes/" + name);
    candidates.add("refs/tags/" + name);
    candidates.add("refs/heads/" + name);
    return candidates;
  }

  private ObjectId commit(String name, ObjectId id) throws Refused, IOException {
    try {
      return clone.commit(id);
    } catch (IncorrectObjectTypeException e) {
      throw new Refused("`" + name + "` of " + clone.folder() + " is no commit", e);
    }
  }

  private ObjectId expression(String name) throws Refused, IOException {
    try {
      var id = clone.repository().resolve(name + "^{commit}");
      if (id != null) {
        return id;
      }
    } catch (AmbiguousObjectException e) {
      throw new Refused("`" + name + "` is the beginning of several commits: give more of it", e);
    } catch (RevisionSyntaxException | IncorrectObjectTypeException e) {
      throw new Refused("`" + name + "` of " + clone.folder() + " is no commit", e);
    }
    throw new Refused(
        "`"
            + name
            + "` is no branch, tag or commit of "
            + clone.folder()
            + (clone.isShallow() ? ", as far as its `depth` goes" : ""));
  }
}

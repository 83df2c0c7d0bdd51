package dev.runbook.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a push moves. Refuses to go over what the clone has not seen: a branch must be at the remote
 * where it was when it was last fetched.
 */
final class PushPlan {
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  private final Push push;
  private final Clone clone;
  private final Remotes remotes;
  private final String url;
  private final ObjectId commit;
  private final Map<String, Ref> now;

  PushPlan(Push push, Clone clone, Remotes remotes, String url) throws Exception {
    this.push = push;
    this.clone = clone;
    this.remotes = remotes;
    this.url = url;
    check();
    this.commit = new Revisions(clone).findOwn(push.ref());
    this.now = remotes.refs(clone, url, names().toArray(String[]::new));
  }

  String url() {
    return url;
  }

  /** Returns where the pushed branch is at the remote; null if it is not there. */
  @Nullable String branchNow() {
    return push.branch() == null ? null : Clone.id(now.get(HEADS + push.branch()));
  }

  /** Returns what has to move; makes the tag in the clone's store, to be pushed. */
  List<Moved> moves() throws Exception {
    var moves = new ArrayList<Moved>();
    if (push.branch() != null) {
      branch(push.branch(), moves);
    }
    if (push.tag() != null && isNewTag(push.tag())) {
      moves.add(new Moved(TAGS + push.tag(), null, tagObject(push.tag()).name()));
    }
    for (var branch : push.delete_branches()) {
      deleteBranch(branch, moves);
    }
    var missing = new ArrayList<RefSpec>();
    for (var tag : push.delete_tags()) {
      deleteTag(tag, moves, missing);
    }
    if (!missing.isEmpty()) {
      remotes.fetch(clone, url, missing, null);
    }
    return moves;
  }

  /** Returns the moves for a preview; makes nothing. */
  List<String> describe() throws Exception {
    var moves = new ArrayList<Moved>();
    var lines = new ArrayList<String>();
    if (push.branch() != null) {
      branch(push.branch(), moves);
      lines.addAll(
          moves.isEmpty() ? List.of("`" + push.branch() + "` is there already") : commits());
    }
    if (push.tag() != null) {
      lines.add("tag `" + push.tag() + (isNewTag(push.tag()) ? "` is new" : "` is there already"));
    }
    for (var branch : push.delete_branches()) {
      lines.add("branch `" + branch + "` is at " + Moved.brief(Clone.id(now.get(HEADS + branch))));
    }
    for (var tag : push.delete_tags()) {
      lines.add("tag `" + tag + "` is at " + Moved.brief(Clone.id(now.get(TAGS + tag))));
    }
    return lines;
  }

  private void check() throws Refused {
    if (names().isEmpty()) {
      throw new Refused(
          "there is nothing to push: give `branch`, `tag`, `delete_branches` or `delete_tags`");
    }
    for (var name : names()) {
      if (!Repository.isValidRefName(name)) {
        throw new Refused(
            "`"
                + name.replaceFirst("^refs/(heads|tags)/", "")
                + "` cannot be the name of a branch or tag");
      }
    }
    if (names().stream().distinct().count() < names().size()) {
      throw new Refused("a branch or tag is named twice");
    }
  }

  private List<String> names() {
    return Stream.of(
            Stream.ofNullable(push.branch()).map(HEADS::concat),
            Stream.ofNullable(push.tag()).map(TAGS::concat),
            push.delete_branches().stream().map(HEADS::concat),
            push.delete_tags().stream().map(TAGS::concat))
        .flatMap(names -> names)
        .toList();
  }

  private void branch(String branch, List<Moved> moves) throws Refused, IOException {
    var there = Clone.id(now.get(HEADS + branch));
    if (commit.name().equals(there)) {
      return;
    }
    checkSeen(branch, there);
    if (there != null && !push.force() && !isAncestor(ObjectId.fromString(there))) {
      throw new Refused(
          "`"
              + branch
              + "` at "
              + Moved.brief(there)
              + " has commits that "
              + Moved.brief(commit.name())
              + " has not: get them in first, or set `force: true` to drop them"
              + (clone.isShallow()
                  ? " (the clone is shallow: it may have too little history to tell)"
                  : ""));
    }
    moves.add(new Moved(HEADS + branch, there, commit.name()));
  }

  private void checkSeen(String branch, @Nullable String there) throws Refused, IOException {
    var seen = clone.seen(branch);
    var fetched = seen == null ? null : seen.name();
    if (there == null ? fetched != null : !there.equals(fetched)) {
      throw new Refused(Sending.moved("`" + branch + "`", fetched, there));
    }
  }

  private boolean isAncestor(ObjectId there) throws IOException {
    try (var walk = new RevWalk(clone.repository())) {
      return walk.isMergedInto(walk.parseCommit(there), walk.parseCommit(commit));
    }
  }

  private boolean isNewTag(String tag) throws Refused, IOException {
    var there = now.get(TAGS + tag);
    if (there == null) {
      return true;
    }
    var peeled =
        there.getPeeledObjectId() == null ? there.getObjectId() : there.getPeeledObjectId();
    if (peeled.equals(commit)) {
      return false;
    }
    throw new Refused(
        "tag `"
            + tag
            + "` of the remote is at "
            + Moved.brief(peeled.name())
            + ", not "
            + Moved.brief(commit.name())
            + ": tags are not moved, take another one");
  }

  /** Returns the clone's own tag of that name, or a new one that is in its store only. */
  private ObjectId tagObject(String tag) throws Refused, IOException {
    var here = clone.exact(TAGS + tag);
    if (here == null) {
      return Tags.make(clone, tag, commit, Person.of(push.connection(), clone));
    }
    if (!clone.commit(here).equals(commit)) {
      throw new Refused(
          "tag `"
              + tag
              + "` of "
              + clone.folder()
              + " is at "
              + Moved.brief(clone.commit(here).name())
              + ", not "
              + Moved.brief(commit.name())
              + ": take another one, or type `git tag -d "
              + tag
              + "` there");
    }
    return here;
  }

  private void deleteBranch(String branch, List<Moved> moves) throws Refused, IOException {
    var there = Clone.id(now.get(HEADS + branch));
    if (there != null) {
      checkSeen(branch, there);
      moves.add(new Moved(HEADS + branch, there, null));
    }
  }

  /** The tag's object must be in the clone, so that the deletion can be taken back. */
  private void deleteTag(String tag, List<Moved> moves, List<RefSpec> missing)
      throws Refused, IOException {
    var there = now.get(TAGS + tag);
    if (there == null) {
      return;
    }
    var here = clone.exact(TAGS + tag);
    if (here != null && !here.equals(there.getObjectId())) {
      throw new Refused(Sending.moved("tag `" + tag + "`", here.name(), Clone.id(there)));
    }
    if (!clone.has(there.getObjectId())) {
      missing.add(new RefSpec(TAGS + tag + ":" + TAGS + tag));
    }
    moves.add(new Moved(TAGS + tag, Clone.id(there), null));
  }

  private List<String> commits() throws IOException {
    var branch = "`" + push.branch() + "`";
    var there = branchNow();
    var here = Moved.brief(commit.name());
    if (there == null) {
      return List.of(branch + " would be new, at " + here);
    }
    var before = ObjectId.fromString(there);
    var between = new Between(clone.repository(), before, commit);
    var from = " would be pushed to " + branch + ", from " + Moved.brief(there) + " to " + here;
    var pushed = Between.commits(between.count()) + from;
    var dropped = between.back().count();
    return dropped == 0
        ? List.of(pushed)
        : List.of(pushed, Between.commits(dropped) + " of " + branch + " would be dropped");
  }
}

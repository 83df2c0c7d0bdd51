package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Ref;

/** Carries out {@link Resolve}. */
final class Resolving {
  private static final String TAGS = "refs/tags/";
  private static final Resolve.Outputs NONE = new Resolve.Outputs(null, null);

  private Resolving() {}

  static Outcome<Resolve.Outputs> run(Resolve resolve, Call call) throws Exception {
    var remotes = Remotes.of(call, resolve.connection());
    return Answers.of(call, () -> Outcome.done(resolve(resolve, call.directory(), remotes)));
  }

  /** Returns what is found now. */
  static List<String> probe(Resolve resolve, Look look) throws Exception {
    var remotes = Remotes.of(look, resolve.connection());
    return Answers.found(
        () -> {
          var found = resolve(resolve, look.directory(), remotes);
          if (found.sha() == null) {
            return List.of("there is no such tag now");
          }
          var tag = found.tag() == null ? "" : ", tag `" + found.tag() + "`";
          return List.of("it is at " + Moved.brief(found.sha()) + tag + " now");
        });
  }

  private static Resolve.Outputs resolve(Resolve resolve, Path directory, Remotes remotes)
      throws Exception {
    if (resolve.ref() != null && resolve.newest_tag() != null) {
      throw new Refused("give either `ref` or `newest_tag`");
    }
    var place = Place.of(resolve.connection(), resolve.repository(), resolve.path(), directory);
    if (Clone.isAt(place.folder())) {
      return inClone(resolve, place);
    }
    var url = place.fetch();
    if (url == null) {
      throw new Refused("there is no clone in " + place.folder());
    }
    return atRemote(resolve, url, remotes);
  }

  private static Resolve.Outputs inClone(Resolve resolve, Place place) throws Exception {
    try (var clone = Clone.open(place.folder())) {
      if (resolve.newest_tag() == null) {
        var found = new Revisions(clone).find(resolve.ref() == null ? "HEAD" : resolve.ref());
        return new Resolve.Outputs(found.commit().name(), found.tag());
      }
      var tags = clone.repository().getRefDatabase().getRefsByPrefix(TAGS);
      var newest = newest(resolve, resolve.newest_tag(), tags, place.folder().toString());
      return newest.isEmpty()
          ? NONE
          : found(clone.commit(newest.get().getObjectId()).name(), newest.get());
    }
  }

  private static Resolve.Outputs atRemote(Resolve resolve, String url, Remotes remotes)
      throws Exception {
    if (resolve.newest_tag() != null) {
      var tags = remotes.refs(null, url, TAGS).values();
      var newest = newest(resolve, resolve.newest_tag(), tags, url);
      return newest.isEmpty() ? NONE : found(commit(newest.get()), newest.get());
    }
    var name = resolve.ref() == null ? "HEAD" : resolve.ref().replaceFirst("^origin/", "");
    var candidates =
        name.equals("HEAD") || name.startsWith("refs/")
            ? List.of(name)
            : List.of("refs/heads/" + name, TAGS + name);
    var refs = remotes.refs(null, url, candidates.toArray(String[]::new));
    for (var candidate : candidates) {
      var ref = refs.get(candidate);
      if (ref != null) {
        return new Resolve.Outputs(
            commit(ref), candidate.startsWith(TAGS) ? candidate.substring(TAGS.length()) : null);
      }
    }
    throw new Refused(
        "`"
            + url
            + "` has no branch or tag `"
            + name
            + "`; to find a commit, `git.checkout` first");
  }

  private static Resolve.Outputs found(String commit, Ref tag) {
    return new Resolve.Outputs(commit, tag.getName().substring(TAGS.length()));
  }

  /** Returns the newest tag; empty if there is none and that is no failure. */
  private static Optional<Ref> newest(
      Resolve resolve, String pattern, Collection<Ref> refs, String where) throws Refused {
    var matching = glob(pattern);
    Optional<Ref> newest =
        refs.stream()
            .filter(ref -> ref.getName().startsWith(TAGS))
            .filter(ref -> matching.matcher(ref.getName().substring(TAGS.length())).matches())
            .max((a, b) -> new NumberOrder().compare(a.getName(), b.getName()));
    if (newest.isEmpty() && resolve.missing() == Tolerance.FAIL) {
      throw new Refused(where + " has no tag of the form `" + pattern + "`");
    }
    return newest;
  }

  private static String commit(Ref ref) {
    var peeled = ref.getPeeledObjectId();
    return (peeled == null ? ref.getObjectId() : peeled).name();
  }

  /** Reads {@code *} as any text and {@code ?} as any character. */
  private static Pattern glob(String pattern) {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining()));
  }
}

package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Carries out {@link PruneTags}: chooses the tags, and lets a {@link Push} delete them. */
final class Pruning {
  private static final String TAGS = "refs/tags/";
  private static final Pattern NUMBERS = Pattern.compile("\\d+([.-]\\d+)*");

  private Pruning() {}

  static Outcome<PruneTags.Outputs> run(PruneTags prune, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          if (!call.token().isEmpty()) {
            return answer(Pushing.run(deletion(prune, List.of()), call));
          }
          var remotes = Remotes.of(call, prune.connection());
          var old = old(prune, call.directory(), remotes);
          if (old.tags().isEmpty()) {
            call.line("no tag to delete on " + old.url());
            return Outcome.done(new PruneTags.Outputs(List.of(), old.url(), List.of()));
          }
          return answer(Pushing.run(deletion(prune, old.tags()), call));
        });
  }

  /** Returns which tags would be deleted now. */
  static List<String> probe(PruneTags prune, Look look) throws Exception {
    var remotes = Remotes.of(look, prune.connection());
    return Answers.found(
        () -> {
          var tags = old(prune, look.directory(), remotes).tags();
          return List.of(
              tags.isEmpty()
                  ? "there is none to delete now"
                  : "would delete " + tags.size() + " now: " + String.join(", ", tags));
        });
  }

  /**
   * Tags that are beyond those to keep.
   *
   * @param tags the newest first
   */
  private record Old(String url, List<String> tags) {}

  private static Old old(PruneTags prune, Path directory, Remotes remotes) throws Exception {
    if (prune.keep() < 1) {
      throw new Refused("`keep` is a number of tags, at least 1");
    }
    if (prune.prefix().isEmpty()) {
      throw new Refused("`prefix` is empty: tags of all kinds would be deleted");
    }
    var place = Place.of(prune.connection(), prune.repository(), prune.path(), directory);
    try (var clone = Clone.open(place.folder())) {
      var url = clone.pushUrl(place);
      var begin = TAGS + prune.prefix();
      var tags =
          remotes.refs(clone, url, begin).keySet().stream()
              .filter(name -> name.startsWith(begin))
              .filter(name -> NUMBERS.matcher(name.substring(begin.length())).matches())
              .map(name -> name.substring(TAGS.length()))
              .sorted(new NumberOrder().reversed())
              .skip(prune.keep())
              .toList();
      return new Old(Remotes.withoutPassword(url), tags);
    }
  }

  private static Push deletion(PruneTags prune, List<String> tags) {
    return new Push(
        prune.connection(),
        prune.repository(),
        prune.path(),
        null,
        "HEAD",
        null,
        false,
        List.of(),
        tags);
  }

  private static Outcome<PruneTags.Outputs> answer(Outcome<Push.Outputs> pushed) {
    if (pushed instanceof Outcome.NotYet<Push.Outputs> notYet) {
      return Outcome.notYet(notYet.reason(), notYet.token(), notYet.again());
    }
    if (pushed instanceof Outcome.Failed<Push.Outputs> failed) {
      return Outcome.failed(failed.reason());
    }
    var outputs = ((Outcome.Done<Push.Outputs>) pushed).outputs();
    var names = outputs.moved().stream().map(Moved::shortName).toList();
    return Outcome.done(new PruneTags.Outputs(names, outputs.url(), outputs.moved()));
  }
}

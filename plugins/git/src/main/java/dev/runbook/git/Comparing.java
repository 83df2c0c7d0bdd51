package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.nio.file.Path;
import java.util.List;

/** Carries out {@link Compare}. */
final class Comparing {
  private Comparing() {}

  static Outcome<Compare.Outputs> run(Compare compare, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          var found = compare(compare, call.directory());
          call.line(text(compare, found));
          return Outcome.done(found);
        });
  }

  /** Returns what lies between the two now. */
  static List<String> probe(Compare compare, Look look) throws Exception {
    return Answers.found(() -> List.of(text(compare, compare(compare, look.directory()))));
  }

  private static Compare.Outputs compare(Compare compare, Path directory) throws Exception {
    if (compare.limit() < 0) {
      throw new Refused("`limit` is a number of commits, at least 0");
    }
    var place = Place.of(compare.connection(), compare.repository(), compare.path(), directory);
    try (var clone = Clone.open(place.folder())) {
      var revisions = new Revisions(clone);
      var between =
          new Between(
              clone.repository(),
              compare.from() == null ? null : revisions.find(compare.from()).commit(),
              revisions.find(compare.to()).commit());
      return new Compare.Outputs(
          between.count(),
          compare.from() == null ? 0 : between.back().count(),
          between.isChanged(),
          between.log(compare.limit()),
          between.files());
    }
  }

  private static String text(Compare compare, Compare.Outputs found) {
    if (compare.from() == null) {
      return "`" + compare.to() + "` has " + Between.commits(found.ahead()) + " in all";
    }
    var files =
        found.files().size() == 1 ? "1 file differs" : found.files().size() + " files differ";
    return "`"
        + compare.to()
        + "` is "
        + Between.commits(found.ahead())
        + " ahead of `"
        + compare.from()
        + "` and "
        + Between.commits(found.behind())
        + " behind, "
        + files;
  }
}

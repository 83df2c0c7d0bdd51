package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.SystemReader;

/** Carries out {@link NextTag}. */
final class TagNumbering {
  private static final Pattern DATE = Pattern.compile("\\d{8}");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private TagNumbering() {}

  static Outcome<NextTag.Outputs> run(NextTag next, Call call) throws Exception {
    var remotes = Remotes.of(call, next.connection());
    return Answers.of(
        call, () -> Outcome.done(new NextTag.Outputs(tag(next, call.directory(), remotes))));
  }

  /** Returns which tag is the next one now. */
  static List<String> probe(NextTag next, Look look) throws Exception {
    var remotes = Remotes.of(look, next.connection());
    return Answers.found(
        () -> List.of("it would be `" + tag(next, look.directory(), remotes) + "` now"));
  }

  private static String tag(NextTag next, Path directory, Remotes remotes) throws Exception {
    var stem = next.prefix() + date(next) + ".";
    if (!Repository.isValidRefName("refs/tags/" + stem + "0")) {
      throw new Refused("`" + stem + "0` cannot be the name of a tag");
    }
    var place = Place.of(next.connection(), next.repository(), next.path(), directory);
    var url = url(place);
    var begin = "refs/tags/" + stem;
    var highest =
        remotes.refs(null, url, begin).keySet().stream()
            .filter(name -> name.startsWith(begin))
            .map(name -> name.substring(begin.length()))
            .filter(rest -> NUMBER.matcher(rest).matches())
            .map(BigInteger::new)
            .reduce(BigInteger::max);
    return stem + highest.map(BigInteger.ONE::add).orElse(BigInteger.ZERO);
  }

  private static String url(Place place) throws Exception {
    if (place.fetch() != null) {
      return place.fetch();
    }
    try (var clone = Clone.open(place.folder())) {
      var url = clone.fetchUrl(place);
      if (url == null) {
        throw new Refused(place.folder() + " has no remote `origin` to ask for tags");
      }
      return url;
    }
  }

  private static String date(NextTag next) throws Refused {
    if (next.date() == null) {
      var today = LocalDate.ofInstant(SystemReader.getInstance().now(), ZoneId.systemDefault());
      return today.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
    if (!DATE.matcher(next.date()).matches()) {
      throw new Refused("`" + next.date() + "` is not a day: write YYYYMMDD");
    }
    return next.date();
  }
}

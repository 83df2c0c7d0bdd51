package dev.runbook.cli.view;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Words;
import dev.runbook.run.Exposures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a run's secrets stand in its files, in words and in JSON. */
public final class ExposuresText {
  private ExposuresText() {}

  /** Returns one line about the search as a whole. */
  public static String summary(Exposures exposures) {
    var places = exposures.found().stream().mapToLong(Exposures.InFile::places).sum();
    var found =
        places == 0
            ? "no secret in " + Words.count(exposures.files(), "file")
            : "secrets in "
                + Words.count(places, "place")
                + " of "
                + Words.count(exposures.found().size(), "file")
                + ", of "
                + exposures.files();
    var secrets = exposures.secrets().size();
    var looked =
        Words.count(secrets, "secret")
            + (secrets == 1 ? " was" : " were")
            + " looked for"
            + (secrets == 0 ? "" : ", in " + Words.count(exposures.forms(), "form"));
    var missing = exposures.missing().size();
    return found + "; " + looked + (missing == 0 ? "" : "; " + missing + " could not be had");
  }

  /** Returns each place, and each secret that was not looked for. */
  public static List<Diagnostic> problems(Exposures exposures) {
    var problems = new ArrayList<Diagnostic>();
    exposures.found().forEach(file -> add(file, problems));
    problems.addAll(exposures.missing());
    return problems;
  }

  private static void add(Exposures.InFile file, List<Diagnostic> problems) {
    var last = file.first().size() - 1;
    for (var i = 0; i <= last; i++) {
      var place = file.first().get(i);
      var what = place.secrets().size() == 1 ? "secret " : "secrets ";
      var where =
          place.line() == 0
              ? "the name of `" + file.file() + "`"
              : "`" + file.file() + ":" + place.line() + ":" + place.column() + "`";
      var message = what + Words.and(place.secrets()) + " in " + where;
      problems.add(Diagnostic.error(null, message, i == last ? hint(file) : null));
    }
  }

  private static String hint(Exposures.InFile file) {
    var more = file.places() - file.first().size();
    var advice =
        file.file().startsWith("files/")
            ? "it is in the text that the run read; is it the secret, or a word like it?"
            : "who can read the file may know it: replace the secret, and delete the run";
    return more == 0 ? advice : "and in " + more + " more places; " + advice;
  }

  /** Returns the same for programs. */
  public static Map<String, ?> json(Exposures exposures) {
    var json = new LinkedHashMap<String, Object>();
    json.put("searched", exposures.secrets());
    json.put("forms", exposures.forms());
    json.put("missing", exposures.missing().stream().map(Diagnostic::message).toList());
    json.put("files", exposures.files());
    json.put("bytes", exposures.size());
    json.put("found", exposures.found().stream().map(ExposuresText::json).toList());
    return json;
  }

  private static Map<String, ?> json(Exposures.InFile file) {
    var json = new LinkedHashMap<String, Object>();
    json.put("file", file.file());
    json.put("places", file.places());
    json.put("first", file.first().stream().map(ExposuresText::json).toList());
    return json;
  }

  private static Map<String, ?> json(Exposures.Place place) {
    var json = new LinkedHashMap<String, Object>();
    json.put("line", place.line());
    json.put("column", place.column());
    json.put("secrets", place.secrets());
    return json;
  }
}

package dev.runbook.run;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.load.Files;
import dev.runbook.load.Loader;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The files of a run, read again and checked against the actions that are installed now. */
record Kept(Plan plan, List<Site> sites) {

  /** Returns the copies that a run keeps. */
  static Files files(RunFolder folder) throws StateException {
    var kept = folder.kept();
    if (kept.isEmpty()) {
      throw new StateException(
          StateException.Reason.BAD,
          "the files that run `" + folder.id() + "` read are gone from `" + folder.path() + "`",
          "put them back as they were; `runbook resume "
              + folder.id()
              + " --edited` goes on with a new text");
    }
    return file -> {
      var text = kept.get(file);
      if (text == null) {
        throw new NoSuchFileException(file.toString());
      }
      return text.getBytes(StandardCharsets.UTF_8);
    };
  }

  static Kept read(Past past, Catalog catalog, Files files) throws RefusedException {
    var problems = new Problems();
    var loader = new Loader(problems, files);
    var library = loader.load(past.file());
    var sites = past.sites().stream().flatMap(site -> loader.site(site).stream()).toList();
    if (library.isEmpty() || problems.hasErrors()) {
      throw new RefusedException(problems.inFileOrder());
    }
    var plan = Plan.of(library.get(), catalog, problems);
    if (problems.hasErrors()) {
      throw new RefusedException(problems.inFileOrder());
    }
    return new Kept(plan, sites);
  }
}

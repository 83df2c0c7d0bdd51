package dev.runbook.run;

import dev.runbook.diagnostic.Problems;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.secret.Masker;
import dev.runbook.secret.SecretSearch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks for the secrets of a run in what it left on the disk. */
final class Searching {
  /** How many places of one file are told. */
  private static final int TOLD = 10;

  private final Surroundings around;
  private final Masker masker = new Masker();
  private final Secrets secrets;

  Searching(Surroundings around) {
    this.around = around;
    this.secrets = new Secrets(around.secrets(), masker);
  }

  /** Reads the secrets that the run could reach, and searches for those that are there. */
  Exposures search(RunFolder folder, Map<String, String> inputs)
      throws RefusedException, StateException {
    var missing = read(folder, inputs).inFileOrder();
    var read = secrets.read();
    var hunt = new Hunt(folder.path(), new SecretSearch(read));
    try {
      hunt.all();
    } catch (IOException e) {
      throw new StateException(
          StateException.Reason.BAD,
          "`" + folder.path() + "` cannot be searched: " + e.getMessage(),
          "are all files of the run yours to read?");
    }
    var names = List.copyOf(read.keySet());
    return new Exposures(names, hunt.search.forms(), missing, hunt.files, hunt.size, hunt.found);
  }

  /** Reads what there is, as a resume does, and returns why the rest is not there. */
  private Problems read(RunFolder folder, Map<String, String> given)
      throws RefusedException, StateException {
    var records = new Records();
    folder.read().forEach(records::apply);
    var past = Past.of(records, folder.id());
    var kept = Kept.read(past, around.catalog(), Kept.files(folder));
    var facts = past.facts(folder.id());
    var request =
        new RunRequest(
            given, kept.sites(), RunRequest.Selected.ALL, Map.of(), false, past.directory());
    var preparation = new Preparation(kept.plan(), around, secrets);
    var inputs = preparation.inputs(facts, request, past.inputs());
    var selected = preparation.selected(past.selected(null), past.supplied());
    preparation.secrets(preparation.frame(facts, inputs, kept.sites()), selected::mayRun);
    return preparation.problems();
  }

  /** One walk through a folder. */
  private final class Hunt {
    private final Path folder;
    private final SecretSearch search;
    private final List<Exposures.InFile> found = new ArrayList<>();
    private int files;
    private long size;

    Hunt(Path folder, SecretSearch search) {
      this.folder = folder;
      this.search = search;
    }

    void all() throws IOException {
      try (var all = Files.walk(folder)) {
        var regular = all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS));
        for (var file : regular.sorted().toList()) {
          one(file);
        }
      } catch (UncheckedIOException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    private void one(Path file) throws IOException {
      var places = new Places();
      var name = folder.relativize(file).toString();
      var inName = new ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8));
      search.search(inName, (line, column, names) -> places.at(0, column, names));
      try (var text = Files.newInputStream(file)) {
        search.search(text, places);
        size += Files.size(file);
      } catch (NoSuchFileException gone) {
        return; // such as a request that was taken up since
      }
      files++;
      if (places.count > 0) {
        found.add(new Exposures.InFile(masker.mask(name), places.count, places.first));
      }
    }
  }

  /** The places of one file. */
  private static final class Places implements SecretSearch.Found {
    private final List<Exposures.Place> first = new ArrayList<>();
    private long count;

    @Override
    public void at(long line, long column, SecretSearch.Names names) {
      count++;
      if (first.size() < TOLD) {
        first.add(new Exposures.Place(line, column, names.names()));
      }
    }
  }
}

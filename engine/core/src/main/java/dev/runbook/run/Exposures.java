package dev.runbook.run;

import dev.runbook.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a search of a run's folder for its secrets found.
 *
 * @param secrets the names of those that were looked for
 * @param forms in how many forms, or pieces of long ones, they were looked for
 * @param missing why others were not looked for
 * @param files how many were searched
 * @param size of all of them, in bytes
 * @param found the files that hold secrets, by their names
 */
public record Exposures(
    List<String> secrets,
    int forms,
    List<Diagnostic> missing,
    int files,
    long size,
    List<InFile> found) {

  public Exposures {
    secrets = List.copyOf(secrets);
    missing = List.copyOf(missing);
    found = List.copyOf(found);
  }

  /**
   * A file that holds secrets.
   *
   * @param file its path below the run's folder, with {@code ***} for a secret in it
   * @param places in how many places they are
   * @param first some of the places, in order
   */
  public record InFile(String file, long places, List<Place> first) {
    public InFile {
      first = List.copyOf(first);
    }
  }

  /**
   * Where secrets are.
   *
   * @param line counted from 1; 0 where they are in the name of the file
   * @param column counted from 1, in bytes
   */
  public record Place(long line, long column, List<String> secrets) {
    public Place {
      secrets = List.copyOf(secrets);
    }
  }
}

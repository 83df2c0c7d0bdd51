package dev.runbook.fuzz;

import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What reads runbooks of others, as the fuzzer calls it: the loader and the check. Whatever is
 * thrown is a finding.
 */
public final class Readers {
  private static final Path DEMO = Path.of("demo.yaml").toAbsolutePath().normalize();
  private static final Catalog CATALOG = Catalog.of(List.of(new FakePlugin()));

  private Readers() {}

  /** Reads the bytes as a runbook; called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    var problems = new Problems();
    new Loader(problems, path -> only(path, data))
        .salvage(DEMO)
        .ifPresent(library -> Plan.of(library, CATALOG, problems));
    var told = Report.of(problems.inFileOrder());
    if (told.contains("xception")
        && !new String(data, StandardCharsets.UTF_8).contains("xception")) {
      throw new IllegalStateException("a message that is not for people: " + told);
    }
  }

  /** There is no other file: whatever is called is missing, or is the runbook itself. */
  private static byte[] only(Path path, byte[] data) throws NoSuchFileException {
    if (!path.equals(DEMO)) {
      throw new NoSuchFileException(path.toString());
    }
    return data;
  }
}

package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads site files. */
final class SiteReader {
  static final List<String> KEYS = List.of("inputs", "secrets", "connections");

  private final Source source;
  private final Scalars scalars;
  private final Problems problems;

  SiteReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.scalars = new Scalars(problems);
  }

  /** Returns what the file gives, without what could not be read, which is reported. */
  Optional<Site> read(Path path, Node root) {
    if (!(root instanceof Node.Entries map)) {
      scalars.expected("a map", root, "a site file has " + Words.and(KEYS));
      return Optional.empty();
    }
    var fields = new Fields(map, KEYS, problems);
    var supplies = new SupplyReader(scalars);
    return Optional.of(
        new Site(
            path,
            source,
            fields.list("inputs", this::inputs),
            fields.list("secrets", supplies::secrets),
            fields.list("connections", supplies::connections)));
  }

  private List<Value.Entry> inputs(Node.Entry entry) {
    if (entry.value() instanceof Node.Entries map) {
      map.entries().forEach(input -> Identifiers.isName(input.key(), problems));
      return scalars.entries(map).entries();
    }
    scalars.expected("a map of names", entry.value(), "write `inputs: { NAME: VALUE }`");
    return List.of();
  }
}

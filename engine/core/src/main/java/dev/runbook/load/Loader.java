package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.model.ActionFile;
import dev.runbook.model.Declaration;
import dev.runbook.model.Library;
import dev.runbook.model.Scenarios;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads runbook files. Every problem is reported; a file with errors gives no runbook. */
public final class Loader {
  private final Problems problems;
  private final Files files;

  /** Reads from the disk. */
  public Loader(Problems problems) {
    this(problems, Files.onDisk());
  }

  public Loader(Problems problems, Files files) {
    this.problems = problems;
    this.files = files;
  }

  /**
   * Reads a runbook and all that it calls, each once.
   *
   * @param file as the operator wrote it: its name in messages
   */
  public Optional<Library> load(Path file) {
    return withoutErrors(() -> new LibraryReader(problems, files).read(file));
  }

  /**
   * As {@link #load}, but returns what could be read of files with errors: enough to find further
   * mistakes in them, not to run them. Work that could not be read is an action without a name.
   */
  public Optional<Library> salvage(Path file) {
    return new LibraryReader(problems, files).read(file);
  }

  /** Reads a site file. */
  public Optional<Site> site(Path file) {
    return withoutErrors(() -> readSite(file));
  }

  private Optional<Site> readSite(Path file) {
    return document(file, "give it `inputs`, `secrets` or `connections`")
        .flatMap(read -> new SiteReader(read.source(), problems).read(read.path(), read.root()));
  }

  /** Reads a scenario file. */
  public Optional<Scenarios> scenarios(Path file) {
    return withoutErrors(() -> readScenarios(file));
  }

  private Optional<Scenarios> readScenarios(Path file) {
    return document(file, "begin it with `test: RUNBOOK.yaml`")
        .flatMap(
            read -> new ScenarioReader(read.source(), problems).read(read.path(), read.root()));
  }

  /** Reads a file of {@code actions.d}. */
  public Optional<ActionFile> action(Path file) {
    return withoutErrors(() -> readAction(file));
  }

  private Optional<ActionFile> readAction(Path file) {
    return document(file, "begin it with `description: ...`")
        .flatMap(
            read -> new ActionFileReader(read.source(), problems).read(read.path(), read.root()));
  }

  private record Document(Path path, Source source, Node root) {}

  /** Reads a file that is no runbook; the hint says how one that is empty begins. */
  private Optional<Document> document(Path file, String hint) {
    var path = file.toAbsolutePath().normalize();
    var source = new LibraryReader(problems, files).source(path, file.toString(), null);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    var errors = problems.count();
    var root = YamlReader.read(source.get(), problems);
    if (root.isEmpty() && errors == problems.count()) {
      problems.error(null, "`" + file + "` is empty", hint);
    }
    return root.map(node -> new Document(path, source.get(), node));
  }

  /**
   * Reads what is given from outside for an input or a field: {@code -i NAME=VALUE}, an environment
   * variable. Lists, maps and values of any type are read as YAML flow, all others are the text as
   * it is: no YAML in it has a meaning, and no template is evaluated.
   */
  public Optional<Value> given(Declaration declared, Source source) {
    return switch (declared.shape().kind()) {
      case LIST, MAP, ANY -> flow(source);
      case INTEGER, NUMBER, BOOLEAN -> Optional.of(RawText.read(source, true));
      default -> Optional.of(RawText.read(source, false));
    };
  }

  /**
   * Reads a value in YAML flow style that may hold no template: {@code -i NAME=VALUE}, a default.
   */
  public Optional<Value> flow(Source source) {
    return withoutErrors(
        () ->
            new Decoder(problems, source.name(), null)
                .printable(source)
                .flatMap(text -> YamlReader.read(text, problems))
                .map(node -> new FlowReader(problems).read(node)));
  }

  private <T> Optional<T> withoutErrors(Supplier<Optional<T>> reading) {
    var before = problems.errors();
    var found = reading.get();
    return problems.errors() == before ? found : Optional.empty();
  }
}

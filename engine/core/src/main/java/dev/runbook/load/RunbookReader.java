package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Runbook;
import dev.runbook.model.Runbook.Defaults;
import dev.runbook.model.Runbook.Named;
import dev.runbook.model.Runbook.Notify;
import dev.runbook.model.Step;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the top level of a runbook. */
final class RunbookReader {
  private static final List<String> KEYS =
      List.of(
          "runbook",
          "description",
          "inputs",
          "secrets",
          "connections",
          "vars",
          "defaults",
          "lock",
          "steps",
          "rescue",
          "always",
          "outputs",
          "notify");
  private static final List<String> ESSENTIAL = List.of("runbook", "steps");
  private static final List<String> DEFAULTS = List.of("timeout", "retry", "every", "max_parallel");
  private static final List<String> NOTIFY = List.of("gate", "failure", "success");
  private static final Pattern REFERENCE =
      Pattern.compile("(inputs|vars|steps|run|item)(\\.\\w+)+");

  private final Source source;
  private final Scalars scalars;
  private final Problems problems;
  private final Templates templates;
  private final StepReader steps;

  /**
   * @param templates returns the text of a file that the runbook names for an action to fill in
   */
  RunbookReader(Source source, Problems problems, Function<Word, Optional<Source>> templates) {
    this.source = source;
    this.problems = problems;
    this.scalars = new Scalars(problems);
    this.templates = new Templates(scalars, templates);
    this.steps = new StepReader(scalars, this.templates);
  }

  /**
   * Returns the runbook, without what could not be read, which is reported.
   *
   * @param called whether another runbook calls it
   */
  Optional<Runbook> read(Path path, Node root, boolean called) {
    if (!(root instanceof Node.Entries map)) {
      scalars.expected(
          "a runbook", root, "begin the file with `runbook: NAME` and a list of `steps`");
      return Optional.empty();
    }
    var keys = map.entries().stream().map(entry -> entry.key().text()).toList();
    if (ESSENTIAL.stream().noneMatch(key -> Spelling.nearest(key, keys).isPresent())) {
      problems.error(map.span(), "this is not a runbook", whatElse(keys));
      return Optional.empty();
    }
    notBuilt(map);
    var fields = new Fields(built(map), KEYS, problems);
    missing(fields, "runbook", "begin the file with `runbook: NAME`");
    missing(fields, "steps", "list what is to be done: `steps: [...]`");
    if (called) {
      withoutEffect(fields);
    }
    return runbook(path, fields);
  }

  private static String whatElse(List<String> keys) {
    if (!keys.isEmpty() && SiteReader.KEYS.containsAll(keys)) {
      return "a site file is given by `--site`, beside a runbook";
    }
    return keys.contains("scenarios")
        ? "scenarios are played by `runbook test`"
        : "begin the file with `runbook: NAME` and a list of `steps`";
  }

  private static Node.Entries built(Node.Entries map) {
    var entries = map.entries().stream().filter(entry -> !isNotBuilt(entry)).toList();
    return new Node.Entries(entries, map.span(), map.size(), map.height());
  }

  private static boolean isNotBuilt(Node.Entry entry) {
    return entry.key().text().equals("window");
  }

  private void notBuilt(Node.Entries map) {
    for (var entry : map.entries()) {
      if (isNotBuilt(entry)) {
        problems.error(
            entry.key().span(), Words.name(entry.key().text()) + " is not built yet", "remove it");
      }
    }
  }

  private void missing(Fields fields, String key, String hint) {
    if (!fields.isMeant(key)) {
      var first = fields.get("runbook");
      var owner = first == null ? fields.map().span() : first.key().span();
      problems.error(owner, "missing `" + key + "`", hint);
    }
  }

  private void withoutEffect(Fields fields) {
    for (var key : List.of("lock", "notify")) {
      var entry = fields.get(key);
      if (entry != null) {
        problems.warning(
            entry.key().span(),
            "`" + key + "` does nothing in a called runbook",
            "write it in the runbook that is started");
      }
    }
  }

  private Optional<Runbook> runbook(Path path, Fields fields) {
    var name = fields.read("runbook", scalars::word);
    var runbook =
        new Runbook(
            path,
            source,
            name == null ? new Word("", fields.map().span()) : name,
            fields.read("description", scalars::plainText),
            fields.list("inputs", new DeclarationReader(scalars)::inputs),
            fields.list("secrets", new SupplyReader(scalars)::secrets),
            fields.list("connections", new SupplyReader(scalars)::connections),
            fields.list("vars", this::named),
            defaults(fields),
            fields.read("lock", scalars::text),
            fields.list("steps", steps::steps),
            fields.list("rescue", steps::steps),
            fields.list("always", steps::steps),
            fields.list("outputs", this::named),
            notices(fields));
    return name == null ? Optional.empty() : Optional.of(runbook);
  }

  private List<Named> named(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Entries map)) {
      var hint = "write `" + entry.key().text() + ": { NAME: VALUE }`";
      scalars.expected("a map of names", entry.value(), hint);
      return List.of();
    }
    var named = new ArrayList<Named>();
    for (var each : map.entries()) {
      if (Identifiers.isName(each.key(), problems)) {
        named.add(new Named(each.key(), scalars.value(each)));
      }
      if (each.value() instanceof Node.Scalar scalar
          && REFERENCE.matcher(scalar.text()).matches()) {
        problems.warning(
            scalar.span(), "this is text, not a value", "write '${" + scalar.text() + "}'");
      }
    }
    return named;
  }

  private Defaults defaults(Fields top) {
    var entry = top.get("defaults");
    if (entry == null) {
      return new Defaults(null, null, null, null);
    }
    if (!(entry.value() instanceof Node.Entries map)) {
      scalars.expected("a map", entry.value(), "write `defaults: { timeout: 30m }`");
      return new Defaults(null, null, null, null);
    }
    var fields = new Fields(map, DEFAULTS, problems);
    return new Defaults(
        fields.read("timeout", scalars::duration),
        fields.read("retry", new SettingsReader(scalars, templates)::retry),
        fields.read("every", scalars::duration),
        fields.read("max_parallel", scalars::count));
  }

  private Notify notices(Fields top) {
    var entry = top.get("notify");
    if (entry == null) {
      return new Notify(List.of(), List.of(), List.of());
    }
    if (!(entry.value() instanceof Node.Entries map)) {
      scalars.expected("a map", entry.value(), "write `notify: { failure: [STEPS] }`");
      return new Notify(List.of(), List.of(), List.of());
    }
    var fields = new Fields(map, NOTIFY, problems);
    return new Notify(
        fields.list("gate", this::telling),
        fields.list("failure", this::telling),
        fields.list("success", this::telling));
  }

  /** Returns steps that tell people; one that asks them is reported. */
  private List<Step> telling(Node.Entry entry) {
    var telling = steps.steps(entry);
    telling.forEach(this::refuseGates);
    return telling;
  }

  private void refuseGates(Step step) {
    if (step.work() instanceof Work.Gate gate) {
      problems.error(
          gate.span(), "a gate cannot stand in `notify`", "people are told there, not asked");
    } else if (step.work() instanceof Work.Group group) {
      Stream.of(group.steps(), group.rescue(), group.always())
          .flatMap(List::stream)
          .forEach(this::refuseGates);
    }
  }
}

package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Template;
import dev.runbook.model.ActionFile;
import dev.runbook.model.Value;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads files of {@code actions.d}. */
final class ActionFileReader {
  private static final List<String> KEYS =
      List.of(
          "description",
          "fails_if",
          "arguments",
          "outputs",
          "effect",
          "preview",
          "probe",
          "abandon",
          "again",
          "undo",
          "program");
  private static final List<String> UNDO_KEYS = List.of("action", "with");

  private final Source source;
  private final Scalars scalars;
  private final DeclarationReader declarations;
  private final Problems problems;

  ActionFileReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.scalars = new Scalars(problems);
    this.declarations = new DeclarationReader(scalars);
  }

  /** Returns what the file says, without what could not be read, which is reported. */
  Optional<ActionFile> read(Path path, Node root) {
    if (!(root instanceof Node.Entries map)) {
      scalars.expected("a map", root, "begin it with `description: ...`");
      return Optional.empty();
    }
    var fields = new Fields(map, KEYS, problems);
    return Optional.of(
        new ActionFile(
            path,
            source,
            fields.read("description", scalars::plainText),
            fields.list("fails_if", this::failures),
            fields.list("arguments", declarations::arguments),
            fields.list("outputs", declarations::outputs),
            one(ActionFile.Effect.class, fields, "effect", ActionFile.Effect.UNFORESEEN),
            fields.read("preview", this::preview),
            scalars.flag(fields.get("probe"), false),
            scalars.flag(fields.get("abandon"), false),
            one(ActionFile.Again.class, fields, "again", ActionFile.Again.NO),
            fields.read("undo", this::undo),
            fields.read("program", scalars::word)));
  }

  private List<String> failures(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Items list)) {
      return Stream.ofNullable(scalars.plainText(entry)).toList();
    }
    return list.items().stream()
        .map(item -> scalars.word(item, "text"))
        .filter(Objects::nonNull)
        .map(word -> word.text())
        .toList();
  }

  private @Nullable Template preview(Node.Entry entry) {
    return scalars.text(entry) instanceof Value.Scalar scalar ? scalar.template() : null;
  }

  private <E extends Enum<E>> E one(Class<E> type, Fields fields, String key, E otherwise) {
    var word = fields.read(key, scalars::word);
    if (word == null) {
      return otherwise;
    }
    var names = Stream.of(type.getEnumConstants()).map(ActionFileReader::name).toList();
    if (!names.contains(word.text())) {
      problems.error(
          word.span(),
          Words.name(key) + " is " + Words.or(names) + ", not " + Words.name(word.text()),
          Spelling.didYouMean(word.text(), names).orElse(null));
      return otherwise;
    }
    return Enum.valueOf(type, word.text().toUpperCase(Locale.ROOT));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private ActionFile.@Nullable Undo undo(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Entries map)) {
      var hint = "write `undo: { action: ACTION, with: { NAME: VALUE } }`";
      scalars.expected("a map", entry.value(), hint);
      return null;
    }
    var fields = new Fields(map, UNDO_KEYS, problems);
    var action = fields.read("action", scalars::word);
    var with = fields.read("with", scalars::arguments);
    if (!fields.isMeant("action")) {
      problems.error(entry.key().span(), "missing `action`", "name the action that takes it back");
    }
    return action == null
        ? null
        : new ActionFile.Undo(
            action, with == null ? new Value.Entries(List.of(), action.span()) : with);
  }
}

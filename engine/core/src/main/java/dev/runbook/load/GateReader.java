package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads gates. */
final class GateReader {
  private static final List<String> KEYS =
      List.of(
          "ask",
          "show",
          "choices",
          "fields",
          "timeout",
          "on_timeout",
          "approvals",
          "not_self",
          "approvers");

  private final Scalars scalars;
  private final Problems problems;
  private final DeclarationReader declarations;

  GateReader(Scalars scalars) {
    this.scalars = scalars;
    this.problems = scalars.problems();
    this.declarations = new DeclarationReader(scalars);
  }

  Work.@Nullable Gate read(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Entries map)) {
      scalars.expected("a map", entry.value(), "write `gate: { ask: QUESTION }`");
      return null;
    }
    var fields = new Fields(map, KEYS, problems);
    var ask = fields.read("ask", scalars::text);
    if (ask == null && !fields.isMeant("ask")) {
      problems.error(
          entry.key().span(), "missing `ask`", "say what the person decides: `ask: QUESTION`");
    }
    var choices = fields.list("choices", this::choices);
    var approvers = fields.list("approvers", list -> words(list, "an account or a `@group`"));
    enoughApprovers(fields.get("approvals"), approvers);
    var gate =
        new Work.Gate(
            ask == null ? new Value.Items(List.of(), entry.key().span()) : ask,
            fields.list("show", this::show),
            choices,
            fields.list("fields", declarations::fields),
            fields.read("timeout", scalars::duration),
            fields.read("on_timeout", on -> onTimeout(on, fields, choices)),
            fields.read("approvals", scalars::count),
            scalars.flag(fields.get("not_self")),
            approvers,
            entry.key().span());
    return ask == null ? null : gate;
  }

  private List<Value.Entry> show(Node.Entry entry) {
    if (entry.value() instanceof Node.Entries map) {
      return scalars.entries(map).entries();
    }
    scalars.expected("a map", entry.value(), "give each value a name: `show: { NAME: VALUE }`");
    return List.of();
  }

  private List<Word> choices(Node.Entry entry) {
    var choices = words(entry, "a choice");
    for (var choice : choices) {
      if (choice.text().equals("reject")) {
        problems.error(
            choice.span(),
            "`reject` is no choice: it always fails the gate",
            "leave it out, a person can always reject; or choose another word");
      }
    }
    return choices;
  }

  private List<Word> words(Node.Entry entry, String what) {
    if (!(entry.value() instanceof Node.Items list)) {
      var hint =
          entry.value() instanceof Node.Scalar scalar
              ? "write " + Words.name("[" + scalar.text() + "]")
              : null;
      scalars.expected("a list", entry.value(), hint);
      return List.of();
    }
    if (list.items().isEmpty()) {
      problems.error(list.span(), "an empty list", "remove the key, or add " + what);
    }
    return WorkReader.distinct(list, what, scalars);
  }

  /** A gate that asks more people than may answer would never open. */
  private void enoughApprovers(Node.@Nullable Entry approvals, List<Word> approvers) {
    var isOpen = approvers.stream().anyMatch(word -> word.text().startsWith("@"));
    if (approvals == null || approvers.isEmpty() || isOpen) {
      return;
    }
    if (approvals.value() instanceof Node.Scalar scalar
        && scalar.text().matches("[1-9]\\d{0,8}")
        && Integer.parseInt(scalar.text()) > approvers.size()) {
      problems.error(
          scalar.span(),
          "more approvals than approvers",
          "name at least "
              + Words.count(Integer.parseInt(scalar.text()), "account")
              + ", or a `@group`");
    }
  }

  private @Nullable Word onTimeout(Node.Entry entry, Fields fields, List<Word> choices) {
    var word = scalars.word(entry);
    if (word == null) {
      return null;
    }
    if (!fields.isMeant("timeout")) {
      problems.error(
          entry.key().span(), "`on_timeout` needs `timeout`", "add `timeout: 4h`, or remove it");
    } else if (!fields.isMeant("choices")) {
      problems.error(
          entry.key().span(),
          "`on_timeout` needs `choices`",
          "without choices a gate that nobody decides fails; name the choices, or remove it");
    } else if (choices.stream().noneMatch(choice -> choice.text().equals(word.text()))) {
      var names = choices.stream().map(Word::text).toList();
      problems.error(
          word.span(),
          Words.name(word.text()) + " is none of the choices",
          Spelling.didYouMean(word.text(), names).orElse("write " + Words.or(names)));
    }
    return word;
  }
}

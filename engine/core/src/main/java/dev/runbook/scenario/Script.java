package dev.runbook.scenario;

import dev.runbook.catalog.ActionType;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.Decision;
import dev.runbook.model.Scenarios.Setting;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What actions answer and people decide, by address; immutable. What is said first holds. */
record Script(
    Plan plan,
    Map<Address, List<Answer>> answers,
    Map<Address, List<Choice>> decisions,
    Map<String, Set<String>> groups) {

  static Script empty(Plan plan) {
    return new Script(plan, Map.of(), Map.of(), Map.of());
  }

  /** Reads what settings say, the ones before going before the others; reports what is wrong. */
  static Script of(Plan plan, List<Setting> settings, Problems problems) {
    var answers = new LinkedHashMap<Address, List<Answer>>();
    var decisions = new LinkedHashMap<Address, List<Choice>>();
    var groups = new LinkedHashMap<String, Set<String>>();
    for (var setting : settings) {
      for (var entry : setting.answers()) {
        answers.putIfAbsent(Address.of(entry.key().text()), answers(entry, plan, problems));
      }
      for (var entry : setting.decisions()) {
        decisions.putIfAbsent(Address.of(entry.key().text()), decisions(entry, plan, problems));
      }
      for (var entry : setting.groups()) {
        groups.putIfAbsent(entry.key().text(), members(entry, problems));
      }
    }
    return new Script(plan, answers, decisions, groups);
  }

  private static Set<String> members(Value.Entry entry, Problems problems) {
    var members = new LinkedHashSet<String>();
    if (entry.value() instanceof Value.Items items) {
      items
          .items()
          .forEach(i -> members.add(Answer.text(new Value.Entry(entry.key(), i), problems)));
    } else {
      problems.error(entry.value().span(), "expected a list of accounts");
    }
    return members;
  }

  private static List<Answer> answers(Value.Entry entry, Plan plan, Problems problems) {
    var answers = new ArrayList<Answer>();
    for (var step : Address.steps(entry.key(), plan, problems)) {
      var type = type(step, entry, plan, problems);
      if (type.isPresent()) {
        answers.clear();
        answers.addAll(Answer.read(entry.value(), type.get().action(), problems));
      }
    }
    return List.copyOf(answers);
  }

  /** What answers: an action, or a called runbook. */
  private record Answering(@Nullable ActionType action) {}

  private static Optional<Answering> type(
      Step step, Value.Entry entry, Plan plan, Problems problems) {
    var address = Address.of(entry.key().text());
    if (address.undo()) {
      return Optional.of(new Answering(null));
    }
    if (entry.key().text().endsWith("?") && step.settings().doneIf() != null) {
      return Optional.of(new Answering(plan.action(step.settings().doneIf().action().text())));
    }
    if (step.work() instanceof Work.Act act) {
      return Optional.of(new Answering(plan.action(act.action().text())));
    }
    if (step.work() instanceof Work.Call) {
      return Optional.of(new Answering(null));
    }
    problems.error(
        entry.key().span(),
        "step " + Words.name(step.id().text()) + " answers nothing",
        step.work() instanceof Work.Gate
            ? "what people say stands in `decisions`"
            : "name an action or a call");
    return Optional.empty();
  }

  private static List<Choice> decisions(Value.Entry entry, Plan plan, Problems problems) {
    var choices = Choice.read(entry.value(), problems);
    for (var step : Address.steps(entry.key(), plan, problems)) {
      if (step.work() instanceof Work.Gate gate) {
        var known = new ArrayList<>(gate.choices().stream().map(word -> word.text()).toList());
        if (known.isEmpty()) {
          known.add(Decision.APPROVE);
        }
        known.add(Decision.REJECT);
        for (var choice : choices) {
          if (!known.contains(choice.choice())) {
            problems.error(
                entry.value().span(),
                "gate "
                    + Words.name(step.id().text())
                    + " has no choice "
                    + Words.name(choice.choice()),
                "write " + Words.or(known) + ", or `none` where nobody decides");
          }
        }
      } else if (!(step.work() instanceof Work.Act)) {
        problems.error(
            entry.key().span(), "nobody is asked at step " + Words.name(step.id().text()));
      }
    }
    return choices;
  }

  /** Returns the answers for a step; empty if nothing is said about it. */
  Optional<List<Answer>> answers(String key) {
    return find(answers, key).filter(found -> !found.isEmpty());
  }

  /** Returns where a step stands, the same for each time that it runs. */
  String place(String key) {
    return Trail.place(plan, key);
  }

  Optional<List<Choice>> decisions(String key) {
    return find(decisions, key);
  }

  private <T> Optional<T> find(Map<Address, T> all, String key) {
    return all.entrySet().stream()
        .filter(entry -> entry.getKey().matches(plan, key))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

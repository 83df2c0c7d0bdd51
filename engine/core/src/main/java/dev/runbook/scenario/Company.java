package dev.runbook.scenario;

import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.catalog.Binding;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.journal.Decision;
import dev.runbook.model.Declaration;
import dev.runbook.run.Accounts;
import dev.runbook.run.Approval;
import dev.runbook.run.Effects;
import dev.runbook.run.Opening;
import dev.runbook.run.Person;
import dev.runbook.run.Progress;
import dev.runbook.run.StagedRun;
import dev.runbook.run.Troupe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who takes part in one run: systems that answer by the script, people who decide by it. */
final class Company implements Troupe, Accounts {
  private final Script script;
  private final String operator;
  private final Person person;
  private final Progress.Listener watcher;
  private final Systems systems;
  private final Witness witness = new Witness();
  private final Map<String, List<Due>> due = new LinkedHashMap<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private final Map<String, Opening> open = new LinkedHashMap<>();
  private @Nullable StagedRun run;

  /**
   * Brings them together.
   *
   * @param person who is at the terminal; {@link Person#NOBODY} where all decide by the script
   */
  Company(Script script, String operator, Person person, Progress.Listener watcher) {
    this.script = script;
    this.operator = operator;
    this.person = person;
    this.watcher = watcher;
    this.systems = new Systems(script, this::run);
  }

  /** A decision that comes at some time. */
  private static final class Due {
    final Choice choice;
    final Instant at;
    boolean came;

    Due(Choice choice, Instant at) {
      this.choice = choice;
      this.at = at;
    }
  }

  @Override
  public void enter(StagedRun now) {
    run = now;
    open.clear();
  }

  private StagedRun run() {
    return Objects.requireNonNull(run);
  }

  /** Returns the same company in a run that goes on, with another script. */
  Company next(Script then, StagedRun going) {
    var next = new Company(then, operator, person, watcher);
    next.run = going;
    return next;
  }

  Witness witness() {
    return witness;
  }

  Systems systems() {
    return systems;
  }

  @Override
  public Effects effects() {
    return new Effects() {
      @Override
      public Outcome<?> perform(Effect effect, Call call) throws Exception {
        return systems.perform(effect, call);
      }

      @Override
      public void abandon(Effect effect, Call call) {
        systems.abandon(effect, call);
      }

      @Override
      public Again again(Effect effect) {
        return systems.again(effect);
      }

      @Override
      public Optional<Map<String, @Nullable Object>> called(String step) {
        return systems.called(step);
      }

      @Override
      public boolean decides() {
        return isAwaited();
      }
    };
  }

  /** Returns whether a decision is on its way, or a gate closes by itself. */
  private synchronized boolean isAwaited() {
    return open.values().stream()
        .anyMatch(
            opening ->
                opening.closes() != null
                    || due.getOrDefault(opening.hash(), List.of()).stream().anyMatch(d -> !d.came));
  }

  @Override
  public void sees(Progress progress) {
    witness.sees(progress);
    watcher.on(progress);
    if (progress instanceof Progress.Asks asks && !person.isThere()) {
      opened(asks.opening());
    } else if (progress instanceof Progress.Ends ends) {
      closed(ends.step());
    }
  }

  private synchronized void closed(String step) {
    open.remove(step);
  }

  private synchronized void opened(Opening opening) {
    open.put(opening.step(), opening);
    var now = run().now();
    var decisions =
        due.computeIfAbsent(
            opening.hash(),
            none -> choices(opening).stream().map(c -> new Due(c, now.plus(c.after()))).toList());
    for (var one : decisions) {
      if (!one.came) {
        run().at(one.at.isBefore(now) ? now : one.at, () -> comes(opening, one));
      }
    }
  }

  private synchronized void comes(Opening opening, Due one) {
    if (one.came) {
      return;
    }
    one.came = true;
    var by = one.choice.by() == null ? anybody(opening, 0) : one.choice.by();
    var fields = fields(opening, one.choice);
    var decision =
        new Decision(
            opening.step(),
            opening.hash(),
            one.choice.choice(),
            fields,
            one.choice.comment(),
            by,
            run().now());
    new Approval(this, operator)
        .refusal(opening, decision)
        .ifPresent(refusal -> witness.refuses(opening.step(), refusal.message()));
    run().decide(decision);
  }

  /** Returns what is decided at a gate: by the script, else the first choice. */
  private List<Choice> choices(Opening opening) {
    if (opening.isCutOff()) {
      var was = systems.hasDone(opening.step()) ? "done" : "rerun";
      return List.of(new Choice(was, operator, Duration.ZERO, null, Map.of()));
    }
    var said = script.decisions(opening.step());
    if (said.isEmpty()) {
      return firstChoice(opening);
    }
    if (opening.rules().approvals() > 1 || said.get().size() < 2) {
      return said.get();
    }
    var turn = turns.merge(script.place(opening.step()), 1, Integer::sum) - 1;
    return List.of(said.get().get(Math.min(turn, said.get().size() - 1)));
  }

  private List<Choice> firstChoice(Opening opening) {
    var choices = new ArrayList<Choice>();
    for (var i = 0; i < opening.rules().approvals(); i++) {
      var by = anybody(opening, i);
      choices.add(new Choice(opening.choices().get(0), by, Duration.ZERO, null, Map.of()));
    }
    return choices;
  }

  /** Returns somebody who may decide, another one for each number. */
  private String anybody(Opening opening, int number) {
    var may = new ArrayList<String>();
    for (var approver : opening.rules().approvers()) {
      if (approver.startsWith("@")) {
        may.addAll(script.groups().getOrDefault(approver.substring(1), Set.of()));
      } else {
        may.add(approver);
      }
    }
    if (may.isEmpty()) {
      may.add(operator);
    }
    if (opening.rules().notSelf()) {
      may.remove(operator);
    }
    return number < may.size() ? may.get(number) : "colleague" + (number == 0 ? "" : number);
  }

  private static Map<String, @Nullable Object> fields(Opening opening, Choice choice) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (Declaration field : opening.fields()) {
      var name = field.name().text();
      if (field.required() && field.defaultValue() == null) {
        fields.put(name, plain(Binding.example(field)));
      }
    }
    fields.putAll(choice.fields());
    return fields;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Duration || value instanceof Instant ? Values.text(value) : value;
  }

  @Override
  public Person person() {
    return person;
  }

  @Override
  public Accounts accounts() {
    return this;
  }

  @Override
  public String current() {
    return operator;
  }

  @Override
  public boolean isMember(String account, String group) {
    var members = script.groups().get(group);
    return members == null || members.contains(account);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Result secret(String name, Declaration.SecretFrom from, Path folder) {
    return Result.of("stand-in-for-" + name);
  }
}

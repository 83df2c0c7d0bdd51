package dev.runbook.run;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.journal.Decision;
import dev.runbook.journal.Sha256;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import dev.runbook.model.Declaration;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.process.ChildProcesses.Child;
import dev.runbook.standing.Field;
import dev.runbook.standing.Outlook;
import dev.runbook.standing.Rules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks people: at gates, and about steps that were cut off in the middle. */
final class Gates {

  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Nobody but the scripted world knows when a decision comes, and it looks by itself. */
  private static final Duration LONG = Duration.ofDays(366);

  private final Local local;
  private final Branches branches;
  private final Notices notices;
  private final LookingAhead ahead;
  private final Map<String, Opening> open = new ConcurrentSkipListMap<>();
  private final Set<Decision> told = ConcurrentHashMap.newKeySet();
  private final ReentrantLock person = new ReentrantLock();

  Gates(Local local, Branches branches, Notices notices, LookingAhead ahead) {
    this.local = local;
    this.branches = branches;
    this.notices = notices;
    this.ahead = ahead;
  }

  /** Returns what nobody has decided yet. */
  List<Opening> open() {
    return List.copyOf(open.values());
  }

  Ended ask(Key key, Step step, Work.Gate gate, Context context) throws EvaluationException {
    var opening = opening(key, gate, context);
    while (true) {
      var verdict = verdict(opening, gate, key, step);
      if (verdict.isPresent()) {
        local.writing().force("step.ended", key.text(), Encoding.of(verdict.get()));
        open.remove(key.text());
        return verdict.get();
      }
      waitForPeople(opening, context);
    }
  }

  /**
   * Returns {@code rerun}, {@code done} or {@code failed} for a step that was cut off; or {@link
   * Decision#WAIT}, after which it is asked again.
   */
  String settle(Attempt attempt, String question, List<Child> alive, Context context) {
    var key = attempt.key();
    var record = local.records().attempt(attempt);
    if (record.settled != null) {
      return Records.text(record.settled, "as");
    }
    var round = local.records().of(key.text()).round;
    var times = round + "." + record.starts + (record.waits == 0 ? "" : "." + record.waits);
    var name = hash(Json.write(List.of(key.text(), attempt.tag(), times)));
    var results = new ArrayList<>(Decision.RESULTS);
    if (!alive.isEmpty()) {
      results.add(Decision.WAIT);
    }
    var decision = result(opening(key, name, question, CutOff.shown(alive), results), context);
    var data = decided(decision);
    data.put("attempt", attempt.tag());
    data.put("as", decision.choice());
    local.writing().force("step.settled", key.text(), data);
    return decision.choice();
  }

  /** As {@link #settle}, for a finished step whose arguments were edited. */
  String reconsider(Key key, String arguments, Context context) {
    var round = local.records().of(key.text()).round;
    var name = hash(Json.write(List.of(key.text(), "edited", round + arguments)));
    var question =
        "step `"
            + key
            + "` has finished, and its arguments are others now. Run it again, or leave it done?";
    return result(opening(key, name, question, Map.of(), Decision.RESULTS), context).choice();
  }

  private Opening opening(
      Key key, String hash, String question, Map<String, ?> shown, List<String> results) {
    return new Opening(
        local.run().id(),
        key.text(),
        hash,
        question,
        new LinkedHashMap<>(shown),
        List.copyOf(results),
        List.of(),
        null,
        null,
        Rules.ANYBODY,
        Outlook.NONE,
        true);
  }

  /** Waits for somebody to say what became of a step. */
  private Decision result(Opening opening, Context context) {
    if (told(opening).isEmpty() || local.records().of(opening.step()).opened == null) {
      open(opening);
    }
    while (true) {
      var found = told(opening);
      if (found.isPresent()) {
        open.remove(opening.step());
        var decision = found.get();
        local.tell(
            new Progress.Decides(
                opening.step(), decision.choice(), decision.by(), decision.comment(), 1, 1));
        return decision;
      }
      waitForPeople(opening, context);
    }
  }

  private Optional<Decision> told(Opening opening) {
    return decisions(opening).stream()
        .filter(decision -> opening.choices().contains(decision.choice()))
        .findFirst();
  }

  private void open(Opening opening) {
    open.put(opening.step(), opening);
    var record = local.records().of(opening.step());
    var known = record.opened;
    if (known == null || !opening.hash().equals(known.get("hash"))) {
      var data = new LinkedHashMap<String, @Nullable Object>();
      data.put("hash", opening.hash());
      data.put("ask", opening.ask());
      data.put("show", opening.show());
      data.put("choices", opening.choices());
      data.put("closes", opening.closes());
      data.put("on_timeout", opening.onTimeout());
      data.put("approvals", BigDecimal.valueOf(opening.rules().approvals()));
      data.put("not_self", opening.rules().notSelf());
      data.put("approvers", opening.rules().approvers());
      data.put("fields", opening.toFill().stream().map(Gates::recorded).toList());
      data.put("leads", opening.outlook().leads());
      data.put("anyway", opening.outlook().anyway());
      data.put("tolerated", opening.outlook().tolerated());
      data.put("cut_off", opening.isCutOff());
      local.writing().force("gate.opened", opening.step(), data);
    }
    local.tell(new Progress.Asks(opening));
    notices.gate(opening);
  }

  private Opening opening(Key key, Work.Gate gate, Context context) throws EvaluationException {
    var scope = new StepScope(context, () -> Result.of(local.clock().instant()));
    var known = local.records().of(key.text()).opened;
    var opening = known == null ? fresh(key, gate, scope) : recorded(key, gate, known, scope);
    open(opening);
    return opening;
  }

  private Opening fresh(Key key, Work.Gate gate, StepScope scope) throws EvaluationException {
    var ask = local.masker().mask(Values.text(Giving.shown(Evaluation.of(gate.ask(), scope))));
    var show = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : gate.show()) {
      var value = Giving.shown(Evaluation.of(entry.value(), scope));
      show.put(entry.key().text(), local.masker().maskValue(value));
    }
    var timeout = Amounts.duration(gate.timeout(), "timeout", scope);
    var closes = timeout.map(local.clock().instant()::plus).orElse(null);
    var round = local.records().of(key.text()).round;
    var outlook = ahead.from(key, gate);
    var shown =
        Json.write(
            List.of(
                local.run().id(),
                key.text(),
                round,
                ask,
                show,
                choices(gate),
                outlook.leads(),
                outlook.anyway()));
    return make(key, gate, hash(shown), ask, show, closes, outlook, scope);
  }

  private Opening recorded(Key key, Work.Gate gate, Map<String, ?> known, StepScope scope)
      throws EvaluationException {
    return make(
        key,
        gate,
        Records.text(known, "hash"),
        Records.text(known, "ask"),
        new LinkedHashMap<>(Records.map(known, "show")),
        known.get("closes") instanceof Instant closes ? closes : null,
        Outlook.of(known),
        scope);
  }

  private Opening make(
      Key key,
      Work.Gate gate,
      String hash,
      String ask,
      Map<String, @Nullable Object> show,
      @Nullable Instant closes,
      Outlook outlook,
      StepScope scope)
      throws EvaluationException {
    var approvals = Amounts.count(gate.approvals(), "approvals", 1, scope);
    return new Opening(
        local.run().id(),
        key.text(),
        hash,
        ask,
        show,
        choices(gate),
        gate.fields(),
        closes,
        gate.onTimeout() == null ? null : gate.onTimeout().text(),
        new Rules(approvals, gate.notSelf(), gate.approvers().stream().map(w -> w.text()).toList()),
        outlook,
        false);
  }

  static List<String> choices(Work.Gate gate) {
    return gate.choices().isEmpty()
        ? List.of(Decision.APPROVE, Decision.REJECT)
        : gate.choices().stream().map(word -> word.text()).toList();
  }

  /** Returns how the gate ends, if it is decided or too late for that. */
  private Optional<Ended> verdict(Opening opening, Work.Gate gate, Key key, Step step) {
    var agreed = new LinkedHashMap<String, Set<String>>();
    for (var decision : decisions(opening)) {
      var fields = accepted(opening, decision);
      if (fields.isPresent()) {
        var people = agreed.computeIfAbsent(decision.choice(), none -> new LinkedHashSet<>());
        people.add(decision.by());
        note(opening, decision, people.size());
        if (decision.choice().equals(Decision.REJECT)) {
          return Optional.of(rejected(key, step, decision));
        }
        if (people.size() >= opening.rules().approvals()) {
          return Optional.of(decided(gate, decision, fields.get()));
        }
      }
    }
    return opening.closes() == null || local.clock().instant().isBefore(opening.closes())
        ? Optional.empty()
        : Optional.of(late(opening, gate, key, step));
  }

  private List<Decision> decisions(Opening opening) {
    try {
      return local.folder().decisions().stream()
          .filter(d -> d.step().equals(opening.step()))
          .filter(d -> opening.hash().equals(d.opening()))
          .filter(d -> opening.closes() == null || !d.at().isAfter(opening.closes()))
          .map(this::masked)
          .toList();
    } catch (StateException e) {
      throw new StateTrouble(e);
    }
  }

  /** What people type is masked as outputs are: whoever decided elsewhere knows no secret. */
  private Decision masked(Decision decision) {
    var comment = decision.comment();
    return new Decision(
        decision.step(),
        decision.opening(),
        decision.choice(),
        local.masker().maskEntries(decision.fields()),
        comment == null ? null : local.masker().mask(comment),
        decision.by(),
        decision.at());
  }

  /** Records a decision once, and tells of it once in each process. */
  private void note(Opening opening, Decision decision, int agreed) {
    var key = opening.step();
    var data = decided(decision);
    if (local.records().of(key).gateDecisions.stream().noneMatch(known -> known.equals(data))) {
      local.writing().force("gate.decided", key, data);
    }
    if (told.add(decision)) {
      var needed = decision.choice().equals(Decision.REJECT) ? agreed : opening.rules().approvals();
      local.tell(
          new Progress.Decides(
              key, decision.choice(), decision.by(), decision.comment(), agreed, needed));
    }
  }

  private static Map<String, Object> recorded(Field field) {
    return Map.of("name", field.name(), "type", field.type(), "required", field.required());
  }

  private static Map<String, @Nullable Object> decided(Decision decision) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("choice", decision.choice());
    data.put("fields", decision.fields());
    data.put("by", decision.by());
    data.put("at", decision.at());
    data.put("comment", decision.comment());
    return data;
  }

  /**
   * Returns the fields as they are declared, none where it was rejected; empty if the decision does
   * not count.
   */
  private Optional<Map<String, @Nullable Object>> accepted(Opening opening, Decision decision) {
    var refusal = approval().refusal(opening, decision);
    if (refusal.isPresent()) {
      return Optional.empty();
    }
    if (decision.choice().equals(Decision.REJECT)) {
      return Optional.of(Map.of());
    }
    var problems = new Problems();
    var fields = fields(opening, decision, problems);
    return problems.hasErrors() ? Optional.empty() : Optional.of(fields);
  }

  /** Returns the fields as they are declared; those that are wrong or missing are reported. */
  static Map<String, @Nullable Object> fields(
      Opening opening, Decision decision, Problems problems) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (var field : opening.fields()) {
      var name = field.name().text();
      var given = decision.fields().get(name);
      if (given != null) {
        Given value =
            given instanceof String text
                ? new Given.Plain(text, field.name().span())
                : new Given.Fixed(given, field.name().span());
        Binding.read(field, value, problems).ifPresent(bound -> fields.put(name, bound.value()));
      } else {
        fields.put(name, byDefault(field, problems));
      }
    }
    return fields;
  }

  private static @Nullable Object byDefault(Declaration field, Problems problems) {
    if (field.defaultValue() != null) {
      return Evaluation.constant(field.defaultValue(), problems)
          .flatMap(given -> Binding.read(field, given, problems))
          .map(Binding.Bound::value)
          .orElse(null);
    }
    if (field.required()) {
      var name = field.name().text();
      problems.error(
          null, "field `" + name + "` is not filled in", "give it: `--field " + name + "=VALUE`");
    }
    return null;
  }

  private Ended decided(Work.Gate gate, Decision decision, Map<String, @Nullable Object> fields) {
    var outputs = new LinkedHashMap<String, @Nullable Object>();
    outputs.put("choice", gate.choices().isEmpty() ? Decision.APPROVE : decision.choice());
    outputs.put("fields", fields);
    outputs.put("by", decision.by());
    outputs.put("at", decision.at());
    outputs.put("comment", decision.comment());
    return new Ended.Succeeded(outputs);
  }

  private static Ended rejected(Key key, Step step, Decision decision) {
    var comment = decision.comment() == null ? "" : ": " + decision.comment();
    return Ended.failed(
        Failures.of(
            key,
            Failure.Kind.REJECTED,
            decision.by() + " rejected it" + comment,
            Failures.place(step),
            null));
  }

  private Ended late(Opening opening, Work.Gate gate, Key key, Step step) {
    var choice = opening.onTimeout();
    if (choice == null) {
      return Ended.failed(
          Failures.of(
              key, Failure.Kind.TIMEOUT, "nobody decided in time", Failures.place(step), null));
    }
    var at = opening.closes() == null ? local.clock().instant() : opening.closes();
    var decision =
        new Decision(key.text(), opening.hash(), choice, Map.of(), "nobody decided", "timeout", at);
    note(opening, decision, opening.rules().approvals());
    return decided(gate, decision, fields(opening, decision, new Problems()));
  }

  /** Returns when somebody may have decided; leaves if nobody can while the run is alive. */
  private void waitForPeople(Opening opening, Context context) {
    context.stop().check();
    var yes = local.given().get(opening.step());
    if (yes != null && decisions(opening).isEmpty()) {
      decide(opening, yes);
      return;
    }
    var deadline = context.next();
    var now = local.clock().instant();
    if (deadline.isPresent() && !deadline.get().at().isAfter(now)) {
      throw new TimedOut(deadline.get(), "nobody decided `" + opening.step() + "`");
    }
    if (local.person().isThere()) {
      askInTurn(opening, context);
    } else {
      waitElsewhere(opening, context, now);
    }
  }

  /** One question at a time, also where several branches ask. */
  private void askInTurn(Opening opening, Context context) {
    var seen = decisions(opening).size();
    BooleanSupplier over =
        () -> decisions(opening).size() > seen || isOver(opening) || isLate(context);
    BooleanSupplier stops = () -> context.stop().requested().isPresent() || over.getAsBoolean();
    if (!takeTurn(stops)) {
      return;
    }
    try {
      if (!over.getAsBoolean()) {
        askHere(opening, context, over);
      }
    } finally {
      person.unlock();
      local.bell().ring();
    }
  }

  /** Waits until nobody else asks; returns whether there is still something to ask then. */
  private boolean takeTurn(BooleanSupplier stops) {
    try {
      while (!person.tryLock()) {
        if (stops.getAsBoolean()) {
          return false;
        }
        local
            .clock()
            .await(
                local.clock().instant().plus(LOOK),
                local.bell(),
                () -> !person.isLocked() || stops.getAsBoolean());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Halt(Halt.Why.INTERRUPTED);
    }
  }

  private void askHere(Opening opening, Context context, BooleanSupplier over) {
    BooleanSupplier stops = () -> context.stop().requested().isPresent() || over.getAsBoolean();
    var barred = barred(opening);
    if (barred.isPresent()) {
      if (local.person().awaits(opening, barred.get(), stops)) {
        return;
      }
    } else {
      var answer = local.person().decide(opening, stops);
      answer.ifPresent(this::put);
      if (answer.isPresent()) {
        return;
      }
    }
    if (!over.getAsBoolean()) {
      context.stop().check();
      throw new Halt(Halt.Why.PAUSED);
    }
  }

  /** Returns why the operator at the terminal has nothing to decide; empty if they have. */
  private Optional<String> barred(Opening opening) {
    var account = local.accounts().current();
    var barred = approval().barred(opening.rules(), account);
    var needed = opening.rules().approvals();
    return barred.isPresent()
        ? barred
        : decisions(opening).stream()
            .filter(decision -> needed > 1 && decision.by().equals(account))
            .findFirst()
            .map(
                own ->
                    account
                        + " decided "
                        + own.choice()
                        + "; "
                        + needed
                        + " different people must say the same");
  }

  private Approval approval() {
    return new Approval(local.accounts(), local.run().operator());
  }

  private boolean isLate(Context context) {
    var deadline = context.next();
    return deadline.isPresent() && !local.clock().instant().isBefore(deadline.get().at());
  }

  private boolean isOver(Opening opening) {
    return opening.closes() != null && !local.clock().instant().isBefore(opening.closes());
  }

  /** Whether the run stays alive for decisions from elsewhere. */
  private boolean stays() {
    return local.waits() || local.effects().decides();
  }

  private void waitElsewhere(Opening opening, Context context, Instant now) {
    branches.block();
    try {
      var seen = decisions(opening).size();
      if (!stays() && branches.nobodyElse()) {
        local.bell().ring();
        throw new Halt(Halt.Why.PAUSED);
      }
      var until = now.plus(local.effects().decides() ? LONG : LOOK);
      until =
          opening.closes() != null && opening.closes().isBefore(until) ? opening.closes() : until;
      local
          .clock()
          .await(
              until,
              local.bell(),
              () ->
                  context.stop().requested().isPresent()
                      || (!stays() && branches.nobodyElse())
                      || decisions(opening).size() > seen);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Halt(Halt.Why.INTERRUPTED);
    } finally {
      branches.unblock();
    }
  }

  private void decide(Opening opening, String choice) {
    put(
        new Decision(
            opening.step(),
            opening.hash(),
            choice,
            Map.of(),
            "decided at the start",
            local.accounts().current(),
            local.clock().instant()));
  }

  private void put(Decision decision) {
    try {
      local.folder().decide(masked(decision));
    } catch (StateException e) {
      throw new StateTrouble(e);
    }
  }

  private static String hash(String text) {
    return Sha256.of(text).substring(0, 16);
  }
}

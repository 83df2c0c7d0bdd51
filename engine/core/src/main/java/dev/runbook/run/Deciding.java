package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.EvaluationException;
import dev.runbook.journal.Decision;
import dev.runbook.journal.Event;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.load.Loader;
import dev.runbook.model.Declaration;
import dev.runbook.model.Work;
import dev.runbook.standing.Outlook;
import dev.runbook.standing.Rules;
import dev.runbook.standing.Standing;
import dev.runbook.text.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a person says from outside a run into a decision that counts. */
final class Deciding {
  private final Surroundings around;
  private final RunFolder folder;
  private final List<Event> events;
  private final Records records = new Records();
  private final Problems problems = new Problems();

  Deciding(Surroundings around, RunFolder folder) throws StateException {
    this.around = around;
    this.folder = folder;
    this.events = folder.read();
    events.forEach(records::apply);
  }

  Decision decision(Answer answer) throws RefusedException, StateException {
    var opened = opened(answer.step());
    var gate = gate(answer.step());
    var declared = gate.map(Work.Gate::fields).orElse(List.of());
    var opening = opening(answer.step(), opened, gate, declared);
    var fields = fields(answer, declared);
    var decision =
        new Decision(
            answer.step(),
            opening.hash(),
            answer.choice(),
            fields,
            answer.comment(),
            around.accounts().current(),
            around.clock().instant());
    check(opening, decision);
    return decision;
  }

  /** Returns the last opening of a gate, if it is still to be decided. */
  private Map<String, ?> opened(String key) throws RefusedException {
    var standing = Standing.of(folder.id(), events, false);
    var open = standing.open().stream().map(Standing.Question::step).toList();
    var opened = records.find(new Key(key)).map(record -> record.opened);
    if (!open.contains(key) || opened.isEmpty()) {
      throw RefusedException.because(
          "nothing is to be decided at `" + key + "` in run `" + folder.id() + "`",
          Spelling.didYouMean(key, open)
              .orElse(
                  open.isEmpty()
                      ? "`" + around.commands().show(folder.id()) + "` shows how it stands"
                      : "it waits at " + Words.and(open)));
    }
    return opened.get();
  }

  private Optional<Work.Gate> gate(String key) throws RefusedException, StateException {
    var past = Past.of(records, folder.id());
    var plan = Kept.read(past, around.catalog(), Kept.files(folder)).plan();
    return Address.find(plan, key)
        .map(address -> address.place().step().work())
        .filter(Work.Gate.class::isInstance)
        .map(Work.Gate.class::cast);
  }

  private Opening opening(
      String key, Map<String, ?> opened, Optional<Work.Gate> gate, List<Declaration> fields) {
    var approvals = opened.get("approvals") instanceof BigDecimal n ? n.intValue() : 1;
    var approvers =
        gate.map(g -> g.approvers().stream().map(word -> word.text()).toList()).orElse(List.of());
    return new Opening(
        folder.id(),
        key,
        Records.text(opened, "hash"),
        Records.text(opened, "ask"),
        Map.of(),
        Records.texts(opened, "choices"),
        fields,
        opened.get("closes") instanceof Instant closes ? closes : null,
        null,
        new Rules(approvals, gate.map(Work.Gate::notSelf).orElse(false), approvers),
        Outlook.NONE,
        gate.isEmpty());
  }

  private Map<String, @Nullable Object> fields(Answer answer, List<Declaration> declared) {
    var names = declared.stream().map(field -> field.name().text()).toList();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (var given : answer.fields().entrySet()) {
      var at = names.indexOf(given.getKey());
      if (at < 0) {
        problems.error(
            null,
            "`" + answer.step() + "` has no field `" + given.getKey() + "`",
            Spelling.didYouMean(given.getKey(), names)
                .orElse(names.isEmpty() ? "it takes none" : "it takes " + Words.and(names)));
      } else {
        read(declared.get(at), given.getValue())
            .ifPresent(value -> fields.put(given.getKey(), Giving.shown(value)));
      }
    }
    return fields;
  }

  private Optional<Given> read(Declaration field, String text) {
    var source = Source.of("--field " + field.name(), text);
    try {
      var value = new Loader(problems).given(field, source);
      return value.isEmpty()
          ? Optional.empty()
          : Optional.of(Evaluation.of(value.get(), NoNames.SEEN));
    } catch (EvaluationException e) {
      problems.add(e.diagnostic());
      return Optional.empty();
    }
  }

  /** Decisions count in the order they were made: one that comes too late must not seem to. */
  private void refuseDecided(Opening opening, Decision decision)
      throws RefusedException, StateException {
    var approvals = opening.rules().approvals();
    for (var earlier : folder.decisions()) {
      var isLast = approvals == 1 || earlier.choice().equals(Decision.REJECT);
      if (counts(opening, earlier) && (isLast || earlier.by().equals(decision.by()))) {
        throw RefusedException.because(
            "`" + opening.step() + "` was decided by " + earlier.by() + ": " + earlier.choice(),
            isLast
                ? "`" + around.commands().resume(folder.id()) + "` goes on with that"
                : "it takes " + approvals + " people: somebody else has to say the same");
      }
    }
  }

  /** What somebody put there who may not decide, or too late, keeps nobody from deciding. */
  private boolean counts(Opening opening, Decision earlier) throws RefusedException {
    var closes = opening.closes();
    return opening.hash().equals(earlier.opening())
        && (closes == null || !earlier.at().isAfter(closes))
        && approval().refusal(opening, earlier).isEmpty();
  }

  private Approval approval() throws RefusedException {
    return new Approval(around.accounts(), Past.of(records, folder.id()).operator());
  }

  private void check(Opening opening, Decision decision) throws RefusedException, StateException {
    refuseDecided(opening, decision);
    var closes = opening.closes();
    if (closes != null && decision.at().isAfter(closes)) {
      throw RefusedException.because(
          "`" + opening.step() + "` could be decided until " + closes, null);
    }
    approval().refusal(opening, decision).ifPresent(problems::add);
    if (!problems.hasErrors() && !decision.choice().equals(Decision.REJECT)) {
      Gates.fields(opening, decision, problems);
    }
    if (problems.hasErrors()) {
      throw new RefusedException(problems.inFileOrder());
    }
  }
}

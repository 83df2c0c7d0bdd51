package dev.runbook.cli.view;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Given;
import dev.runbook.cli.console.Console;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.journal.Decision;
import dev.runbook.model.Declaration;
import dev.runbook.run.Accounts;
import dev.runbook.run.Opening;
import dev.runbook.run.Person;
import dev.runbook.text.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Asks the operator at the terminal. One question at a time, however many branches ask. */
public final class TerminalPerson implements Person {
  private static final String LATER = "q";

  private final Console console;
  private final Accounts accounts;
  private final RunView view;
  private final ReentrantLock one = new ReentrantLock(true);

  public TerminalPerson(Console console, Accounts accounts, RunView view) {
    this.console = console;
    this.accounts = accounts;
    this.view = view;
  }

  /** The operator does not want to answer now, or somebody else did. */
  private static final class LeftException extends Exception {
    private static final long serialVersionUID = 1L;

    LeftException() {
      super(null, null, false, false);
    }
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public Optional<Decision> decide(Opening opening, BooleanSupplier over) {
    one.lock();
    view.hold();
    try {
      console.keyboard().forget();
      return Optional.of(ask(opening, over));
    } catch (LeftException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      view.goOn();
      one.unlock();
    }
  }

  @Override
  public boolean awaits(Opening opening, String why, BooleanSupplier over) {
    one.lock();
    view.hold();
    try {
      console.keyboard().forget();
      console.notice(why);
      while (!line("waiting for others; " + LATER + " to leave it open: ", over).equals(LATER)) {
        console.notice(why);
      }
      return false;
    } catch (LeftException e) {
      return over.getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      view.goOn();
      one.unlock();
    }
  }

  private Decision ask(Opening opening, BooleanSupplier over)
      throws LeftException, InterruptedException {
    var choice = choice(opening, over);
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!choice.equals(Decision.REJECT)) {
      for (var field : opening.fields()) {
        field(field, over).ifPresent(text -> fields.put(field.name().text(), text));
      }
    }
    var comment = line("comment (may be empty): ", over).strip();
    return new Decision(
        opening.step(),
        opening.hash(),
        choice,
        fields,
        comment.isEmpty() ? null : comment,
        accounts.current(),
        console.now());
  }

  private String choice(Opening opening, BooleanSupplier over)
      throws LeftException, InterruptedException {
    var choices = Choices.of(opening);
    while (true) {
      var prompt = opening.step() + ": " + String.join(", ", choices.words()) + " or " + LATER;
      var word = line(prompt + " to leave it open? ", over).strip();
      if (word.equals(LATER)) {
        throw new LeftException();
      }
      var meant = choices.meant(word);
      if (meant.isPresent()) {
        return meant.get();
      }
    }
  }

  /** Returns what was filled in; empty if the field is left as it is. */
  private Optional<String> field(Declaration field, BooleanSupplier over)
      throws LeftException, InterruptedException {
    var optional = !field.required() || field.defaultValue() != null;
    var prompt = field.name().text() + (optional ? " (may be empty): " : ": ");
    while (true) {
      var text = line(prompt, over).strip();
      if (text.isEmpty() && optional) {
        return Optional.empty();
      }
      if (fits(field, text)) {
        return Optional.of(text);
      }
    }
  }

  private boolean fits(Declaration field, String text) {
    var problems = new Problems();
    var source = Source.of(field.name().text(), text);
    Binding.read(field, new Given.Plain(text, source.span(0, text.length())), problems);
    var plain = problems.inFileOrder().stream().map(TerminalPerson::withoutPlace).toList();
    console.report(plain);
    return plain.isEmpty();
  }

  private static Diagnostic withoutPlace(Diagnostic problem) {
    return Diagnostic.error(null, problem.message(), problem.hint());
  }

  private String line(String prompt, BooleanSupplier over)
      throws LeftException, InterruptedException {
    console.prompt(prompt);
    var line = console.keyboard().line(over);
    if (line.isEmpty()) {
      console.notice("");
    }
    return line.orElseThrow(LeftException::new);
  }

  @Override
  public Optional<String> secret(String name) {
    return console.secret("secret " + name + ": ");
  }

  /** What can be answered, in full or by the beginning of it. */
  private record Choices(List<String> words) {
    static Choices of(Opening opening) {
      var words = new ArrayList<>(opening.choices());
      if (!words.contains(Decision.REJECT) && !opening.isCutOff()) {
        words.add(Decision.REJECT);
      }
      return new Choices(List.copyOf(words));
    }

    Optional<String> meant(String word) {
      if (word.isEmpty()) {
        return Optional.empty();
      }
      if (words.contains(word)) {
        return Optional.of(word);
      }
      var near = words.stream().filter(known -> known.startsWith(word)).toList();
      return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }
  }
}

package dev.runbook.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Programs for tests of actions: answers that a test wrote down, or the real programs, plainly.
 * Keeps what was asked for.
 */
final class FakeProcesses implements Processes {
  private final Consumer<String> lines;
  private final Cancellation cancellation;
  private final List<Answer> answers = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private boolean scripted;

  private record Answer(String beginning, int code, List<String> lines) {}

  /**
   * @param lines gets what programs say
   */
  FakeProcesses(Consumer<String> lines, Cancellation cancellation) {
    this.lines = lines;
    this.cancellation = cancellation;
  }

  /** Adds an answer; each is given once, the first that fits. */
  synchronized void answer(String beginning, int code, List<String> said) {
    scripted = true;
    answers.add(new Answer(beginning, code, said));
  }

  synchronized List<Command> commands() {
    return List.copyOf(commands);
  }

  @Override
  public Exit run(Command command) throws IOException, InterruptedException {
    return isScripted(command)
        ? give(command, next(command))
        : new PlainProcess(command, lines, cancellation).run();
  }

  private synchronized boolean isScripted(Command command) {
    commands.add(command);
    return scripted;
  }

  private synchronized Answer next(Command command) {
    var words = String.join(" ", command.arguments());
    for (var answer : answers) {
      if (words.equals(answer.beginning()) || words.startsWith(answer.beginning() + " ")) {
        answers.remove(answer);
        return answer;
      }
    }
    throw new AssertionError("the test has no answer for `" + words + "`");
  }

  private Exit give(Command command, Answer answer) {
    answer.lines().forEach(command.lines() == null ? lines : command.lines());
    return new Exit(
        answer.code(),
        new Captured(String.join("\n", answer.lines()), false),
        new Captured("", false));
  }
}

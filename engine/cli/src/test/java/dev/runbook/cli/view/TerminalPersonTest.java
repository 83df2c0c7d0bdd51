package dev.runbook.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Typing;
import dev.runbook.journal.Decision;
import dev.runbook.model.Declaration;
import dev.runbook.model.Word;
import dev.runbook.run.Accounts;
import dev.runbook.run.Opening;
import dev.runbook.standing.Outlook;
import dev.runbook.standing.Rules;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TerminalPersonTest {
  private final Typing typing = new Typing(Path.of("."), Path.of(".")).with("NO_COLOR", "1");

  @Test
  void aChoiceIsTakenByItsBeginning() {
    var decision = decide(gate(List.of()), "hol\nbecause\n", () -> false).orElseThrow();
    assertThat(decision.choice()).isEqualTo("hold");
    assertThat(decision.comment()).isEqualTo("because");
    assertThat(decision.by()).isEqualTo("ann");
    assertThat(decision.opening()).isEqualTo("hash");
    assertThat(typing.complained())
        .isEqualTo(
            "review: continue, hold, cancel, reject or q to leave it open? "
                + "comment (may be empty): ");
  }

  @Test
  void whatIsNoChoiceOrSeveralIsAskedAgain() {
    var decision = decide(gate(List.of()), "x\nc\n\ncont\n\n", () -> false).orElseThrow();
    assertThat(decision.choice()).isEqualTo("continue");
    assertThat(decision.comment()).isNull();
  }

  @Test
  void fieldsAreAskedUntilTheyFit() {
    var count = field("count", Declaration.Kind.INTEGER, true);
    var note = field("note", Declaration.Kind.STRING, false);
    var answers = "hold\nmany\n\n3\n\n\n";
    var decision = decide(gate(List.of(count, note)), answers, () -> false).orElseThrow();
    assertThat(decision.fields()).isEqualTo(Map.of("count", "3"));
    assertThat(typing.complained()).contains("error: ").contains("note (may be empty): ");
  }

  @Test
  void aRejectionAsksForNoFields() {
    var count = field("count", Declaration.Kind.INTEGER, true);
    var decision = decide(gate(List.of(count)), "reject\nno\n", () -> false).orElseThrow();
    assertThat(decision.choice()).isEqualTo("reject");
    assertThat(decision.fields()).isEmpty();
  }

  @Test
  void aGateCanBeRejectedWhateverItsChoicesAreCalled() {
    var gate = gate(List.of("rerun", "leave"), List.of());
    var decision = decide(gate, "reject\nno\n", () -> false).orElseThrow();
    assertThat(decision.choice()).isEqualTo("reject");
  }

  @Test
  void itCanBeLeftOpen() {
    assertThat(decide(gate(List.of()), "q\n", () -> false)).isEmpty();
  }

  @Test
  void theEndOfTheInputLeavesItOpen() {
    assertThat(decide(gate(List.of()), "", () -> false)).isEmpty();
  }

  @Test
  void theQuestionEndsWhenItIsAnsweredElsewhere() {
    assertThat(decide(gate(List.of()), "hold\n\n", () -> true)).isEmpty();
  }

  @Test
  void whoMayNotDecideIsToldSoAndWaitsOrLeaves() {
    assertThat(awaits("c\nq\n", () -> false)).isFalse();
    assertThat(typing.complained())
        .isEqualTo(
            """
            ann started this run and may not decide
            waiting for others; q to leave it open: ann started this run and may not decide
            waiting for others; q to leave it open:\s""");
    assertThat(awaits("q\n", () -> true)).isTrue();
  }

  private boolean awaits(String typed, BooleanSupplier over) {
    var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    var console = typing.atTerminal(in).console();
    var why = "ann started this run and may not decide";
    return new TerminalPerson(console, new Ann(), new RunView(console))
        .awaits(gate(List.of()), why, over);
  }

  private Optional<Decision> decide(Opening opening, String answers, BooleanSupplier over) {
    var in = new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8));
    var console = typing.atTerminal(in).console();
    return new TerminalPerson(console, new Ann(), new RunView(console)).decide(opening, over);
  }

  private static final class Ann implements Accounts {
    @Override
    public String current() {
      return "ann";
    }

    @Override
    public boolean isMember(String account, String group) {
      return false;
    }
  }

  private static Declaration field(String name, Declaration.Kind kind, boolean required) {
    var word = new Word(name, Steps.span());
    var shape = Declaration.Shape.of(kind);
    return new Declaration(
        word, shape, Steps.span(), null, List.of(), null, null, null, null, required, null);
  }

  private static Opening gate(List<Declaration> fields) {
    return gate(List.of("continue", "hold", "cancel"), fields);
  }

  private static Opening gate(List<String> choices, List<Declaration> fields) {
    return new Opening(
        "r",
        "review",
        "hash",
        "Go on?",
        Map.of(),
        choices,
        fields,
        null,
        null,
        Rules.ANYBODY,
        Outlook.NONE,
        false);
  }
}

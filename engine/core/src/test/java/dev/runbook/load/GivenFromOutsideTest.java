package dev.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.model.Declaration;
import dev.runbook.model.Declaration.Kind;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.text.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Site files, {@code -i NAME=VALUE} and environment variables. */
class GivenFromOutsideTest {
  private final Problems problems = new Problems();

  private Optional<Value> given(Kind kind, String text) {
    var source = Source.of("-i x", text);
    var name = new Word("x", source.span(0, 1));
    var declared =
        new Declaration(
            name,
            Declaration.Shape.of(kind),
            name.span(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            true,
            null);
    return new Loader(problems).given(declared, source);
  }

  private static String text(Value value) {
    return ((Value.Scalar) value).template().constant().orElseThrow();
  }

  private Optional<Site> site(String text) {
    return new Loader(problems, file -> text.getBytes(StandardCharsets.UTF_8))
        .site(Path.of("lab.site.yaml"));
  }

  private String report() {
    return Report.of(problems.inFileOrder());
  }

  @Test
  void aTextIsTakenAsItIs() {
    for (var text : List.of("1.80", "Really: no", "[a", "# no comment", "*x", " a ", "", "true")) {
      var value = given(Kind.STRING, text).orElseThrow();
      assertThat(text(value)).isEqualTo(text);
      assertThat(((Value.Scalar) value).plain()).isFalse();
    }
    assertThat(report()).isEmpty();
  }

  @Test
  void aTextFromOutsideIsNeverEvaluated() {
    assertThat(text(given(Kind.STRING, "${run.id} $${x} $").orElseThrow()))
        .isEqualTo("${run.id} $${x} $");
  }

  @Test
  void numbersAndBooleansAreReadByTheirType() {
    var value = (Value.Scalar) given(Kind.INTEGER, "17").orElseThrow();
    assertThat(value.plain()).isTrue();
    assertThat(((Value.Scalar) given(Kind.DURATION, "1h").orElseThrow()).plain()).isFalse();
  }

  @Test
  void listsAndMapsAreYamlFlow() {
    assertThat(((Value.Items) given(Kind.LIST, "[15, 16]").orElseThrow()).items()).hasSize(2);
    assertThat(((Value.Entries) given(Kind.MAP, "{ a: 1, b: 2 }").orElseThrow()).entries())
        .hasSize(2);
    assertThat(report()).isEmpty();
  }

  @Test
  void aWrongListIsLocated() {
    assertThat(given(Kind.LIST, "[15, 16")).isEmpty();
    assertThat(report())
        .isEqualTo(
            """
            error: this `[` is never closed
             --> -i x:1:1
              |
            1 | [15, 16
              | ^
              = hint: end it with `]`
            """);
  }

  @Test
  void aTemplateInAListFromOutsideIsRefused() {
    assertThat(given(Kind.LIST, "['${run.id}']")).isEmpty();
    assertThat(report()).contains("a value from outside holds no `${...}`");
  }

  @Test
  void aSiteGivesInputsSecretsAndConnections() {
    var site =
        site("""
                inputs: { branch: main, hosts: [a, b] }
                secrets: { token: { env: TOKEN } }
                connections: { bot: { type: ssh, host: bot } }
                """)
            .orElseThrow();
    assertThat(site.inputs()).extracting(entry -> entry.key().text()).contains("branch", "hosts");
    assertThat(site.secrets().get(0).from()).isInstanceOf(Declaration.SecretFrom.Env.class);
    assertThat(site.connections().get(0).given()).isFalse();
    assertThat(report()).isEmpty();
  }

  @Test
  void aWrongSiteIsLocated() {
    assertThat(site("input: { branch: main }\nsecrets: { token: hunter2 }\n")).isEmpty();
    assertThat(report())
        .isEqualTo(
            """
            error: unknown key `input`
             --> lab.site.yaml:1:1
              |
            1 | input: { branch: main }
              | ^^^^^
              = hint: did you mean `inputs`?

            error: expected a map, found text
             --> lab.site.yaml:2:19
              |
            2 | secrets: { token: ******* }
              |                   ^^^^^^^
              = hint: a secret is never written here: name where it comes from, such as `{ env: VARIABLE }`
            """);
  }

  @Test
  void anEmptySiteIsNamed() {
    assertThat(site("")).isEmpty();
    assertThat(report()).startsWith("error: `lab.site.yaml` is empty\n");
  }

  @Test
  void aRunbookIsNoSite() {
    assertThat(site("runbook: demo\nsteps: []\n")).isEmpty();
    assertThat(report()).contains("unknown key `runbook`").contains("unknown key `steps`");
  }
}

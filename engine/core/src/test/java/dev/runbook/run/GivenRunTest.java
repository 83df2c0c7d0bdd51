package dev.runbook.run;

import static dev.runbook.run.RunResult.Status.PAUSED;
import static dev.runbook.run.RunResult.Status.ROLLED_BACK;
import static dev.runbook.run.RunResult.Status.SUCCEEDED;
import static dev.runbook.run.Story.runbook;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenRunTest {
  private static final String SECRET =
      """
      runbook: secret
      secrets: { token: { env: TOKEN }, other: { env: OTHER } }
      connections: { main: { type: vault, url: 'https://v', token: '${secrets.token}' } }
      steps:
        - { id: g, gate: { ask: 'Go on?' } }
        - { id: a, action: fake.login, with: { name: login } }
        - { id: b, action: fake.do, with: { name: 'saw ${steps.a.outputs.text}' } }
        - { id: c, action: fake.login, with: { name: again, key: '${secrets.other}' } }
      """;

  @Test
  void anInputComesFromTheNearestThatGivesIt() {
    var text =
        """
        runbook: inputs
        inputs:
          a: { type: string, env: A_NAME, default: default }
          b: { type: string, env: B_NAME, default: default }
          c: { type: string, env: C_NAME, default: default }
          d: { type: string, default: 'd of ${inputs.a}' }
          l: { type: list, of: integer, default: [] }
        steps:
          - { id: s, action: fake.do, with: { name: '${inputs.a} ${inputs.b} ${inputs.c} ${inputs.d} ${len(inputs.l)}' } }
        """;
    runbook(text)
        .environment("A_NAME", "env")
        .environment("B_NAME", "env")
        .environment("C_NAME", "env")
        .site("inputs: { a: first, b: first }")
        .site("inputs: { a: second }")
        .input("b", "given")
        .input("l", "[1, 2]")
        .run()
        .ran("second given env d of second 2")
        .ended(SUCCEEDED);
  }

  @Test
  void whatIsMissingIsToldBeforeAnythingRuns() {
    runbook(
            """
            runbook: inputs
            inputs: { a: { type: string }, b: { type: integer } }
            steps:
              - { id: s, action: fake.do, with: { name: x } }
            """)
        .input("b", "many")
        .run()
        .refused("input `a` is not given");
    runbook(SECRET)
        .environment("TOKEN", "sesame-open")
        .run()
        .refused("secret `other` is missing: `OTHER` is not set");
    runbook(SECRET)
        .environment("TOKEN", "abc")
        .environment("OTHER", "hidden-key")
        .run()
        .refused("secret `token` has less than 6 characters");
  }

  @Test
  void secretsReachWhatNeedsThemAndNothingElse() {
    var told =
        runbook(SECRET)
            .environment("TOKEN", "sesame-open")
            .environment("OTHER", "hidden-key")
            .yes("g", "approve")
            .run()
            .ended(SUCCEEDED)
            .ran(
                "login at https://v with sesame-open",
                "saw login at https://v with ***",
                "again at https://v with sesame-open and hidden-key");
    assertThat(told.folder().everything()).doesNotContain("sesame-open").doesNotContain("hidden");
    assertThat(told.story()).doesNotContain("sesame-open").doesNotContain("hidden-key");
    told.rollback().ended(ROLLED_BACK);
    assertThat(told.effects().subList(3, 6))
        .containsExactly(
            "logout at https://v with sesame-open and hidden-key",
            "back saw login at https://v with ***",
            "logout at https://v with sesame-open");
    assertThat(told.folder().everything()).doesNotContain("sesame-open").doesNotContain("hidden");
  }

  @Test
  void aResumeReadsTheSecretsThatAreStillNeeded() {
    var story =
        runbook(SECRET).environment("TOKEN", "sesame-open").environment("OTHER", "hidden-key");
    var told = story.run().ended(PAUSED).decide("g", "approve");
    story.environment("TOKEN", "x");
    told.resume().refused("secret `token` has less than 6 characters");
    story.environment("TOKEN", "sesame-new");
    told.resume().ended(SUCCEEDED);
    assertThat(told.effects()).contains("login at https://v with sesame-new");
  }

  @Test
  void anUndoThatHoldsASecretInAnotherFormIsNeitherKeptNorCarriedOutWithStars() {
    var told =
        runbook(
                """
                runbook: encoded
                secrets: { token: { env: TOKEN } }
                connections: { main: { type: vault, url: 'https://v', token: '${secrets.token}' } }
                steps:
                  - { id: login, action: fake.login, with: { name: in } }
                  - id: a
                    action: fake.do
                    with: { name: a }
                    undo: { action: fake.back, with: { name: 'Basic Zmlyc3Qtc2VjcmV0' } }
                  - { id: b, action: fake.do, with: { name: b } }
                """)
            .environment("TOKEN", "first-secret")
            .run()
            .ended(SUCCEEDED);
    assertThat(told.events().toString()).doesNotContain("Zmlyc3Q").contains("Basic ***");
    assertThat(told.result().warnings())
        .singleElement()
        .asString()
        .startsWith("`a` cannot be taken back: its undo holds a secret in another form");
    told.rollback();
    assertThat(told.effects()).noneMatch(effect -> effect.contains("***")).contains("back b");
  }

  @Test
  void aSecretThatIsAnOrdinaryWordCanBeGivenBackByAnUndo() {
    var told =
        runbook(
                """
                runbook: word
                secrets: { secret: { env: TOKEN }, folder: { env: FOLDER } }
                steps:
                  - id: a
                    action: fake.do
                    with: { name: a }
                    undo: { action: fake.back, with: { name: '${secrets.secret} of ${secrets.folder}' } }
                """)
            .environment("TOKEN", "secret")
            .environment("FOLDER", "folder")
            .run()
            .ended(SUCCEEDED);
    assertThat(told.result().warnings()).isEmpty();
    told.rollback();
    assertThat(told.effects()).contains("back secret of folder");
  }

  @Test
  void aSecretThatStandsWhereAMarkerWouldIsKeptOutOfTheRecord() {
    var secret = "0123456789abcdef".repeat(4);
    var told =
        runbook(
                """
                runbook: forged
                secrets: { token: { env: TOKEN } }
                steps:
                  - id: a
                    action: fake.do
                    with: { name: a }
                    undo: { action: fake.back, with: { name: "\\u0001${secrets.token}\\u0001" } }
                """)
            .environment("TOKEN", secret)
            .run()
            .ended(SUCCEEDED);
    assertThat(told.events().toString()).doesNotContain(secret);
    told.rollback();
    assertThat(told.effects()).contains("back \u0001" + secret + "\u0001");
  }

  @Test
  void secretsOfStepsThatAreNotSelectedAreNotRead() {
    runbook(SECRET)
        .environment("TOKEN", "sesame-open")
        .only("a")
        .run()
        .ran("login at https://v with sesame-open")
        .ended(SUCCEEDED);
  }

  @Test
  void connectionsAndSecretsAreHandedToCalls() {
    runbook(
            """
            runbook: outer
            secrets: { token: { env: TOKEN } }
            connections: { bot: { type: vault } }
            steps:
              - { id: a, call: inner.yaml, with: { safe: '${connections.bot}', key: '${secrets.token}' } }
            """)
        .file(
            "inner.yaml",
            """
            runbook: inner
            secrets: { key: }
            connections: { safe: { type: vault } }
            steps:
              - { id: a, action: fake.login, with: { name: inner, key: '${secrets.key}' } }
            """)
        .site(
            """
            secrets: { vault_token: { env: VAULT } }
            connections: { bot: { type: vault, url: 'https://site', token: '${secrets.vault_token}' } }
            """)
        .environment("TOKEN", "first-secret")
        .environment("VAULT", "second-secret")
        .run()
        .ran("inner at https://site with second-secret and first-secret")
        .ended(SUCCEEDED);
  }

  private static final String HANDED =
      """
      runbook: outer
      secrets: { token: { env: TOKEN } }
      connections:
        own: { type: vault, url: 'https://own', token: '${secrets.token}' }
        bot: { type: vault }
      steps:
        - { id: first, action: fake.do, with: { name: first } }
        - { id: a, call: between.yaml, with: { safe: '${connections.%s}' } }
      """;

  private static Story handed(String connection) {
    return runbook(HANDED.formatted(connection))
        .file(
            "between.yaml",
            """
            runbook: between
            connections: { safe: { type: vault } }
            steps:
              - { id: b, call: inner.yaml }
            """)
        .file(
            "inner.yaml",
            """
            runbook: inner
            connections: { safe: { type: vault } }
            steps:
              - { id: c, action: fake.login, with: { name: inner } }
            """)
        .site(
            """
            secrets: { vault_token: { env: VAULT } }
            connections: { bot: { type: vault, url: 'https://site', token: '${secrets.vault_token}' } }
            """);
  }

  @Test
  void theSecretsOfAConnectionThatOnlyACalledRunbookUsesAreThereBeforeTheFirstEffect() {
    handed("own")
        .environment("VAULT", "second-secret")
        .run()
        .ran()
        .refused("secret `token` is missing: `TOKEN` is not set");
    handed("own").environment("TOKEN", "first-secret").run().ended(SUCCEEDED);
    handed("bot")
        .environment("TOKEN", "first-secret")
        .run()
        .ran()
        .refused("secret `vault_token` is missing: `VAULT` is not set");
    handed("bot")
        .environment("VAULT", "second-secret")
        .run()
        .ran("first", "inner at https://site with second-secret")
        .ended(SUCCEEDED);
  }

  @Test
  void theSecretsOfASitesConnectionAreThereBeforeTheFirstEffect() {
    runbook(
            """
            runbook: site
            connections: { bot: { type: vault } }
            steps:
              - { id: first, action: fake.do, with: { name: first } }
              - { id: a, action: fake.login, with: { name: in } }
            """)
        .site(
            """
            secrets: { vault_token: { env: VAULT } }
            connections: { bot: { type: vault, url: 'https://site', token: '${secrets.vault_token}' } }
            """)
        .run()
        .ran()
        .refused("secret `vault_token` is missing: `VAULT` is not set");
  }

  @Test
  void theSecretsOfWhatTakesACallBackAreThereBeforeTheFirstEffect() {
    runbook(
            """
            runbook: outer
            steps:
              - { id: a, call: inner.yaml, with: { back: false }, undo: { with: { back: true } } }
            """)
        .file(
            "inner.yaml",
            """
            runbook: inner
            inputs: { back: { type: boolean } }
            secrets: { token: { env: TOKEN } }
            connections: { safe: { type: vault, url: 'https://own', token: '${secrets.token}' } }
            steps:
              - { id: b, when: not inputs.back, action: fake.do, with: { name: forth } }
              - { id: c, when: inputs.back, action: fake.login, with: { name: back } }
            """)
        .only("a")
        .run()
        .ran()
        .refused("secret `token` is missing: `TOKEN` is not set");
  }

  @Test
  void whatLiesReadyIsMaskedThoughNoStepNeedsIt() {
    var told =
        runbook(
                """
                runbook: idle
                secrets: { token: { env: TOKEN } }
                steps:
                  - { id: a, action: fake.do, with: { name: a, gives: 'a first-secret' } }
                """)
            .environment("TOKEN", "first-secret")
            .run()
            .ended(SUCCEEDED);
    assertThat(told.folder().everything()).contains("a ***").doesNotContain("first-secret");
  }

  @Test
  void whatPeopleTypeAndAnEarlierRunGaveIsMasked() {
    var text =
        """
        runbook: told
        %s
        steps:
          - { id: a, action: fake.do, with: { name: a, gives: 'a first-secret' } }
          - { id: ask, gate: { ask: 'Go on?', fields: { note: { type: string } } } }
          - id: b
            action: fake.do
            with: { name: b, gives: '${steps.a.outputs.value}, ${steps.ask.outputs.fields.note}' }
        """;
    var earlier = runbook(text.formatted("")).only("a").run().ended(SUCCEEDED);
    var told =
        runbook(text.formatted("secrets: { token: { env: TOKEN } }"))
            .environment("TOKEN", "first-secret")
            .selecting(new RunRequest.Selected(List.of(), "ask", null, List.of(), null))
            .outputsFrom(earlier)
            .run()
            .ended(PAUSED);
    told.decide("ask", "approve", Map.of("note", "first-secret")).resume().ended(SUCCEEDED);
    assertThat(told.events().toString()).contains("a ***, ***").doesNotContain("first-secret");
  }

  @Test
  void anInputThatHoldsASecretIsRefused() {
    var story =
        runbook(
                """
                runbook: given
                inputs: { to: { type: string }, key: { type: secret } }
                secrets: { token: { env: TOKEN } }
                connections: { main: { type: vault, url: 'https://v', token: '${secrets.token}' } }
                steps:
                  - { id: a, action: fake.login, with: { name: 'to ${inputs.to}', key: '${inputs.key}' } }
                """)
            .environment("TOKEN", "first-secret")
            .input("key", "other-secret");
    story.input("to", "https://u:first-secret@host");
    story.run().ran().refused("input `to` holds a secret, and would be recorded");
    story.input("to", "b3RoZXItc2VjcmV0");
    story.run().ran().refused("input `to` holds a secret, and would be recorded");
  }

  @Test
  void stepsThatAreLeftOutAreSkipped() {
    var text =
        """
        runbook: some
        steps:
          - { id: a, action: fake.do, with: { name: a, gives: 1 } }
          - id: g
            steps:
              - { id: b, action: fake.do, with: { name: b } }
              - { id: c, action: fake.do, with: { name: c } }
          - { id: d, action: fake.do, with: { name: 'd${steps.a.outputs.value}' } }
        """;
    runbook(text).only("g").run().ran("b", "c").ended(SUCCEEDED);
    runbook(text).only("c").run().ran("c").ended(SUCCEEDED);
    runbook(text)
        .selecting(new RunRequest.Selected(List.of(), null, null, List.of("b", "d"), null))
        .run()
        .ran("a", "c");
    runbook(text)
        .selecting(new RunRequest.Selected(List.of(), "c", null, List.of(), null))
        .run()
        .refused("step `d` needs outputs of `a`, which is not part of this run");
    var earlier = runbook(text).only("a").run().ran("a");
    runbook(text)
        .selecting(new RunRequest.Selected(List.of(), "c", null, List.of(), null))
        .outputsFrom(earlier)
        .run()
        .ran("c", "d1")
        .ended(SUCCEEDED);
  }

  @Test
  void aSelectionThatLeavesNothingToRunIsRefused() {
    var text =
        """
        runbook: some
        steps:
          - id: g
            steps:
              - { id: a, action: fake.do, with: { name: a } }
          - { id: b, action: fake.do, with: { name: b } }
        """;
    var nothing = "no step is left to run: those asked for are left out as well";
    for (var selected :
        List.of(
            new RunRequest.Selected(List.of("g"), null, null, List.of("a"), null),
            new RunRequest.Selected(List.of(), "b", "a", List.of(), null))) {
      runbook(text).selecting(selected).run().ran().refused(nothing);
    }
  }
}

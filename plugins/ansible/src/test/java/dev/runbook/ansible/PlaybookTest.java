package dev.runbook.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.action.Again;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.action.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Playbooks at this machine, with the real ansible. */
@Tag("once")
@Timeout(180)
class PlaybookTest {
  private static final String CONF =
      """
      - name: Write the configuration
        copy: { content: "port = {{ port }}\\n", dest: "{{ playbook_dir }}/{{ inventory_hostname }}.conf" }
      """;

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void begin() throws Exception {
    site = new Site(folder).knowing(Map.of("port", new BigDecimal(8080)));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(Site.leftovers()).isEmpty();
  }

  @Test
  void whatATaskChangedIsToldHostByHostAndNothingTheSecondTime() throws Exception {
    var play = site.play(CONF);
    var first = site.done(play);
    assertThat(first.changed()).isTrue();
    assertThat(first.hosts())
        .containsExactly(
            new HostResult("web1", 1, 1, 0, 0, 0, 0, 0),
            new HostResult("web2", 1, 1, 0, 0, 0, 0, 0));
    assertThat(first.changed_tasks())
        .containsExactly(new ChangedTask("Write the configuration", List.of("web1", "web2")));
    assertThat(folder.resolve("web2.conf")).hasContent("port = 8080");

    var second = site.done(play);
    assertThat(second.changed()).isFalse();
    assertThat(second.changed_tasks()).isEmpty();
    assertThat(second.hosts()).extracting(HostResult::ok).containsExactly(1, 1);
  }

  @Test
  void aTaskIsShownWithItsResultsAndItsDiff() throws Exception {
    try (var call = site.call()) {
      site.showingDiffs().limitedTo("web1").play(CONF).run(call);
      assertThat(call.lines())
          .containsSubsequence(
              "play: web", "task: Write the configuration", "  web1: changed", "+port = 8080")
          .noneMatch(line -> line.contains("web2"));
      assertThat(call.progressed()).containsExactly("Write the configuration");
    }
  }

  @Test
  void whatPlaybooksTellIsAnOutputAndWhatTheyDebugIsShown() throws Exception {
    try (var call = site.call()) {
      var outcome =
          site.limitedTo("web1")
              .play(
                  """
                  - debug: { msg: "the port is {{ port }}" }
                  - debug: { msg: "around: {{ lookup('env', 'ANSIBLE_STDOUT_CALLBACK') ~ lookup('env', 'PYTHONPATH') }}" }
                  - set_stats: { data: { version: '1.2', nodes: [a, b] }, per_host: false }
                  """)
              .run(call);
      var outputs = ((Outcome.Done<Playbook.Outputs>) outcome).outputs();
      assertThat(outputs.stats()).isEqualTo(Map.of("version", "1.2", "nodes", List.of("a", "b")));
      assertThat(call.lines())
          .contains("  web1: ok: the port is 8080")
          .noneMatch(line -> line.contains("around: ") && line.contains("runbook"));
    }
  }

  @Test
  void tagsChooseTasks() throws Exception {
    var tasks =
        """
        - { name: one, command: 'true', tags: [one] }
        - { name: two, command: 'true', tags: [two] }
        - { name: both, command: 'true', tags: [one, two] }
        """;
    var outputs = site.tagged(List.of("one"), List.of("two")).play(tasks);
    assertThat(site.done(outputs).changed_tasks())
        .extracting(ChangedTask::task)
        .containsExactly("one");
  }

  @Test
  void aFailedTaskIsNamedWithItsHostAndWhatItSaid() throws Exception {
    var tasks =
        CONF
            + """
            - { name: Ignored, command: 'false', ignore_errors: true }
            - name: Rescued
              block: [{ command: 'false' }]
              rescue: [{ debug: { msg: saved } }]
            - name: Check the port
              shell: 'echo it is taken >&2; exit 3'
              when: inventory_hostname == 'web2'
            """;
    var failed = site.failed(site.play(tasks));
    assertThat(failed.reason())
        .isEqualTo("1 host failed: web2 at `Check the port`: exit code 3: it is taken");
    assertThat(failed.outputs().changed()).isTrue();
    assertThat(failed.outputs().hosts())
        .extracting(HostResult::host, HostResult::failed, HostResult::rescued, HostResult::ignored)
        .containsExactly(tuple("web1", 0, 1, 1), tuple("web2", 1, 1, 1));
    var loop =
        site.play(
            "- { name: Loop, fail: { msg: 'no {{ item }}' }, when: item == 'b', loop: [a, b] }");
    assertThat(site.failed(loop).reason())
        .isEqualTo("2 hosts failed: web1 at `Loop`: no b; web2 at `Loop`: no b");
    var silent = site.limitedTo("web1").play("- { name: Hush, command: 'false', no_log: true }");
    assertThat(site.failed(silent).reason())
        .isEqualTo("1 host failed: web1 at `Hush`: its no_log hides why");
  }

  @Test
  void noHostMatchedIsABadAnswer() throws Exception {
    var play = site.playbook("- { hosts: db, gather_facts: false, tasks: [{ debug: {} }] }");
    assertThat(site.failed(play).reason())
        .isEqualTo("no host matched: check the `hosts` of its plays, and `inventory`");
    assertThat(site.failed(site.limitedTo("nobody").play(CONF)).reason())
        .contains("no hosts to target; check `limit` and `inventory`");
  }

  @Test
  void aPlayWithoutHostsBesideOneWithHostsIsNone() throws Exception {
    var two =
        site.playbook(
            """
            - { hosts: db, gather_facts: false, tasks: [{ debug: {} }] }
            - { hosts: web, gather_facts: false, tasks: [{ debug: {} }] }
            """);
    assertThat(site.done(two).hosts()).hasSize(2);
  }

  @Test
  void aSyntaxErrorIsSaidWithItsPlace() throws Exception {
    assertThat(site.failed(site.playbook("- hosts: web\n  tasks:\n    - name: a: b\n")).reason())
        .isEqualTo(
            "syntax error: mapping values are not allowed in this context at "
                + folder.resolve("site.yml")
                + ":3:14");
    assertThat(site.failed(site.playbook("- hosts: web\n  taskz: []\n")).reason())
        .isEqualTo(
            "'taskz' is not a valid attribute for a Play at "
                + folder.resolve("site.yml")
                + ":1:3");
  }

  @Test
  void aPlaybookOrAnInventoryThatIsNotThereIsNamed() throws Exception {
    assertThat(site.failed(site.playbook(Path.of("nothing.yml"))).reason())
        .isEqualTo("there is no playbook " + folder.resolve("nothing.yml") + ": check `playbook`");
    assertThat(site.failed(site.at("web1").play(CONF)).reason())
        .startsWith("there is no inventory " + folder.resolve("web1"))
        .endsWith("`web1,`");
    site.write("broken", "[web\nx");
    assertThat(site.failed(site.at("hosts", "broken").play(CONF)).reason())
        .isEqualTo(
            "completely failed to parse inventory source "
                + folder.resolve("broken")
                + "; the step's log has what is wrong with it");
  }

  @Test
  void aVaultIsOpenedWithItsPasswordOnly() throws Exception {
    site.write("secret.yml", "token: sesame42\n");
    site.encrypt("secret.yml", "prod", Site.PASSWORD);
    var text =
        """
        - hosts: web
          gather_facts: false
          vars_files: [secret.yml]
          tasks: [{ debug: { msg: 'it says {{ token }}' } }]
        """;
    assertThat(site.failed(site.playbook(text)).reason())
        .isEqualTo(
            "attempting to decrypt but no vault secrets found; give the vault's password in `vault`");
    assertThat(site.opening("wrong password", Map.of()).failed(site.playbook(text)).reason())
        .contains("secret.yml; check the password in `vault`, or the names in `vault_ids`");
    for (var opened :
        List.of(
            site.opening(Site.PASSWORD, Map.of()).playbook(text),
            site.opening(null, Map.of("prod", new Secret(Site.PASSWORD))).playbook(text))) {
      try (var call = site.call()) {
        assertThat(opened.run(call)).isInstanceOf(Outcome.Done.class);
        assertThat(call.lines()).contains("  web1: ok: it says sesame42");
        assertThat(call.commands().get(0).arguments()).noneMatch(word -> word.contains("horse"));
        assertThat(call.commands().get(0).environment().toString()).doesNotContain("horse");
      }
    }
  }

  @Test
  void aPasswordThatBecomeAsksForIsGivenInNoArgument() throws Exception {
    var task = "- { name: As root, command: 'true' }";
    site.limitedTo("web1");
    try (var call = site.call()) {
      assertThat(site.becoming(Site.PASSWORD).play(task).run(call))
          .as("%s", call.lines())
          .isInstanceOf(Outcome.Done.class);
      assertThat(call.commands().get(0).arguments()).noneMatch(word -> word.contains("horse"));
    }
    assertThat(site.failed(site.becoming("wrong password").play(task)).reason())
        .endsWith("check the connection's `become_password`");
    assertThat(site.failed(site.becoming(null).play(task)).reason())
        .endsWith("give the connection a `become_password`");
  }

  @Test
  void aSecretAmongTheVariablesIsInNoProcessAndNoFile() throws Exception {
    site.write("look.sh", LOOK);
    var play =
        site.knowing(Map.of("token", "hunter2hunter2", "text", "say \"{{ token }}\"\nè"))
            .opening(Site.PASSWORD, Map.of())
            .limitedTo("web1")
            .play(
                """
                - name: Look
                  command: sh look.sh hunter2 horse
                  args: { chdir: '{{ playbook_dir }}' }
                  register: looked
                - assert: { that: ["token == 'hunter2hunter2'", "text == 'say \\"hunter2hunter2\\"\\nè'"] }
                - debug: { msg: 'found {{ looked.stdout_lines }}' }
                """);
    try (var call = site.call()) {
      assertThat(play.run(call)).as("%s", call.lines()).isInstanceOf(Outcome.Done.class);
      assertThat(call.lines()).contains("  web1: ok: found ['workplace']");
    }
  }

  /** Tells where one of the words is, besides in its own arguments. */
  private static final String LOOK =
      """
      for word; do
        case $word in hunter2) rest=hunter2;; esac
        for file in /proc/[0-9]*/cmdline /proc/[0-9]*/environ; do
          pid=${file#/proc/}; pid=${pid%%/*}
          tr '\\0' ' ' < "$file" 2>/dev/null | grep -v 'look.sh' | grep -q "$word" && echo "$file"
        done
        find ${TMPDIR:-/tmp}/runbook-ansible-* ~/.ansible /dev/shm -type f -print0 2>/dev/null |
          xargs -0 grep -l "$word" | grep -v AnsiballZ | grep -v /ansible-tmp-
      done
      ls -d ${TMPDIR:-/tmp}/runbook-ansible-* > /dev/null && echo workplace
      """;

  @Test
  void aCancelEndsAllOfIt() throws Exception {
    site.must("mkfifo", "ready");
    var play =
        site.limitedTo("web1")
            .play(
                """
                - name: Wait
                  shell: 'echo $$ > ready; while :; do sleep 1; done'
                  args: { chdir: '{{ playbook_dir }}' }
                """);
    var call = site.call();
    var running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return play.run(call).toString();
              } catch (InterruptedException e) {
                return "interrupted";
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    var pid = Long.parseLong(Files.readString(folder.resolve("ready")).strip());
    call.cancellation().request();
    assertThat(running.get(30, TimeUnit.SECONDS)).isEqualTo("interrupted");
    ProcessHandle.of(pid).ifPresent(p -> p.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  /** Kills ansible-playbook from within a task: itself, or the process it forked for the task. */
  private static final String KILL =
      """
      parent() { cut -d' ' -f4 "/proc/$1/stat"; }
      pid=$PPID
      until tr '\\0' ' ' < "/proc/$pid/cmdline" | grep -q bin/ansible-playbook; do pid=$(parent "$pid"); done
      [ "$1" = worker ] || pid=$(parent "$pid")
      kill -KILL "$pid"
      """;

  @Test
  void oneThatIsKilledIsAnAccidentThatSaysWhereItWasAndWhichHostsItHadChanged() throws Exception {
    site.write("kill.sh", KILL);
    var killing =
        """
        - name: Kill it
          command: sh kill.sh %s
          args: { chdir: '{{ playbook_dir }}' }
          when: inventory_hostname == 'web2'
        """;
    assertThatThrownBy(() -> site.play(CONF + killing.formatted("itself")).run(site.call()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "ansible-playbook was killed by signal 9 in `Kill it`; it had changed something at web1,"
                + " web2: the step's log says what");
    assertThatThrownBy(() -> site.play(killing.formatted("worker")).run(site.call()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "ansible-playbook lost one of its own processes in `Kill it`; it had changed nothing yet");
  }

  @Test
  void oneThatBreaksItselfSaysWhatBrokeAndWhichHostsItHadChanged() throws Exception {
    Files.createDirectory(folder.resolve("strategy_plugins"));
    site.write(
        "strategy_plugins/breaking.py",
        """
        from ansible.plugins.strategy import linear

        class StrategyModule(linear.StrategyModule):
            def run(self, iterator, play_context):
                super().run(iterator, play_context)
                raise ValueError('no such luck')
        """);
    var breaking = site.play(CONF).playbook();
    Files.writeString(breaking, "  strategy: breaking\n", StandardOpenOption.APPEND);
    assertThat(site.failed(site.playbook(breaking)))
        .isEqualTo(
            new Site.Bad<>(
                "unexpected Exception, this is probably a bug: no such luck; it had changed"
                    + " something at web1, web2: the step's log says what",
                null));
  }

  @Test
  void aModuleThatBreaksOrAnswersNonsenseFailsAtItsHosts() throws Exception {
    Files.createDirectory(folder.resolve("library"));
    site.write("library/nonsense.py", "#!/usr/bin/python3\nprint('this is no JSON')\n");
    site.write("library/breaking.py", "#!/usr/bin/python3\nraise ValueError('no such luck')\n");
    site.limitedTo("web1");
    for (var module :
        Map.of("nonsense", "this is no JSON", "breaking", "ValueError: no such luck").entrySet()) {
      var failed = site.failed(site.play("- { name: Try, " + module.getKey() + ": {} }"));
      assertThat(failed.reason())
          .isEqualTo("1 host failed: web1 at `Try`: the module broke: " + module.getValue());
      assertThat(failed.outputs().hosts()).extracting(HostResult::failed).containsExactly(1);
    }
  }

  @Test
  void aProbeShowsTheDiffAndChangesNothing() throws Exception {
    var play = site.limitedTo("web1").play(CONF);
    assertThat(play.preview(site.call()))
        .isEqualTo(
            Preview.change(
                "run playbook " + folder.resolve("site.yml") + " at hosts, limited to web1"));
    var preview = play.preview(site.call().whileProbing());
    assertThat(preview.found())
        .startsWith("web1 would be changed by `Write the configuration`")
        .contains("  +port = 8080");
    assertThat(folder.resolve("web1.conf")).doesNotExist();
    site.done(play);
    assertThat(play.preview(site.call().whileProbing()).found())
        .containsExactly("nothing would change");
    assertThat(site.playbook(Path.of("nothing.yml")).preview(site.call().whileProbing()).found())
        .containsExactly(
            "it would fail: there is no playbook "
                + folder.resolve("nothing.yml")
                + ": check `playbook`");
  }

  @Test
  void aCheckChangesNothing() throws Exception {
    var play = site.checking().play(CONF);
    assertThat(site.done(play).changed()).isTrue();
    assertThat(folder.resolve("web1.conf")).doesNotExist();
    assertThat(play.again()).isEqualTo(Again.YES);
    assertThat(play.preview(site.call()).effect()).isEqualTo(Preview.Effect.READ);
  }

  @Test
  void aProgramThatIsNotThereIsSaidWithWhatToInstall() throws Exception {
    var nowhere =
        new AnsibleConnection(
            null, null, null, null, null, List.of(), null, null, folder.resolve("bin"));
    var play = site.with(nowhere).play(CONF);
    assertThatThrownBy(() -> play.run(site.call()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("there is no program `ansible-playbook`: install ansible");
  }

  @Test
  void theOperatorsConfigurationHolds() throws Exception {
    site.write("other.cfg", "[defaults]\ninventory = mine\n");
    site.write("mine", "[web]\nhome ansible_connection=local\n");
    var connection =
        new AnsibleConnection(
            null, null, null, null, null, List.of(), null, Path.of("other.cfg"), null);
    var play = site.at().with(connection).play("- command: 'true'");
    assertThat(site.done(play).hosts()).extracting(HostResult::host).containsExactly("home");
  }
}

package dev.runbook.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Single modules at this machine, with the real ansible. */
@Tag("once")
@Timeout(180)
class CommandTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void begin() throws Exception {
    site = new Site(folder);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(Site.leftovers()).isEmpty();
  }

  private Command command(String hosts, String module, Object args) {
    return new Command(
        null,
        hosts,
        module,
        args,
        List.of("hosts"),
        null,
        Map.of("word", "seen"),
        false,
        null,
        false,
        false,
        null,
        Map.of(),
        null);
  }

  private static Map<?, ?> map(@Nullable Object result) {
    assertThat(result).isInstanceOf(Map.class);
    return (Map<?, ?>) Objects.requireNonNull(result);
  }

  @Test
  void aCommandAnswersHostByHost() throws Exception {
    var outputs =
        site.done(command("web", "shell", "echo '{{ inventory_hostname }} was' \"{{ word }}\""));
    assertThat(outputs.hosts()).extracting(HostAnswer::host).containsExactly("web1", "web2");
    assertThat(map(outputs.hosts().get(1).result()).get("stdout")).isEqualTo("web2 was seen");
    assertThat(outputs.changed()).isTrue();
    assertThat(outputs.failed()).isEmpty();
    assertThat(outputs.result()).isNull();
  }

  @Test
  void argumentsReachAModuleAsTheyAreAndNoArgumentOfAProcess() throws Exception {
    var text = "[1, 'hunter2hunter2'] {\"a\": \"\\\\\"}\nè";
    var arguments =
        Map.of("msg", List.of(text, Map.of("deep", "hunter2"), new BigDecimal(7), true));
    try (var call = site.call()) {
      var outcome = command("web1", "debug", arguments).run(call);
      assertThat(outcome).as("%s", call.lines()).isInstanceOf(Outcome.Done.class);
      var result = ((Outcome.Done<Command.Outputs>) outcome).outputs().result();
      assertThat(map(result).get("msg"))
          .isEqualTo(List.of(text, Map.of("deep", "hunter2"), new BigDecimal(7), true));
      assertThat(call.commands().get(0).arguments()).noneMatch(word -> word.contains("hunter2"));
      assertThat(call.commands().get(0).environment().toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void aHostWhereItFailsIsNamedAndItsAnswerKept() throws Exception {
    var failed =
        site.failed(command("all", "shell", "echo no >&2; test {{ inventory_hostname }} = web1"));
    assertThat(failed.reason()).isEqualTo("1 host failed: web2 at `shell`: exit code 1: no");
    assertThat(failed.outputs().failed()).containsExactly("web2");
    assertThat(map(failed.outputs().hosts().get(1).result()).get("rc")).isEqualTo(BigDecimal.ONE);
  }

  @Test
  void aHostThatIsNotReachedIsNamedBesideTheAnswersOfTheOthers() throws Exception {
    site.write("hosts", "[web]\n" + Site.LOCAL + "lost ansible_host=127.0.0.1 ansible_port=1\n");
    var failed = site.failed(command("web", "command", "true"));
    assertThat(failed.reason())
        .startsWith("1 host unreachable: lost: ")
        .contains("Connection refused");
    assertThat(failed.outputs().failed()).containsExactly("lost");
    assertThat(failed.outputs().hosts())
        .extracting(HostAnswer::host, HostAnswer::changed)
        .containsExactly(tuple("lost", false), tuple("web1", true), tuple("web2", true));
  }

  @Test
  void noHostAndAnUnknownModuleAreSaid() throws Exception {
    assertThat(site.failed(command("db", "ping", Map.of())).reason())
        .isEqualTo("no host matches `db`: check `hosts` and `inventory`");
    assertThat(site.failed(command("web", "no_such_module", Map.of())).reason())
        .contains("no_such_module");
  }

  @Test
  void aProbeSaysWhatWouldChangeOrThatTheModuleCannotSay() throws Exception {
    var arguments = Map.of("path", folder.resolve("new").toString(), "state", "directory");
    var preview = command("web1", "file", arguments).preview(site.call().whileProbing());
    assertThat(preview.effect()).isEqualTo(Preview.Effect.UNFORESEEN);
    assertThat(preview.found()).first().isEqualTo("web1 would be changed by `file`");
    assertThat(folder.resolve("new")).doesNotExist();
    var touch = "touch " + folder.resolve("new");
    assertThat(command("web1", "command", touch).preview(site.call().whileProbing()).found())
        .singleElement()
        .asString()
        .startsWith("web1 cannot say what `command` would change: ");
    assertThat(command("web", "command", "uptime").preview(site.call()).text())
        .isEqualTo("run command uptime at web");
    assertThat(folder.resolve("new")).doesNotExist();
  }
}

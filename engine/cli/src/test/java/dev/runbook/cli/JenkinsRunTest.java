package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.jenkins.JenkinsStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a Jenkins server, for which a stand-in stands in. */
@Timeout(240)
@Tag("once")
class JenkinsRunTest {
  @TempDir Path folder;
  private JenkinsStandIn jenkins;
  private Child child = Child.NONE;

  @BeforeEach
  void start() throws IOException {
    jenkins = JenkinsStandIn.start();
  }

  @AfterEach
  void end() {
    child.end();
    jenkins.close();
  }

  private String runbook(String steps) throws IOException {
    var file = folder.resolve("ci.yaml");
    Files.writeString(
        file,
        """
        runbook: ci
        secrets:
          token: { file: token }
        connections:
          jenkins: { type: jenkins, url: '%s', user: %s, token: '${secrets.token}' }
        steps:
        """
                .formatted(jenkins.url(), JenkinsStandIn.USER)
            + steps.indent(2));
    Files.writeString(folder.resolve("token"), JenkinsStandIn.TOKEN);
    return file.toString();
  }

  @Test
  void aRunThatWasKilledFollowsTheSameBuild() throws Exception {
    jenkins.job("dsl").takes(2, 4);
    child =
        Child.start(
            folder,
            List.of(),
            "run",
            runbook("- { id: dsl, action: jenkins.build, with: { job: dsl } }"));
    child.awaitOut("build 1 of `dsl` is running; looks again"); // how far it has read is recorded
    child.signal("KILL");
    child.exit();
    child = Child.start(folder, List.of(), "resume");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("Finished").doesNotContain("Started by user");
    assertThat(jenkins.changes()).containsExactly("POST /job/dsl/build");
    try (var files = Files.walk(folder.resolve("state"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(JenkinsStandIn.TOKEN);
      }
    }
  }

  @Test
  void whatWasDisabledIsEnabledAgainByARollback() throws Exception {
    jenkins.job("monitor");
    jenkins.job("bisection").turn(false);
    var file =
        runbook(
            """
            - id: stop
              for_each: [monitor, bisection]
              action: jenkins.disable
              with: { job: '${item}' }
            - { id: back, rollback: [stop] }
            """);
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("run", file).code()).as(typing.complained()).isZero();
    assertThat(jenkins.changes())
        .containsExactly("POST /job/monitor/disable", "POST /job/monitor/enable");
  }

  @Test
  void aPipelineIsDrained() throws Exception {
    var job = jenkins.job("trigger").takes(2, 2);
    job.parameter("REVISION");
    var file =
        runbook(
            """
            - id: build
              action: jenkins.build
              with: { job: trigger, parameters: { REVISION: 1.80 }, wait: false }
            - { id: drop, action: jenkins.abort, with: { job: trigger } }
            - id: drain
              action: jenkins.builds
              with: { job: trigger }
              until: output.count == 0
              every: 100ms
            - id: since
              action: jenkins.builds
              with: { job: trigger, since: '${steps.build.outputs.started_at}', state: any }
              assert: output.count == 1 and output.builds[0].result == 'ABORTED'
            """);
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("run", file).code()).as(typing.complained()).isZero();
  }

  @Test
  void aServerThatIsRestartedByOtherMeansIsWaitedFor() throws Exception {
    var file =
        runbook(
            """
            - { id: before, action: jenkins.ready, with: { stable: 0s } }
            - { id: restart, action: log.print, with: { message: restart it now } }
            - id: back
              action: jenkins.ready
              with: { session_not: '${steps.before.outputs.session}', stable: 200ms }
            """);
    child = Child.start(folder, List.of(), "run", file);
    child.awaitOut("still the one before");
    jenkins.restart(2);
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("getting ready to work (503)", "it is up: version");
  }

  @Test
  void aDryRunChangesNothing() throws Exception {
    jenkins.job("dsl");
    var file =
        runbook(
            """
            - { id: stop, action: jenkins.disable, with: { job: dsl } }
            - { id: build, action: jenkins.build, with: { job: dsl, parameters: { A: '1' } } }
            - { id: restart, action: jenkins.restart }
            - { id: quiet, action: jenkins.quiet_down }
            """);
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("run", file, "--dry-run").code()).isZero();
    assertThat(jenkins.asked()).isEmpty();
    typing.printed();
    jenkins.openToReaders();
    var probed = typing.type("run", openly(file), "--dry-run", "--probe");
    assertThat(probed.code()).as(typing.complained()).isZero();
    assertThat(typing.printed()).contains("job `dsl` has no parameter `A`: it takes none");
    assertThat(jenkins.changes()).isEmpty();
  }

  /** Returns the same runbook for a server that anybody may read. */
  private String openly(String file) throws IOException {
    var text = Files.readString(Path.of(file));
    var login = ", user: " + JenkinsStandIn.USER + ", token: '${secrets.token}'";
    assertThat(text).contains(login);
    return Files.writeString(folder.resolve("open.yaml"), text.replace(login, "")).toString();
  }
}

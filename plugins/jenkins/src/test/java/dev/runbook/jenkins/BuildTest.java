package dev.runbook.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class BuildTest extends JenkinsTest {

  private Build build(String job, Map<String, String> parameters) {
    return new Build(connection, job, parameters, true, Tolerance.FAIL);
  }

  private Build build(String job) {
    return build(job, Map.of());
  }

  @Test
  void aBuildIsFollowedFromTheQueueToItsResult() throws Exception {
    jenkins.job("dsl").takes(3, 3);

    var outputs = driven.done(build("dsl"));

    assertThat(outputs.number()).isEqualTo(1);
    assertThat(outputs.result()).isEqualTo("SUCCESS");
    assertThat(outputs.url()).isEqualTo(URI.create(jenkins.url() + "/job/dsl/1/"));
    assertThat(outputs.duration()).isEqualTo(Duration.ofSeconds(61));
    assertThat(outputs.started_at()).isAfter("2025-11-23T00:00:00Z");
    assertThat(jenkins.changes()).containsExactly("POST /job/dsl/build");
    assertThat(driven.waits)
        .containsSubsequence(
            "job `dsl` is about to be started",
            "build of `dsl` is queued: Waiting for next available executor",
            "build 1 of `dsl` is running");
    assertThat(driven.call.lines())
        .containsExactly(
            "build 1: " + jenkins.url() + "/job/dsl/1/",
            "Started by user bot",
            "compiling",
            "compiling",
            "compiling",
            "compiling",
            "Finished");
  }

  @Test
  void aJobInFoldersTakesParameters() throws Exception {
    var job = jenkins.job("team/my images/rootfs").parameter("TYPE", "debos", "buildroot");
    driven.done(build("team/my images/rootfs", Map.of("TYPE", "debos")));
    assertThat(job.builds()).isEqualTo(1);
    assertThat(jenkins.changes())
        .containsExactly("POST /job/team/job/my%20images/job/rootfs/buildWithParameters");
  }

  @Test
  void whatTheJobDoesNotTakeIsRefusedBeforeAnythingStarts() throws Exception {
    jenkins.job("rootfs").parameter("TYPE", "debos", "buildroot").parameter("VERSION");
    jenkins.job("dsl");
    jenkins.job("off").turn(false);

    assertThat(driven.failed(build("rootfs", Map.of("TYPO", "1"))))
        .isEqualTo("job `rootfs` has no parameter `TYPO`: it takes `TYPE`, `VERSION`");
    assertThat(driven.failed(build("rootfs", Map.of("TYPE", "debian"))))
        .isEqualTo("parameter `TYPE` of job `rootfs` is one of `debos`, `buildroot`");
    assertThat(driven.failed(build("dsl", Map.of("A", "1")))).endsWith("it takes none");
    assertThat(driven.failed(build("off"))).isEqualTo("job `off` is disabled");
    assertThat(driven.failed(build("none")))
        .isEqualTo("there is no job `none`, or none that may be seen");
    assertThat(jenkins.changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FAILURE, build 1 of `a` is red (FAILURE): URL",
    "ABORTED, build 1 of `a` was aborted: URL",
    "NOT_BUILT, build 1 of `a` built nothing: URL",
    "UNSTABLE, build 1 of `a` is unstable: URL; `unstable: ok` takes it for good"
  })
  void aBadResultFailsTheStep(String result, String reason) throws Exception {
    jenkins.job("a").ending(result);
    var outcome = driven.run(build("a"));
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    var failed = (Outcome.Failed<Build.Outputs>) outcome;
    assertThat(failed.reason()).isEqualTo(reason.replace("URL", jenkins.url() + "/job/a/1/"));
    assertThat(failed.outputs()).extracting(Build.Outputs::result).isEqualTo(result);
  }

  @Test
  void anUnstableBuildIsGoodWhereTheRunbookSaysSo() throws Exception {
    jenkins.job("a").ending("UNSTABLE");
    var build = new Build(connection, "a", Map.of(), true, Tolerance.OK);
    assertThat(driven.done(build).result()).isEqualTo("UNSTABLE");
  }

  @Test
  void aServerMayNameTheJobInThePlaceOfAQueueItem() throws Exception {
    jenkins.nameNoItems();
    jenkins.job("a").parameter("V").takes(4, 2).built(1, false, 0);
    var outputs = driven.done(build("a", Map.of("V", "2")));
    assertThat(outputs.number()).isEqualTo(2);
    assertThat(jenkins.changes()).hasSize(1);
  }

  @Test
  void aLostAnswerStartsNoSecondBuild() throws Exception {
    var job = jenkins.job("a").takes(5, 2);
    jenkins.loseAnswer("/job/a/build");
    driven.done(build("a"));
    assertThat(job.builds()).isEqualTo(1);
    assertThat(driven.call.lines().get(0)).startsWith("goes on with queue item 4711");
  }

  @Test
  void theBuildOfSomebodyElseIsNotTakenForOurs() throws Exception {
    var job = jenkins.job("a").takes(1, 1);
    driven.step(build("a"));
    job.by("rita").built(9, true, 0).by(JenkinsStandIn.USER);
    assertThat(driven.done(build("a")).number()).isEqualTo(2);
  }

  @Test
  void afterACrashTheSameBuildIsFollowed() throws Exception {
    var job = jenkins.job("a").takes(2, 4);
    while (!driven.waits.contains("build 1 of `a` is running")) {
      driven.step(build("a"));
    }
    try (var resumed = driven.resumed(folder)) {
      assertThat(resumed.done(build("a")).result()).isEqualTo("SUCCESS");
      assertThat(resumed.call.lines()).doesNotContain("Started by user bot").contains("Finished");
    }
    assertThat(job.builds()).isEqualTo(1);
    assertThat(jenkins.changes()).hasSize(1);
  }

  @Test
  void aRestartOfTheServerIsOutlived() throws Exception {
    jenkins.job("a").takes(1, 3);
    while (!driven.waits.contains("build 1 of `a` is running")) {
      driven.step(build("a"));
    }
    jenkins.down();
    assertThatThrownBy(() -> driven.step(build("a"))).hasMessageContaining("connection refused");
    jenkins.up();
    assertThat(driven.done(build("a")).result()).isEqualTo("SUCCESS");
  }

  @Test
  void nobodyNeedsToWaitForTheEnd() throws Exception {
    jenkins.job("a").takes(2, 9);
    var outputs = driven.done(new Build(connection, "a", Map.of(), false, Tolerance.FAIL));
    assertThat(outputs.result()).isNull();
    assertThat(outputs.duration()).isNull();
    assertThat(outputs.number()).isEqualTo(1);
  }

  @Test
  void aBuildThatIsCancelledInTheQueueFails() throws Exception {
    var job = jenkins.job("a").takes(99, 1);
    driven.step(build("a"));
    driven.step(build("a"));
    job.cancel(4711);
    assertThat(driven.failed(build("a"))).isEqualTo("the build of `a` was cancelled in the queue");
  }

  @Test
  void aQueueItemOrABuildThatVanishesIsTold() throws Exception {
    jenkins.job("a").takes(99, 1);
    driven.step(build("a"));
    driven.step(build("a"));
    jenkins.answer("/queue/item/", 404, "text/html", "");
    assertThat(driven.failed(build("a")))
        .isEqualTo(
            "queue item 4711 is gone, and no build of `a` came of it: it was cancelled, or the"
                + " build deleted");

    jenkins.job("b").takes(1, 99);
    while (!driven.waits.contains("build 1 of `b` is running")) {
      driven.step(build("b"));
    }
    jenkins.answer("/job/b/1/api/json", 404, "text/html", "");
    assertThat(driven.failed(build("b"))).isEqualTo("build 1 of `b` is gone");
  }

  @Test
  void anAnswerOfAnotherShapeIsNoBuildThatRuns() throws Exception {
    jenkins.job("a").takes(1, 99);
    while (!driven.waits.contains("build 1 of `a` is running")) {
      driven.step(build("a"));
    }
    jenkins.answer("/job/a/1/api/json", 200, "application/json", "{\"status\": \"ok\"}");
    assertThat(driven.failed(build("a")))
        .isEqualTo(
            "GET "
                + jenkins.url()
                + "/job/a/1/api/json: the answer has no `number`: it is not what Jenkins answers:"
                + " {\"status\": \"ok\"}");
  }

  @Test
  void aCrumbThatIsNotAcceptedIsFetchedOnce() throws Exception {
    connection = Driven.connection(jenkins.url(), JenkinsStandIn.PASSWORD);
    jenkins.job("a");
    jenkins.answer("/job/a/build", 403, "text/html", "No valid crumb was included");
    jenkins.answer("/job/a/build", 403, "text/html", "No valid crumb was included");
    assertThat(driven.failed(build("a")))
        .isEqualTo(
            "POST "
                + jenkins.url()
                + "/job/a/build: Jenkins does not accept the crumb that it gave; an API token"
                + " needs none");
    assertThat(jenkins.changes()).hasSize(2);
  }

  @Test
  void whatIsGivenUpIsStopped() throws Exception {
    jenkins.job("queued").takes(99, 1);
    driven.step(build("queued"));
    driven.step(build("queued"));
    build("queued").abandon(driven.call);
    assertThat(driven.call.lines()).contains("took the build of `queued` out of the queue");

    jenkins.job("running").takes(1, 99);
    try (var other = new Driven(folder)) {
      while (!other.waits.contains("build 1 of `running` is running")) {
        other.step(build("running"));
      }
      build("running").abandon(other.call);
      assertThat(other.call.lines())
          .contains("stopped build 1: " + jenkins.url() + "/job/running/1/");
    }
    assertThat(jenkins.changes()).contains("POST /queue/cancelItem", "POST /job/running/1/stop");
  }

  @Test
  void whatWasNeverStartedNeedsNoStop() throws Exception {
    jenkins.job("a");
    driven.step(build("a"));
    build("a").abandon(driven.call);
    assertThat(driven.call.lines()).containsExactly("no build of `a` is left to stop");
    assertThat(jenkins.changes()).isEmpty();
  }

  @Test
  void aPasswordTakesACrumbThatGoesWithItsSession() throws Exception {
    connection = Driven.connection(jenkins.url(), JenkinsStandIn.PASSWORD);
    var job = jenkins.job("a");
    driven.done(build("a"));
    assertThat(job.builds()).isEqualTo(1);
    assertThat(jenkins.asked()).contains("GET /crumbIssuer/api/json");
  }

  @Test
  void aPreviewChangesNothing() throws Exception {
    jenkins.job("a").parameter("V");
    jenkins.job("off").turn(false);
    var build = build("a", Map.of("V", "1"));
    assertThat(build.preview(driven.call))
        .isEqualTo(Preview.change("build Jenkins job a with V, wait"));
    assertThat(build("off").preview(driven.call).text())
        .isEqualTo("build Jenkins job off without parameters, wait");
    assertThat(jenkins.asked()).isEmpty();

    driven.call.whileProbing();
    assertThat(build.preview(driven.call).found())
        .containsExactly("the job is there and would be build 1");
    assertThat(build("off").preview(driven.call).found()).containsExactly("job `off` is disabled");
    assertThat(build("none").preview(driven.call).found())
        .containsExactly("there is no job `none`, or none that may be seen");
    assertThat(jenkins.changes()).isEmpty();
  }

  @Test
  void aConsoleThatMayNotBeReadIsDoneWithout() throws Exception {
    jenkins.job("a").takes(1, 3);
    jenkins.answer("progressiveText", 403, "text/html", "");
    assertThat(driven.done(build("a")).result()).isEqualTo("SUCCESS");
    assertThat(driven.call.lines()).contains("the console may not be read (403)");
  }
}

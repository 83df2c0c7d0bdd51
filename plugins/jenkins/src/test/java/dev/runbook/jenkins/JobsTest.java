package dev.runbook.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.action.Preview;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listing, aborting and switching. */
@Tag("once")
class JobsTest extends JenkinsTest {

  private Disable disable(String job, Tolerance missing) {
    return new Disable(connection, job, missing);
  }

  private Builds builds(String job, State state, @Nullable Instant since) {
    return new Builds(connection, job, List.of(), state, since);
  }

  private Abort abort(String job, State state) {
    return new Abort(connection, job, state, Tolerance.FAIL);
  }

  @Test
  void aSwitchKnowsWhetherItTurnedSomething() throws Exception {
    var job = jenkins.job("team/monitor");
    var disable = disable("team/monitor", Tolerance.FAIL);

    var first = driven.done(disable);
    assertThat(first.changed()).isTrue();
    assertThat(job.isOn()).isFalse();
    var second = driven.done(disable);
    assertThat(second.changed()).isFalse();
    assertThat(jenkins.changes()).containsExactly("POST /job/team/job/monitor/disable");

    assertThat(disable.undo(second)).isEmpty();
    var undo = new Enable(connection, "team/monitor", Tolerance.FAIL);
    assertThat(disable.undo(first)).isEqualTo(Optional.of(undo));
    assertThat(driven.done(undo).changed()).isTrue();
    assertThat(job.isOn()).isTrue();
  }

  @Test
  void aSwitchKnowsAfterALostAnswerThatItWasTheOne() throws Exception {
    var job = jenkins.job("monitor");
    jenkins.loseAnswer("/disable");
    assertThat(driven.done(disable("monitor", Tolerance.FAIL)).changed()).isTrue();
    assertThat(job.isOn()).isFalse();
  }

  @Test
  void aSwitchThatDoesNotTurnFails() throws Exception {
    jenkins.job("monitor");
    jenkins.answer("/disable", 200, "text/html", "");
    assertThat(driven.failed(disable("monitor", Tolerance.FAIL)))
        .isEqualTo("Jenkins took it, but job `monitor` is enabled all the same");
  }

  @Test
  void aMissingJobIsLeftAtThatWhereTheRunbookSaysSo() throws Exception {
    assertThat(driven.failed(disable("bisection", Tolerance.FAIL)))
        .isEqualTo("there is no job `bisection`");
    assertThat(driven.done(disable("bisection", Tolerance.OK)).changed()).isFalse();
    assertThat(driven.failed(abort("bisection", State.ACTIVE)))
        .isEqualTo("there is no job `bisection`");
    var abort = new Abort(connection, "bisection", State.ACTIVE, Tolerance.OK);
    assertThat(driven.done(abort).aborted()).isZero();
    assertThat(driven.failed(builds("bisection", State.ANY, null)))
        .isEqualTo("there is no job `bisection`");
  }

  @Test
  void aPreviewOfASwitchNamesItsUndo() throws Exception {
    jenkins.job("monitor");
    var disable = disable("monitor", Tolerance.FAIL);
    assertThat(disable.preview(driven.call))
        .isEqualTo(Preview.change("disable Jenkins job monitor").withUndo("enable it"));
    assertThat(jenkins.asked()).isEmpty();
    driven.call.whileProbing();
    assertThat(disable.preview(driven.call).found()).containsExactly("it is enabled");
    var enable = new Enable(connection, "monitor", Tolerance.FAIL);
    assertThat(enable.preview(driven.call).found()).containsExactly("it is enabled already");
    assertThat(jenkins.changes()).isEmpty();
  }

  @Test
  void buildsAreListedByState() throws Exception {
    var job = jenkins.job("trigger").takes(99, 99);
    job.built(1, false, 0).built(2, true, 0);
    job.queue(3, Map.of());
    job.queue(4, Map.of());
    jenkins.job("other").built(5, true, 0);

    var active = driven.done(builds("trigger", State.ACTIVE, null));
    assertThat(active.count()).isEqualTo(3);
    assertThat(active.queued()).isEqualTo(2);
    assertThat(active.active()).isEqualTo(3);
    assertThat(active.builds()).extracting(SeenBuild::item).containsExactly(3L, 4L, null);
    assertThat(driven.done(builds("trigger", State.FINISHED, null)).builds())
        .extracting(SeenBuild::number, SeenBuild::result)
        .containsExactly(tuple(1L, "SUCCESS"));
    assertThat(driven.done(builds("trigger", State.QUEUED, null)).count()).isEqualTo(2);
    assertThat(driven.done(builds("trigger", State.RUNNING, null)).count()).isEqualTo(1);
    assertThat(driven.done(builds("trigger", State.ANY, null)).count()).isEqualTo(4);
    var both = new Builds(connection, null, List.of("trigger", "other"), State.RUNNING, null);
    assertThat(driven.done(both).count()).isEqualTo(2);
  }

  @Test
  void anAnswerOfAnotherShapeIsNoEmptyList() throws Exception {
    jenkins.job("trigger");
    for (var path : List.of("/queue", "/job/trigger")) {
      for (var json : List.of("{}", "[]", "null")) {
        jenkins.answer(path, 200, "application/json", json);
        assertThat(driven.failed(new Builds(connection, "trigger", List.of(), State.ANY, null)))
            .startsWith("GET " + jenkins.url() + path + "/api/json: the answer has no `")
            .contains("`: it is not what Jenkins answers: " + json);
      }
    }
  }

  @Test
  void buildsThatBeganEarlierAreLeftOut() throws Exception {
    var job = jenkins.job("trigger");
    for (var i = 1; i <= 250; i++) {
      job.built(i, i == 3, i * 1000L);
    }
    assertThat(driven.done(builds("trigger", State.ANY, Instant.ofEpochSecond(241))).count())
        .isEqualTo(10);
    assertThat(driven.done(builds("trigger", State.ANY, Instant.EPOCH)).count()).isEqualTo(250);
    assertThat(driven.done(builds("trigger", State.ACTIVE, Instant.EPOCH)).count()).isEqualTo(1);
    assertThat(driven.done(builds("trigger", State.ANY, null)).count()).isEqualTo(100);
  }

  @Test
  void anAbortEndsWhenTheBuildsHaveEnded() throws Exception {
    var job = jenkins.job("bisection").takes(99, 99);
    job.built(1, true, 0).built(2, false, 0).built(3, true, 0);
    job.queue(9, Map.of());

    var outputs = driven.done(abort("bisection", State.ACTIVE));

    assertThat(outputs.aborted()).isEqualTo(3);
    assertThat(outputs.builds()).containsExactly("queue item 9", "build 3", "build 1");
    assertThat(jenkins.changes())
        .containsExactly(
            "POST /queue/cancelItem", "POST /job/bisection/3/stop", "POST /job/bisection/1/stop");
    assertThat(driven.done(builds("bisection", State.ACTIVE, null)).count()).isZero();
    assertThat(driven.done(abort("bisection", State.ACTIVE)).aborted()).isZero();
  }

  @Test
  void onlyTheQueuedOrTheRunningMayBeAborted() throws Exception {
    var job = jenkins.job("trigger").takes(99, 99).built(1, true, 0);
    job.queue(9, Map.of());
    assertThat(driven.done(abort("trigger", State.QUEUED)).builds())
        .containsExactly("queue item 9");
    assertThat(driven.done(abort("trigger", State.RUNNING)).builds()).containsExactly("build 1");
    assertThat(driven.done(builds("trigger", State.ACTIVE, null)).count()).isZero();
  }

  @Test
  void whatLeavesTheQueueWhileItIsAbortedIsStopped() throws Exception {
    var job = jenkins.job("trigger").takes(2, 99);
    job.queue(9, Map.of());
    var outputs = driven.done(abort("trigger", State.QUEUED));
    assertThat(outputs.builds()).containsExactly("build 1");
    assertThat(jenkins.changes()).contains("POST /job/trigger/1/stop");
  }

  @Test
  void whatIsGoneWhenItIsToEndHasEnded() throws Exception {
    var job = jenkins.job("trigger").takes(99, 99);
    job.queue(9, Map.of());
    jenkins.answer("/queue/cancelItem", 404, "text/html", "");
    assertThat(driven.done(abort("trigger", State.QUEUED)).aborted()).isEqualTo(1);
    assertThat(driven.call.lines()).isEmpty();
  }

  @Test
  void previewsOfListsAndAbortsOnlyRead() throws Exception {
    var job = jenkins.job("trigger").takes(99, 99).built(1, true, 0);
    job.queue(9, Map.of());
    var abort = abort("trigger", State.QUEUED);
    assertThat(abort.preview(driven.call))
        .isEqualTo(Preview.change("cancel queued builds of trigger"));
    var builds = builds("trigger", State.ACTIVE, null);
    assertThat(builds.preview(driven.call))
        .isEqualTo(Preview.read("list active builds of trigger"));
    assertThat(jenkins.asked()).isEmpty();
    driven.call.whileProbing();
    assertThat(abort.preview(driven.call).found()).containsExactly("1 queued, 1 running");
    assertThat(builds.preview(driven.call).found()).containsExactly("1 queued, 1 running");
    assertThat(jenkins.changes()).isEmpty();
  }

  @Test
  void argumentsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> builds("a//b", State.ANY, null))
        .hasMessage("a job is written `name` or `folder/name`");
    assertThatThrownBy(() -> new Builds(connection, "a", List.of("b"), State.ANY, null))
        .hasMessage("give either `job` or `jobs`");
    assertThatThrownBy(() -> abort("a", State.ANY))
        .hasMessage("`state` is queued, running or active");
  }
}

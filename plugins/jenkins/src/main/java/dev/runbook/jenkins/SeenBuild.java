package dev.runbook.jenkins;

import dev.runbook.action.Doc;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A build that was seen, or a place in the queue. */
public record SeenBuild(
    @Doc("its job") String job,
    @Doc("queued, running or finished") State state,
    @Doc("number of the build; null while it is queued") @Nullable Long number,
    @Doc("number in the queue; null if it has left it") @Nullable Long item,
    @Doc("SUCCESS, UNSTABLE, FAILURE, ABORTED or NOT_BUILT; null before its end")
        @Nullable String result,
    @Doc("page of the build; null while it is queued") @Nullable URI url,
    @Doc("when it began, by the server's clock; null while it is queued")
        @Nullable Instant started_at,
    @Doc("how long it took; null before its end") @Nullable Duration duration,
    @Doc("why it is queued; null if it has left the queue") @Nullable String why) {

  static SeenBuild queued(JobName job, Fields item) {
    return new SeenBuild(
        job.text(),
        State.QUEUED,
        null,
        item.number("id"),
        null,
        null,
        null,
        null,
        item.text("why"));
  }

  static SeenBuild begun(JobName job, Fields build, String url) {
    var number = build.number("number");
    var state = build.is("building") ? State.RUNNING : State.FINISHED;
    return new SeenBuild(
        job.text(),
        state,
        number,
        null,
        state == State.FINISHED ? build.text("result") : null,
        URI.create(url + number + "/"),
        build.instant("timestamp"),
        state == State.FINISHED ? build.millis("duration") : null,
        null);
  }
}

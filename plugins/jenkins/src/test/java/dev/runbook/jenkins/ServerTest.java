package dev.runbook.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.Preview;
import dev.runbook.action.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server as a whole: quieting down, restarting, coming back; and what it may answer. */
@Tag("once")
class ServerTest extends JenkinsTest {

  private Ready ready(@Nullable String sessionNot, Duration stable) {
    return new Ready(connection, sessionNot, List.of(), null, stable);
  }

  private String url(String path) {
    return jenkins.url() + path;
  }

  @Test
  void aServerIsReadyWhenItHasBeenSoForAWhile() throws Exception {
    var outputs = driven.done(ready(null, Duration.ofSeconds(30)));
    assertThat(outputs.session()).isEqualTo("session1");
    assertThat(outputs.version()).isEqualTo("2.528.1");
    assertThat(outputs.nodes()).extracting(Node::name).contains("node-1");
    assertThat(outputs.seen()).containsExactly("it is up: version 2.528.1, session session1");
    assertThat(driven.waits).hasSize(6).last().asString().endsWith("watched for a while: 6 of 7");
  }

  @Test
  void withoutAWhileOneLookIsEnough() throws Exception {
    driven.done(ready(null, Duration.ZERO));
    assertThat(driven.waits).isEmpty();
  }

  @Test
  void everythingThatIsSeenOnTheWayBackIsTold() throws Exception {
    jenkins.job("dsl");
    jenkins.node("node-3", false, "java.io.EOFException: connection broken\nmore");
    var ready =
        new Ready(connection, "session1", List.of("dsl", "other"), 0, Duration.ofSeconds(5));
    driven.step(ready);
    jenkins.down();
    driven.step(ready);
    driven.step(ready);
    jenkins.up();
    driven.step(ready);
    jenkins.loadPlugins(false);
    driven.step(ready);
    jenkins.loadPlugins(true);
    jenkins.job("other");
    driven.step(ready);
    jenkins.node("node-3", true, "");

    var outputs = driven.done(ready);

    var offline = "node-3 is offline (java.io.EOFException: connection broken)";
    assertThat(outputs.session()).isEqualTo("session2");
    assertThat(outputs.seen())
        .containsExactly(
            "session session1 is still the one before: not restarted; there is no job `other`; "
                + offline,
            "GET " + url("/api/json") + ": connection refused: nothing listens there",
            "GET " + url("/api/json") + ": Jenkins is getting ready to work (503)",
            "plugin git is not loaded; there is no job `other`; " + offline,
            offline,
            "it is up: version 2.528.1, session session2");
    assertThat(driven.call.lines()).isEqualTo(outputs.seen());
  }

  @Test
  void aServerThatStartsOnceMoreIsWatchedAnew() throws Exception {
    var ready = ready(null, Duration.ofSeconds(10));
    driven.step(ready);
    driven.step(ready);
    jenkins.restart(0);
    var outputs = driven.done(ready);
    assertThat(outputs.session()).isEqualTo("session2");
    assertThat(outputs.seen()).contains("it was started once more");
    assertThat(driven.waits).hasSize(4);
  }

  @Test
  void aServerThatTakesNoBuildsIsNotReady() throws Exception {
    driven.done(new QuietDown(connection, "update", false));
    var ready = ready(null, Duration.ZERO);
    driven.step(ready);
    assertThat(driven.waits).last().asString().contains("it is quieting down");
    jenkins.restart(0);
    driven.done(ready);
  }

  @Test
  void aRefusalIsBelievedAtTheThirdTime() throws Exception {
    for (var i = 0; i < 3; i++) {
      jenkins.answer("/api/json", 401, "text/html", "");
    }
    assertThat(driven.failed(ready(null, Duration.ZERO))).contains("does not accept `user`");
    for (var i = 0; i < 2; i++) {
      jenkins.answer("/api/json", 401, "text/html", "");
    }
    driven.done(ready(null, Duration.ZERO));
  }

  @Test
  void aRestartIsAskedForOnceAndProved() throws Exception {
    var restart = new Restart(connection, List.of(), 0, Duration.ofSeconds(10));
    var outputs = driven.done(restart);
    assertThat(outputs.session()).isEqualTo("session2");
    assertThat(jenkins.changes()).containsExactly("POST /safeRestart");
    assertThat(outputs.seen())
        .first()
        .asString()
        .contains("session session1 is still the one before", "quieting down");
    assertThat(outputs.seen()).anyMatch(line -> line.endsWith("getting ready to work (503)"));
  }

  @Test
  void aRestartWhoseAnswerIsLostIsNotAskedForTwice() throws Exception {
    jenkins.loseAnswer("/safeRestart");
    driven.done(new Restart(connection, List.of(), null, Duration.ZERO));
    assertThat(jenkins.changes()).hasSize(1);
  }

  @Test
  void aServerThatWasQuietAlreadyIsRestarted() throws Exception {
    driven.done(new QuietDown(connection, null, false));
    assertThat(driven.done(new Restart(connection, List.of(), null, Duration.ZERO)).session())
        .isEqualTo("session2");
  }

  @Test
  void aRestartThatIsGivenUpIsCalledOff() throws Exception {
    var restart = new Restart(connection, List.of(), null, Duration.ZERO);
    driven.step(restart);
    driven.step(restart);
    assertThat(jenkins.isQuiet()).isTrue();
    restart.abandon(driven.call);
    assertThat(jenkins.isQuiet()).isFalse();
    assertThat(driven.call.lines()).contains("the restart is called off: builds begin again");
  }

  @Test
  void quietingDownIsTakenBackByItsUndo() throws Exception {
    var quiet = new QuietDown(connection, "update", false);
    var first = driven.done(quiet);
    assertThat(first.changed()).isTrue();
    assertThat(jenkins.isQuiet()).isTrue();
    assertThat(driven.done(quiet).changed()).isFalse();
    assertThat(quiet.undo(first)).hasValue(new QuietDown(connection, null, true));
    driven.done(new QuietDown(connection, null, true));
    assertThat(jenkins.isQuiet()).isFalse();
    assertThat(quiet.preview(driven.call))
        .isEqualTo(
            Preview.change("let Jenkins begin no new builds")
                .withUndo("let Jenkins begin builds again"));
  }

  @Test
  void nodesAreListed() throws Exception {
    jenkins.node("node-3", false, "");
    var outputs = driven.done(new Nodes(connection));
    assertThat(outputs.offline()).isEqualTo(1);
    assertThat(outputs.nodes()).contains(new Node("node-3", false, null, 1, 0));
    driven.call.whileProbing();
    assertThat(new Nodes(connection).preview(driven.call).found())
        .containsExactly("3 nodes, 1 offline");
    assertThat(ready(null, Duration.ZERO).preview(driven.call).found())
        .containsExactly("it is up: version 2.528.1, session session1");
  }

  private String failing(int status, String type, String body, String... headers) throws Exception {
    jenkins.answer("/computer", status, type, body, headers);
    return driven.failed(new Nodes(connection));
  }

  @Test
  void eachRefusalHasItsOwnMessage() throws Exception {
    var get = "GET " + url("/computer/api/json");
    assertThat(failing(401, "text/html", ""))
        .isEqualTo(get + ": Jenkins does not accept `user` and `token` of the connection (`bot`)");
    assertThat(failing(403, "text/html", "<p>bot is missing the Overall/Read permission</p>"))
        .isEqualTo(get + ": `bot` is missing the Overall/Read permission");
    assertThat(failing(403, "text/plain", "no")).isEqualTo(get + ": `bot` may not do this: no");
    assertThat(failing(404, "text/html", ""))
        .isEqualTo(get + ": there is nothing there, or nothing that `bot` may see");
    assertThat(failing(409, "text/html", ""))
        .isEqualTo(get + ": Jenkins refuses it as things are (409): is it on?");
    assertThat(failing(302, "text/html", "", "Location", url("/login?from=%2F")))
        .isEqualTo(
            get + " leads to a page to log in: `user` and `token` of the connection say who asks");
    assertThat(failing(301, "text/html", "", "Location", "https://ci.example.org/computer?a=b"))
        .isEqualTo(
            get
                + " is sent on to https://ci.example.org/computer: write the server's own address"
                + " as `url`");
    assertThat(failing(200, "text/html", "<html>log in</html>"))
        .isEqualTo(
            get
                + " answered with a web page, not JSON: is `url` of the connection Jenkins' own"
                + " address, and does nothing before it want a login?");
    assertThat(failing(200, "application/json", "{"))
        .isEqualTo(get + ": the answer is not JSON: it ends too early: {");
    assertThat(failing(418, "text/plain", "short and stout"))
        .isEqualTo(get + " answered 418: short and stout");
  }

  @Test
  void aServerThatCannotAnswerNowIsAnAccident() {
    jenkins.answer("/computer", 503, "text/html", "Please wait while Jenkins is restarting");
    jenkins.answer("/computer", 502, "text/plain", "bad gateway");
    jenkins.answer("/computer", 429, "text/plain", "slowly", "Retry-After", "240");
    jenkins.answer("/computer", 408, "text/plain", "");
    jenkins.answer("/computer", 408, "text/plain", "");
    jenkins.answer("/computer", 500, "text/html", "Oops!");
    var get = "GET " + url("/computer/api/json");
    for (var message :
        List.of(
            get + ": Jenkins is restarting (503)",
            get + ": it cannot answer now (502): bad gateway",
            get + ": it cannot answer now (429): slowly; it asks to wait 4 min",
            get + ": it cannot answer now (408)",
            get + ": Jenkins broke over it (500)")) {
      assertThatThrownBy(() -> driven.step(new Nodes(connection)))
          .isInstanceOf(IOException.class)
          .hasMessage(message);
    }
  }

  @Test
  void aChangeThatTheServerDoesNotTakeFails() throws Exception {
    jenkins.answer("/quietDown", 408, "text/plain", "");
    assertThat(driven.failed(new QuietDown(connection, null, false)))
        .isEqualTo("POST " + url("/quietDown") + " answered 408");
    jenkins.answer("/quietDown", 500, "text/html", "Oops!");
    assertThat(driven.failed(new QuietDown(connection, null, false)))
        .isEqualTo(
            "POST "
                + url("/quietDown")
                + ": Jenkins broke over it (500); its log says why, and whether it was done is not"
                + " known");
  }

  @Test
  void whoeverAsksWithoutALoginIsToldSo() throws Exception {
    connection =
        new JenkinsConnection(
            URI.create(jenkins.url()), null, null, null, null, Duration.ofSeconds(20));
    assertThat(driven.failed(new Nodes(connection)))
        .endsWith(": Jenkins wants to know who asks: `user` and `token` of the connection");
  }

  @Test
  void whatIsNoJenkinsIsToldSo() throws Exception {
    for (var i = 0; i < 3; i++) {
      jenkins.answer("/api/json", 200, "application/json", "{}");
    }
    assertThat(driven.failed(ready(null, Duration.ZERO)))
        .endsWith("this is no Jenkins, or something before it drops its headers");
  }

  @Test
  void aServerThatHangsIsAnAccidentAndWhileWaitingSomethingSeen() throws Exception {
    jenkins.hang("/computer", Duration.ofSeconds(5));
    jenkins.hang("/computer", Duration.ofSeconds(5));
    connection =
        new JenkinsConnection(
            URI.create(jenkins.url()),
            JenkinsStandIn.USER,
            new Secret(JenkinsStandIn.TOKEN),
            null,
            null,
            Duration.ofMillis(300));
    assertThatThrownBy(() -> driven.step(new Nodes(connection)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer in time");
    assertThat(driven.done(ready(null, Duration.ZERO)).seen().get(0)).contains("no answer in time");
  }

  @Test
  void aCancellationEndsAQuestionAtOnce() {
    jenkins.hang("/computer", Duration.ofSeconds(5));
    var timer = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
    timer.execute(driven.call.cancellation()::request);
    var began = System.nanoTime();
    assertThatThrownBy(() -> driven.step(new Nodes(connection)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> Driven.connection("ftp://ci.example.org", "t"))
        .hasMessage("`url` begins with http:// or https://");
    assertThatThrownBy(() -> Driven.connection("https://a:b@ci.example.org", "t"))
        .hasMessageContaining("`user` and `token` say who asks");
    assertThat(Driven.connection("https://ci.example.org/jenkins/", "t").base())
        .isEqualTo("https://ci.example.org/jenkins");
    assertThatThrownBy(() -> ready(null, Duration.ofSeconds(-1)))
        .hasMessage("`stable` is 0s or longer");
  }
}

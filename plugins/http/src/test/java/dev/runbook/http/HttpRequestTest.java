package dev.runbook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.Again;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.http.client.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HttpRequestTest {
  private final MockWebServer server = new MockWebServer();
  private FakeCall call;
  private String base;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    server.start();
    base = "http://127.0.0.1:" + server.getPort();
    call = new FakeCall(folder);
  }

  @AfterEach
  void stop() {
    call.close();
    server.close();
  }

  private void answer(int status, String type, String body) {
    server.enqueue(
        new MockResponse.Builder().code(status).setHeader("Content-Type", type).body(body).build());
  }

  private void move(int status, String location) {
    server.enqueue(new MockResponse.Builder().code(status).setHeader("Location", location).build());
  }

  private HttpRequest.Outputs done(HttpRequest request) throws Exception {
    var outcome = request.run(call);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<HttpRequest.Outputs>) outcome).outputs();
  }

  private Outcome.Failed<HttpRequest.Outputs> failed(HttpRequest request) throws Exception {
    var outcome = request.run(call);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed<HttpRequest.Outputs>) outcome;
  }

  private @Nullable String header(String name) throws InterruptedException {
    return server.takeRequest().getHeaders().get(name);
  }

  @Test
  void jsonThatTheAnswerSaysItIsBecomesTheValue() throws Exception {
    answer(200, "application/json", "{\"code\": 200, \"rate\": 0.1, \"none\": null}");

    var outputs = done(Asked.get(base + "/job"));

    var value = new HashMap<String, @Nullable Object>();
    value.put("code", new BigDecimal("200"));
    value.put("rate", new BigDecimal("0.1"));
    value.put("none", null);
    assertThat(outputs.status()).isEqualTo(200);
    assertThat(outputs.value()).isEqualTo(value);
    assertThat(outputs.headers()).containsEntry("content-type", "application/json");
    assertThat(outputs.text()).startsWith("{\"code\"");
  }

  @Test
  void linesAndNothingAreOtherValues() throws Exception {
    answer(200, "text/plain", "a\nb\n");
    answer(200, "application/json", "[1]");

    assertThat(done(Asked.get(base, List.of(), Parse.LINES)).value()).isEqualTo(List.of("a", "b"));
    assertThat(done(Asked.get(base, List.of(), Parse.NONE)).value()).isNull();
  }

  @Test
  void jsonIsSentExactly() throws Exception {
    answer(201, "text/plain", "made");
    var body = new HashMap<String, @Nullable Object>();
    body.put("text", "ä \"b\"");
    body.put("numbers", List.of(1, new BigDecimal("1E+2"), true));
    body.put("none", null);

    done(Asked.json(base + "/hook", Method.POST, body));

    var sent = server.takeRequest();
    assertThat(sent.getMethod()).isEqualTo("POST");
    assertThat(sent.getHeaders().get("Content-Type")).startsWith("application/json");
    assertThat(String.valueOf(JsonText.read(Objects.requireNonNull(sent.getBody()).utf8())))
        .contains("ä \"b\"", "none=null", "[1, 100, true]");
  }

  @Test
  void aQueryIsEncodedAndNullIsLeftOut() throws Exception {
    answer(200, "text/plain", "");
    var query = new HashMap<String, @Nullable Object>();
    query.put("a b", Arrays.asList("x&y", 2));
    query.put("none", null);
    var request =
        new HttpRequest(
            Asked.connection(base + "/api/"),
            null,
            "/job",
            Method.GET,
            query,
            Map.of(),
            null,
            null,
            null,
            List.of(),
            Parse.AUTO);

    done(request);

    assertThat(server.takeRequest().getTarget()).isEqualTo("/api/job?a%20b=x%26y&a%20b=2");
  }

  @Test
  void aFormAndATextAreSent() throws Exception {
    answer(200, "text/plain", "");
    answer(200, "text/plain", "");
    var none = Map.<String, String>of();

    done(
        new HttpRequest(
            null,
            URI.create(base),
            null,
            Method.POST,
            Map.of(),
            none,
            null,
            Map.of("a", "b c"),
            null,
            List.of(),
            Parse.AUTO));
    done(
        new HttpRequest(
            null,
            URI.create(base),
            null,
            Method.PUT,
            Map.of(),
            Map.of("content-type", "text/csv"),
            null,
            null,
            "a,b",
            List.of(),
            Parse.AUTO));

    assertThat(Objects.requireNonNull(server.takeRequest().getBody()).utf8()).isEqualTo("a=b+c");
    var put = server.takeRequest();
    assertThat(Objects.requireNonNull(put.getBody()).utf8()).isEqualTo("a,b");
    assertThat(put.getHeaders().get("Content-Type")).startsWith("text/csv");
  }

  @Test
  void theConnectionSaysWhoAsks() throws Exception {
    answer(200, "text/plain", "");
    answer(200, "text/plain", "");
    var headers = Map.of("X-Key", "k");

    done(Asked.get(Asked.connection(base, "token-1", headers, Duration.ofSeconds(5)), "a"));
    done(Asked.get(Asked.login(base, "rita", "sesame"), null));

    var first = server.takeRequest();
    assertThat(first.getHeaders().get("Authorization")).isEqualTo("Bearer token-1");
    assertThat(first.getHeaders().get("X-Key")).isEqualTo("k");
    assertThat(header("Authorization")).isEqualTo("Basic cml0YTpzZXNhbWU=");
  }

  @Test
  void noOtherServerLearnsWhoAsks() throws Exception {
    try (var other = new MockWebServer()) {
      other.start();
      var elsewhere = "http://127.0.0.1:" + other.getPort() + "/elsewhere";
      for (var i = 0; i < 2; i++) {
        other.enqueue(new MockResponse.Builder().body("theirs").build());
      }
      move(302, elsewhere);
      var connection =
          Asked.connection(base, "token-1", Map.of("X-Key", "k"), Duration.ofSeconds(5));
      var own = Map.of("X-Step", "s");

      var led =
          new HttpRequest(
              connection,
              null,
              "a",
              Method.GET,
              Map.of(),
              own,
              null,
              null,
              null,
              List.of(),
              Parse.AUTO);
      assertThat(done(led).text()).isEqualTo("theirs");
      done(
          new HttpRequest(
              connection,
              URI.create(elsewhere),
              null,
              Method.GET,
              Map.of(),
              Map.of(),
              null,
              null,
              null,
              List.of(),
              Parse.AUTO));

      for (var i = 0; i < 2; i++) {
        assertThat(other.takeRequest().getHeaders().names())
            .doesNotContain("Authorization", "X-Key", "X-Step");
      }
    }
  }

  @Test
  void aRedirectOnTheSameServerKeepsWhoAsks() throws Exception {
    move(301, "/new");
    answer(200, "text/plain", "new");

    done(Asked.get(Asked.connection(base, "token-1", Map.of(), Duration.ofSeconds(5)), "old"));

    server.takeRequest();
    assertThat(header("Authorization")).isEqualTo("Bearer token-1");
  }

  @Test
  void aBodyIsNotSentOnExceptWhereTheServerSaysSoForItself() throws Exception {
    move(302, "/new");
    move(307, "/new");
    answer(200, "text/plain", "taken");
    move(303, "/result");
    answer(200, "text/plain", "result");

    var refused = failed(Asked.json(base + "/a", Method.POST, Map.of()));
    assertThat(refused.reason())
        .isEqualTo("POST " + base + "/a answered 302 Redirection: it is not sent on to /new");
    assertThat(done(Asked.json(base + "/a", Method.POST, Map.of())).text()).isEqualTo("taken");
    assertThat(done(Asked.json(base + "/a", Method.POST, Map.of())).text()).isEqualTo("result");
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void aCircleOfRedirectsEnds() throws Exception {
    for (var i = 0; i < 11; i++) {
      move(302, "/round");
    }
    assertThat(failed(Asked.get(base + "/round")).reason()).endsWith("is sent on again and again");
  }

  @Test
  void aBadAnswerSaysWhatItIsAndKeepsTheOutputs() throws Exception {
    answer(404, "application/json", "{\"message\": \"no such job\"}");

    var failed = failed(Asked.get(base + "/job?token=hush"));

    assertThat(failed.reason())
        .isEqualTo(
            "GET " + base + "/job answered 404 Client Error: {\"message\": \"no such job\"}");
    assertThat(Objects.requireNonNull(failed.outputs()).value())
        .isEqualTo(Map.of("message", "no such job"));
  }

  @Test
  void eachBadAnswerHasItsOwnMessage() throws Exception {
    answer(401, "text/plain", "");
    answer(403, "text/plain", "");
    answer(500, "text/html", "<html>long</html>");
    answer(200, "text/html", "<html>log in</html>");
    answer(200, "application/json", "{\"a\": 1, \"a\": 2}");
    answer(200, "application/json", "{");
    answer(200, "application/json", "");

    assertThat(failed(Asked.get(base)).reason()).contains("401", "wants to know who asks");
    assertThat(failed(Asked.get(base)).reason()).contains("403", "may not do this");
    assertThat(failed(Asked.get(base)).reason()).endsWith("answered 500 Server Error");
    assertThat(failed(Asked.get(base, List.of(), Parse.JSON)).reason())
        .endsWith("the answer is a web page, not JSON: a wrong address, or a page to log in");
    assertThat(failed(Asked.get(base)).reason()).contains("the key `a` twice");
    assertThat(failed(Asked.get(base)).reason()).endsWith("is not JSON: it ends too early: {");
    assertThat(failed(Asked.get(base, List.of(), Parse.JSON)).reason())
        .endsWith("the answer is empty, not JSON");
  }

  @Test
  void aStatusThatSaysNotNowIsAnAccidentUnlessItIsExpected() throws Exception {
    answer(503, "text/plain", "starting");
    answer(503, "text/plain", "starting");

    assertThatThrownBy(() -> Asked.get(base + "/up").run(call))
        .isInstanceOf(IOException.class)
        .hasMessage("GET " + base + "/up answered 503 Server Error: starting");
    assertThat(done(Asked.get(base, List.of(200, 503), Parse.AUTO)).status()).isEqualTo(503);
  }

  @Test
  void aLargeAnswerIsNotReadWhole() throws Exception {
    answer(200, "text/plain", "x".repeat((1 << 20) + 1));

    var failed = failed(Asked.get(base));

    assertThat(failed.reason()).isEqualTo("the answer is larger than 1 MiB: take `http.download`");
    assertThat(Objects.requireNonNull(failed.outputs()).text()).hasSize(1 << 20);
  }

  @Test
  void noServerIsAnAccident() throws Exception {
    server.close();
    assertThatThrownBy(() -> Asked.get(base + "/x").run(call))
        .isInstanceOf(IOException.class)
        .hasMessage("GET " + base + "/x: connection refused: nothing listens there");
    assertThatThrownBy(() -> Asked.get("http://no-such-host.invalid/").run(call))
        .hasMessage(
            "GET http://no-such-host.invalid/: no address is known for `no-such-host.invalid`");
  }

  @Test
  void aSilentServerIsAnAccidentAfterTheTimeout() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + silent.getLocalPort();
      var connection = Asked.connection(url, null, Map.of(), Duration.ofMillis(200));
      assertThatThrownBy(() -> Asked.get(connection, null).run(call))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(
              "no answer in time; `timeout` of the connection says how long it may take");
    }
  }

  @Test
  void aCancellationEndsARequestAtOnce() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var timer = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
      timer.execute(call.cancellation()::request);
      var began = System.nanoTime();
      assertThatThrownBy(
              () -> Asked.get("http://127.0.0.1:" + silent.getLocalPort() + "/").run(call))
          .isInstanceOf(InterruptedException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aCancellationEndsTheReadingOfABodyToo() {
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .throttleBody(1000, 1, TimeUnit.SECONDS)
            .build());
    var timer = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
    timer.execute(call.cancellation()::request);
    var began = System.nanoTime();

    assertThatThrownBy(() -> Asked.get(base).run(call)).isInstanceOf(InterruptedException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1300));
  }

  @Test
  void aPreviewAsksNothingUnlessItProbesWhatOnlyReads() throws Exception {
    answer(200, "text/plain", "");
    var reading = Asked.get(base + "/job?token=hush");
    var writing = Asked.json(base + "/hook", Method.POST, Map.of());

    assertThat(reading.preview(call)).isEqualTo(Preview.read("GET " + base + "/job"));
    assertThat(Asked.query(base + "/job", Map.of("kernel", "a b")).preview(call).text())
        .isEqualTo("GET " + base + "/job?kernel=a b");
    assertThat(Asked.query(base + "/job", Map.of("x", "y".repeat(200))).preview(call).text())
        .isEqualTo("GET " + base + "/job?...");
    assertThat(writing.preview(call)).isEqualTo(Preview.change("POST " + base + "/hook"));
    call.whileProbing();
    assertThat(writing.preview(call).found()).isEmpty();
    assertThat(server.getRequestCount()).isZero();
    assertThat(reading.preview(call).found()).containsExactly("answers 200 OK");
    server.close();
    assertThat(Asked.get(base + "/b").preview(call).found())
        .containsExactly("GET " + base + "/b: connection refused: nothing listens there");
  }

  @Test
  void aProxyIsAskedAndLoggedInTo() throws Exception {
    server.enqueue(
        new MockResponse.Builder().code(407).setHeader("Proxy-Authenticate", "Basic").build());
    answer(200, "text/plain", "through");
    var connection = Asked.proxied("http://far.invalid/", URI.create(base));

    assertThat(done(Asked.get(connection, "x")).text()).isEqualTo("through");

    server.takeRequest();
    var second = server.takeRequest();
    assertThat(second.getRequestLine()).startsWith("GET http://far.invalid/x ");
    assertThat(second.getHeaders().get("Proxy-Authorization")).startsWith("Basic ");
  }

  @Test
  void whatMayRunTwiceSaysSo() {
    assertThat(Asked.get(base).again()).isEqualTo(Again.YES);
    assertThat(Asked.json(base, Method.PUT, Map.of()).again()).isEqualTo(Again.YES);
    assertThat(Asked.json(base, Method.POST, Map.of()).again()).isEqualTo(Again.NO);
    assertThat(Asked.get(base, List.of(204), Parse.AUTO).example().status()).isEqualTo(204);
  }

  @Test
  void argumentsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> Asked.json(base, Method.GET, Map.of()))
        .hasMessage("a body needs another `method`, such as post");
    assertThatThrownBy(() -> Asked.get("ftp://example.org/"))
        .hasMessage("`url` begins with http:// or https://");
    assertThatThrownBy(() -> Asked.get("http://rita:sesame@example.org/"))
        .hasMessage("`url` holds a user: write `user` and `password` in a connection");
    assertThatThrownBy(() -> Asked.get(HttpConnection.NONE, "x"))
        .hasMessage("give `url`, or a connection of type `http` that has a `url`");
    assertThatThrownBy(() -> Asked.get(base, List.of(1), Parse.AUTO))
        .hasMessage("`expect` holds statuses, from 100 to 599");
  }

  @Test
  void aHeaderThatCannotBeSentIsNamedWithoutItsValue() throws Exception {
    var connection = Asked.connection(base, "to\nken", Map.of(), Duration.ofSeconds(5));
    assertThat(failed(Asked.get(connection, null)).reason())
        .isEqualTo("a header, or the address, holds what HTTP does not allow");
  }
}

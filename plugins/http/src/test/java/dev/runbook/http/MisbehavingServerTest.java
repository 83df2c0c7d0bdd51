package dev.runbook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.runbook.action.FakeCall;
import dev.runbook.action.NotNow;
import dev.runbook.action.Outcome;
import dev.runbook.http.RawServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that break off, talk nonsense or never come to an end. */
@Timeout(30)
class MisbehavingServerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private FakeCall call;

  @BeforeEach
  void open(@TempDir Path folder) {
    call = new FakeCall(folder);
  }

  @AfterEach
  void close() {
    call.close();
  }

  private static String url(RawServer server) {
    return "http://127.0.0.1:" + server.port() + "/job";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                 | it broke off: it ended too early
          HTTP/1.1 20                                        | it broke off: it ended too early
          SSH-2.0-OpenSSH_9.2~                               | what answers there does not keep to HTTP; is it the right port?
          HTTP/1.1 200 OK~Content-Ty                         | it broke off: it ended too early
          HTTP/1.1 200 OK~Content-Length: 9~~half            | it broke off: it ended too early
          HTTP/1.1 200 OK~Transfer-Encoding: chunked~~4~half | it broke off: it ended too early
          HTTP/1.1 200 OK~Transfer-Encoding: chunked~~many~  | what answers there does not keep to HTTP; is it the right port?
          """)
  void whatIsCutOffOrNoHttpIsAnAccidentThatSaysSo(String said, String reason) throws Exception {
    try (var server = RawServer.saying(said.replace("~", "\r\n"))) {
      assertThatThrownBy(() -> Asked.get(url(server) + "?token=hush").run(call))
          .isInstanceOf(IOException.class)
          .hasMessage("GET " + url(server) + ": " + reason);
    }
  }

  @Test
  void aResetIsAnAccidentAndNoChangeIsAskedForTwice() throws Exception {
    var half = OK + "Content-Length: 9\r\n\r\nhalf";
    try (var server = new RawServer(new Answer(true, List.of(half)))) {
      for (var request :
          new HttpRequest[] {
            Asked.get(url(server)), Asked.json(url(server), Method.POST, Map.of())
          }) {
        assertThatThrownBy(() -> request.run(call))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(url(server) + ": it broke off: ");
      }
      assertThat(server.asked()).containsExactly("GET /job HTTP/1.1", "POST /job HTTP/1.1");
    }
  }

  @Test
  void aChangeIsSentOnceEvenIfTheServerSaysToRetryAtOnce() throws Exception {
    try (var server = new MockWebServer()) {
      var busy = new MockResponse.Builder().code(503).setHeader("Retry-After", "0").build();
      server.enqueue(busy);
      server.enqueue(busy);
      server.start();
      var url = "http://127.0.0.1:" + server.getPort() + "/hook";

      assertThatThrownBy(() -> Asked.json(url, Method.POST, Map.of()).run(call))
          .hasMessage("POST " + url + " answered 503 Server Error");
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | 30                             | 30  | ; it asks to wait 30 s
          503 | 300                            | 300 | ; it asks to wait 5 min
          503 | Sun, 06 Nov 1994 08:50:37 GMT  | 60  | ; it asks to wait 60 s
          503 | Sunday, 06-Nov-94 08:50:37 GMT | 60  | ; it asks to wait 60 s
          503 | Sun Nov  6 08:50:37 1994       | 60  | ; it asks to wait 60 s
          503 | Sun, 06 Nov 1994 08:00:00 GMT  | 0   | ''
          502 | soon                           | 0   | ''
          504 | -5                             | 0   | ''
          """)
  void whatAServerAsksToWaitIsSaid(int status, String header, int seconds, String said)
      throws Exception {
    try (var server = new MockWebServer()) {
      server.enqueue(
          new MockResponse.Builder()
              .code(status)
              .setHeader("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
              .setHeader("Retry-After", header)
              .build());
      server.start();
      var url = "http://127.0.0.1:" + server.getPort() + "/job";

      assertThatThrownBy(() -> Asked.json(url, Method.POST, Map.of()).run(call))
          .hasMessageEndingWith(
              status == 429 ? "answered 429 Client Error" + said : "Server Error" + said)
          .asInstanceOf(type(NotNow.class))
          .extracting(NotNow::again)
          .isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void aRequestThatCameTooSlowlyIsAnAccidentWhereItMayBeRepeated() throws Exception {
    try (var server = new MockWebServer()) {
      var slow = new MockResponse.Builder().code(408).build();
      server.enqueue(slow);
      server.enqueue(slow);
      server.enqueue(slow);
      server.start();
      var url = "http://127.0.0.1:" + server.getPort() + "/job";

      assertThatThrownBy(() -> Asked.get(url).run(call))
          .isInstanceOf(IOException.class)
          .hasMessage("GET " + url + " answered 408 Client Error");
      assertThat(server.getRequestCount()).isEqualTo(2);
      assertThat(Asked.json(url, Method.POST, Map.of()).run(call))
          .isInstanceOf(Outcome.Failed.class);
      assertThat(server.getRequestCount()).isEqualTo(3);
    }
  }

  @Test
  void aConnectionThatDiedWhileItWasKeptIsOpenedAgainForWhatMayBeRepeated() throws Exception {
    var ok = OK + "Content-Length: 2\r\n\r\nok";
    try (var server =
        new RawServer(new Answer(false, List.of(ok, "")), new Answer(false, List.of(ok, "")))) {
      for (var i = 0; i < 2; i++) {
        assertThat(Asked.get(url(server)).run(call)).isInstanceOf(Outcome.Done.class);
      }
      assertThatThrownBy(() -> Asked.json(url(server), Method.POST, Map.of()).run(call))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("POST " + url(server) + ": it broke off");
      assertThat(server.asked())
          .containsExactly(
              "GET /job HTTP/1.1", "GET /job HTTP/1.1", "GET /job HTTP/1.1", "POST /job HTTP/1.1");
    }
  }

  @Test
  void anAnswerThatTricklesForEverIsEnded() throws Exception {
    try (var server = new MockWebServer()) {
      server.enqueue(
          new MockResponse.Builder()
              .body("x".repeat(10_000))
              .throttleBody(1, 20, TimeUnit.MILLISECONDS)
              .build());
      server.start();
      var url = "http://127.0.0.1:" + server.getPort();
      var connection = Asked.connection(url, null, Map.of(), Duration.ofMillis(100));

      assertThatThrownBy(() -> Asked.get(connection, "/job").run(call))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "GET "
                  + url
                  + "/job: no answer in time; `timeout` of the connection says how long it may"
                  + " take");
    }
  }

  @Test
  void aServerThatDoesNotSpeakTlsIsToldFromOneThatIsNotTrusted() throws Exception {
    try (var server = RawServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      var url = "https://127.0.0.1:" + server.port() + "/";
      assertThatThrownBy(() -> Asked.get(url).run(call))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "GET "
                  + url
                  + ": no secure connection: what answers there does not speak TLS; is the address"
                  + " one of http://?");
    }
  }

  @Test
  void headersWithoutEndAreNotReadWhole() throws Exception {
    try (var server = RawServer.saying(OK + "X-Long: " + "x".repeat(400_000) + "\r\n\r\n")) {
      assertThatThrownBy(() -> Asked.get(url(server)).run(call))
          .isInstanceOf(IOException.class)
          .message()
          .hasSizeLessThan(200);
    }
  }
}

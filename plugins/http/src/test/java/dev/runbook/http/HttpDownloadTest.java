package dev.runbook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HttpDownloadTest {
  private static final String TEXT = "0123456789".repeat(20_000);
  private final MockWebServer server = new MockWebServer();
  @TempDir Path folder;
  private FakeCall call;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server.start();
    url = "http://127.0.0.1:" + server.getPort() + "/file";
    call = new FakeCall(folder);
  }

  @AfterEach
  void stop() {
    call.close();
    server.close();
  }

  private static String digest() {
    var digest = Digests.start();
    return HexFormat.of().formatHex(digest.digest(TEXT.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpDownload download(@Nullable String sha256) {
    return new HttpDownload(null, URI.create(url), null, Path.of("new/file.bin"), sha256, Map.of());
  }

  private void answer(String body) {
    server.enqueue(new MockResponse.Builder().body(body).build());
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder.resolve("new"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aFileAppearsWhole() throws Exception {
    answer(TEXT);
    var file = folder.resolve("new/file.bin");

    assertThat(download(null).run(call))
        .isEqualTo(Outcome.done(new HttpDownload.Outputs(file, TEXT.length(), digest(), true)));

    assertThat(file).hasContent(TEXT);
    assertThat(files()).containsExactly("file.bin");
  }

  @Test
  void whatIsThereAlreadyIsNotFetched() throws Exception {
    answer(TEXT);
    download(digest().toUpperCase(Locale.ROOT)).run(call);

    var again = download(digest()).run(call);

    assertThat(((Outcome.Done<HttpDownload.Outputs>) again).outputs().changed()).isFalse();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anotherContentIsRefusedAndTheFileBeforeStays() throws Exception {
    answer("old");
    download(null).run(call);
    answer("something else");

    var outcome = download(digest()).run(call);

    assertThat(((Outcome.Failed<HttpDownload.Outputs>) outcome).reason())
        .startsWith("GET " + url + " has the SHA-256 ")
        .endsWith(", not the one that is expected");
    assertThat(folder.resolve("new/file.bin")).hasContent("old");
    assertThat(files()).containsExactly("file.bin");
  }

  private void breakOff() {
    server.enqueue(
        new MockResponse.Builder()
            .body(TEXT)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
  }

  @Test
  void aBrokenTransferLeavesNothing() throws Exception {
    breakOff();
    assertThatThrownBy(() -> download(null).run(call))
        .isInstanceOf(IOException.class)
        .hasMessage("GET " + url + ": it broke off: it ended too early");
    assertThat(files()).isEmpty();
  }

  @Test
  void aBrokenTransferIsTakenUpAgainWhereAChecksumProvesIt() throws Exception {
    breakOff();
    assertThatThrownBy(() -> download(digest()).run(call)).isInstanceOf(IOException.class);
    var had = (int) Files.size(folder.resolve("new").resolve(files().get(0)));
    assertThat(had).isPositive();
    server.enqueue(
        new MockResponse.Builder()
            .code(206)
            .setHeader("Content-Range", "bytes " + had + "-" + (TEXT.length() - 1) + "/200000")
            .body(TEXT.substring(had))
            .build());

    assertThat(download(digest()).run(call)).isInstanceOf(Outcome.Done.class);

    server.takeRequest();
    assertThat(server.takeRequest().getHeaders().get("Range")).isEqualTo("bytes=" + had + "-");
    assertThat(folder.resolve("new/file.bin")).hasContent(TEXT);
    assertThat(files()).containsExactly("file.bin");
  }

  @Test
  void aServerThatKnowsNoPartsSendsItAllAgain() throws Exception {
    breakOff();
    assertThatThrownBy(() -> download(digest()).run(call)).isInstanceOf(IOException.class);
    answer(TEXT);

    assertThat(download(digest()).run(call)).isInstanceOf(Outcome.Done.class);
    assertThat(folder.resolve("new/file.bin")).hasContent(TEXT);
  }

  @Test
  void aPartThatTheServerDoesNotHaveBeginsAnew() throws Exception {
    breakOff();
    assertThatThrownBy(() -> download(digest()).run(call)).isInstanceOf(IOException.class);
    server.enqueue(new MockResponse.Builder().code(416).build());
    answer(TEXT);

    assertThat(download(digest()).run(call)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aBadAnswerLeavesNothing() throws Exception {
    server.enqueue(new MockResponse.Builder().code(404).body("gone").build());
    server.enqueue(new MockResponse.Builder().code(503).build());

    assertThat(download(null).run(call))
        .isEqualTo(Outcome.failed("GET " + url + " answered 404 Client Error: gone"));
    assertThatThrownBy(() -> download(null).run(call))
        .hasMessage("GET " + url + " answered 503 Server Error");
    assertThat(files()).isEmpty();
  }

  @Test
  void aCancellationEndsItAndLeavesNothing() throws Exception {
    server.enqueue(
        new MockResponse.Builder().body(TEXT).throttleBody(1000, 1, TimeUnit.SECONDS).build());
    var timer = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
    timer.execute(call.cancellation()::request);

    assertThatThrownBy(() -> download(null).run(call)).isInstanceOf(InterruptedException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFolderIsNoPlaceForAFile() throws Exception {
    Files.createDirectories(folder.resolve("new/file.bin"));
    assertThat(download(null).run(call))
        .isEqualTo(Outcome.failed("new/file.bin is a folder: `to` names the file"));
  }

  @Test
  void aPreviewWritesNothing() throws Exception {
    server.enqueue(new MockResponse.Builder().setHeader("Content-Length", "12").build());
    assertThat(download(null).preview(call))
        .isEqualTo(Preview.local("download " + url + " to new/file.bin"));

    assertThat(download(null).preview(call.whileProbing()).found())
        .containsExactly("answers 200 OK, 12 bytes");

    assertThat(server.takeRequest().getMethod()).isEqualTo("HEAD");
    assertThat(folder).isEmptyDirectory();
    assertThat(Objects.requireNonNull(download(null).example()).changed()).isTrue();
    assertThatThrownBy(() -> download("abc")).hasMessage("`sha256` has 64 hexadecimal digits");
  }
}

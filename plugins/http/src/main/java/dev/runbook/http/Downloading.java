package dev.runbook.http;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.http.client.Body;
import dev.runbook.http.client.Client;
import dev.runbook.http.client.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Carries out {@link HttpDownload}. */
final class Downloading {
  private final HttpDownload download;
  private final Call call;
  private final Path target;

  private Downloading(HttpDownload download, Call call) {
    this.download = download;
    this.call = call;
    this.target = call.directory().resolve(download.to()).normalize();
  }

  static Outcome<HttpDownload.Outputs> run(HttpDownload download, Call call) throws Exception {
    try {
      return new Downloading(download, call).run();
    } catch (Refused e) {
      return Outcome.failed(e.reason());
    }
  }

  static String probe(HttpDownload download, Look look) throws Exception {
    try {
      return exchange(download, Method.HEAD, Map.of())
          .with(Exchange.clients(look), Client.NEVER, Downloading::found);
    } catch (Refused | IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String found(Response response) {
    var length = response.header("Content-Length");
    return "answers "
        + Exchange.status(response)
        + (length == null ? "" : ", " + length + " bytes");
  }

  private static Exchange exchange(HttpDownload download, Method method, Map<String, String> added)
      throws Refused {
    var connection = HttpConnection.orNone(download.connection());
    var headers = new HashMap<>(download.headers());
    headers.putAll(added);
    var address = Address.of(connection, download.url(), download.path());
    return new Exchange(method, address, connection, headers, null, Set.of());
  }

  private Outcome<HttpDownload.Outputs> run() throws Exception {
    if (Files.isDirectory(target)) {
      throw new Refused(download.to() + " is a folder: `to` names the file");
    }
    var before = Files.isRegularFile(target) ? Digests.of(target) : null;
    if (before != null && before.equals(download.sha256())) {
      call.line(download.to() + " is there already");
      return Outcome.done(outputs(before, false));
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (var part = PartFile.open(target, download.sha256())) {
      return fetched(part, before);
    }
  }

  private Outcome<HttpDownload.Outputs> fetched(PartFile part, @Nullable String before)
      throws Exception {
    var had = part.size();
    var added = had == 0 ? Map.<String, String>of() : Map.of("Range", "bytes=" + had + "-");
    var exchange = exchange(download, Method.GET, added);
    var found =
        exchange.with(
            connection -> Exchange.clients(call).of(connection).unhurried(),
            call.cancellation(),
            response -> received(exchange, response, part));
    if (found.isEmpty()) {
      return fetched(part, before);
    }
    if (download.sha256() != null && !download.sha256().equals(found.get())) {
      part.discard();
      return Outcome.failed(
          exchange.shown() + " has the SHA-256 " + found.get() + ", not the one that is expected");
    }
    part.moveTo(target);
    return Outcome.done(outputs(found.get(), !found.get().equals(before)));
  }

  /** Returns the digest of the whole; empty if the rest that was asked for is not to be had. */
  private Optional<String> received(Exchange exchange, Response response, PartFile part)
      throws Exception {
    if (response.code() == 416 && part.size() > 0) {
      part.discard();
      return Optional.empty();
    }
    if (!response.isSuccessful()) {
      var status = " answered " + Exchange.status(response);
      var reason = exchange.shown() + status + Body.of(response).excerpt();
      var accident = exchange.notNow(response, reason);
      throw accident == null ? new Refused(reason) : accident;
    }
    var range = String.valueOf(response.header("Content-Range"));
    if (response.code() == 206 && !range.startsWith("bytes " + part.size() + "-")) {
      throw new Refused(
          exchange.shown() + " answered with a part of the file that nobody asked for");
    }
    if (response.code() != 206) {
      part.discard();
    } else {
      call.line("goes on behind the " + part.size() + " bytes that are there");
    }
    return Optional.of(
        part.append(response.body().byteStream(), response.body().contentLength(), call));
  }

  private HttpDownload.Outputs outputs(String sha256, boolean changed) throws IOException {
    return new HttpDownload.Outputs(target, Files.size(target), sha256, changed);
  }
}

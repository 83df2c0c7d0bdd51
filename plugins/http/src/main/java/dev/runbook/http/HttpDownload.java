package dev.runbook.http;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file, whole or not at all: it appears in its place at once, when all of it is on the
 * disk and proved. With a checksum, what a broken transfer left is taken up again.
 */
@ActionName("http.download")
@Doc("fetch a file, whole or not at all; with `sha256`, only if it is not there already")
@Fails({
  "the status is not 200 to 299, nor one that says `not now`: 408, 429, 502, 503 or 504",
  "the content has another SHA-256 than `sha256`",
  "another download is writing the same file"
})
public record HttpDownload(
    @Nullable HttpConnection connection,
    @Doc("whole address, in the place of `path`") @Example("https://example.org/rootfs.tar.xz")
        @Nullable URI url,
    @Doc("what is put behind the connection's `url`") @Nullable String path,
    @Doc("file to write; its folder is made") @Example("rootfs.tar.xz") Path to,
    @Doc("SHA-256 of the content, 64 hexadecimal digits; anything else is refused")
        @Nullable String sha256,
    @Doc("headers, besides the connection's") @Default("{}") Map<String, String> headers)
    implements Action<HttpDownload.Outputs> {

  /** What was fetched. */
  public record Outputs(
      @Doc("file that was written") Path path,
      @Doc("its size in bytes") long bytes,
      @Doc("SHA-256 of its content") String sha256,
      @Doc("false if the file was there with this content") boolean changed) {}

  public HttpDownload {
    Address.check(connection, url, path);
    headers = Map.copyOf(headers);
    if (sha256 != null && !Pattern.matches("[0-9a-fA-F]{64}", sha256)) {
      throw new IllegalArgumentException("`sha256` has 64 hexadecimal digits");
    }
    sha256 = sha256 == null ? null : sha256.toLowerCase(Locale.ROOT);
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Downloading.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var address = Address.of(HttpConnection.orNone(connection), url, path);
    var preview = Preview.local("download " + Address.shown(address) + " to " + to);
    return look.probing() ? preview.withFound(List.of(Downloading.probe(this, look))) : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(to, 1024, sha256 == null ? "0".repeat(64) : sha256, true);
  }
}

package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.http.client.Body;
import dev.runbook.http.client.Client;
import dev.runbook.http.client.JsonText;
import dev.runbook.http.client.Settings;
import dev.runbook.http.client.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Where the content of files comes from that git-lfs keeps: a server by the "Git LFS Batch API",
 * found as in its "Server Discovery", or the folder that is the remote. What arrives is counted and
 * hashed before it is kept.
 */
final class LfsSource {
  private static final MediaType JSON = MediaType.get("application/vnd.git-lfs+json");
  private static final int BATCH = 100;

  private final Call call;
  private final Clone clone;
  private final @Nullable GitConnection connection;
  private final @Nullable String remote;

  /**
   * @param remote what the clone is fetched from
   */
  LfsSource(Call call, Clone clone, @Nullable GitConnection connection, @Nullable String remote) {
    this.call = call;
    this.clone = clone;
    this.connection = connection;
    this.remote = remote;
  }

  /** Brings what is not in the clone's store yet. */
  void bring(List<LfsPointer> wanted) throws Exception {
    var missing = new ArrayList<LfsPointer>();
    for (var pointer : wanted) {
      if (!Files.exists(pointer.in(clone.inside()))) {
        missing.add(pointer);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    var url = url();
    if (FileRemote.is(url)) {
      for (var pointer : missing) {
        copy(pointer, Path.of(FileRemote.uri(url).getPath()));
      }
      return;
    }
    try {
      for (int from = 0; from < missing.size(); from += BATCH) {
        batch(url, missing.subList(from, Math.min(from + BATCH, missing.size())));
      }
    } catch (dev.runbook.http.client.Refused e) {
      throw new Refused("the LFS server `" + shown(url) + "`: " + e.reason(), e);
    }
  }

  private String url() throws Exception {
    var own = clone.repository().getConfig().getString("lfs", null, "url");
    if (own != null) {
      return own;
    }
    var file = clone.folder().resolve(".lfsconfig");
    var shared = new FileBasedConfig(file.toFile(), clone.repository().getFS());
    shared.load();
    var url = shared.getString("lfs", null, "url");
    if (url != null) {
      return url;
    }
    if (remote == null) {
      throw new Refused(clone.folder() + " has no remote `origin` to get LFS files from");
    }
    return FileRemote.is(remote) ? remote : server(FileRemote.uri(remote));
  }

  /** Returns the address of the LFS server that goes with a remote. */
  static String server(URIish remote) {
    var scheme = String.valueOf(remote.getScheme());
    var path = remote.getPath().replaceFirst("^/+", "");
    var server =
        scheme.startsWith("http")
            ? remote.toPrivateString()
            : "https://" + remote.getHost() + "/" + path;
    var plain = server.replaceFirst("/+$", "");
    return plain + (plain.endsWith(".git") ? "" : ".git") + "/info/lfs";
  }

  private void copy(LfsPointer pointer, Path folder) throws Refused, IOException {
    var inside = Files.isDirectory(folder.resolve(".git")) ? folder.resolve(".git") : folder;
    var content = pointer.in(inside);
    if (!Files.exists(content)) {
      throw new Refused(
          "LFS object " + Moved.brief(pointer.oid()) + " is not to be had from " + folder);
    }
    try (var in = Files.newInputStream(content)) {
      keep(pointer, in, content.toString());
    }
  }

  private void batch(String url, List<LfsPointer> pointers) throws Exception {
    var asked =
        Map.of(
            "operation",
            "download",
            "transfers",
            List.of("basic"),
            "hash_algo",
            "sha256",
            "objects",
            pointers.stream().map(p -> Map.of("oid", p.oid(), "size", p.size())).toList());
    var request =
        new Request.Builder()
            .url(address(url + "/objects/batch"))
            .header("Accept", JSON.toString())
            .post(RequestBody.create(JsonText.write(asked).getBytes(StandardCharsets.UTF_8), JSON));
    login(url, request);
    var answer =
        exchange(
            client(),
            request.build(),
            shown(url),
            response -> Objects.requireNonNullElse(Body.of(response).json(), List.of()));
    for (var pointer : pointers) {
      download(pointer, action(pointer, answer, shown(url)), url);
    }
  }

  /** Returns what the server says about where an object is. */
  private static Map<?, ?> action(LfsPointer pointer, Object answer, String url) throws Refused {
    var name = "LFS object " + Moved.brief(pointer.oid());
    if (answer instanceof Map<?, ?> map && map.get("objects") instanceof List<?> objects) {
      for (var each : objects) {
        if (each instanceof Map<?, ?> object && pointer.oid().equals(object.get("oid"))) {
          if (object.get("error") instanceof Map<?, ?> error) {
            throw new Refused(
                name + " is not to be had from `" + url + "`: " + error.get("message"));
          }
          if (object.get("actions") instanceof Map<?, ?> actions
              && actions.get("download") instanceof Map<?, ?> download) {
            return download;
          }
        }
      }
    }
    throw new Refused("`" + url + "` does not say where " + name + " is");
  }

  private void download(LfsPointer pointer, Map<?, ?> action, String server) throws Exception {
    var href = String.valueOf(action.get("href"));
    var request = new Request.Builder().url(address(href));
    if (action.get("header") instanceof Map<?, ?> headers) {
      headers.forEach((name, value) -> request.header(String.valueOf(name), String.valueOf(value)));
    } else {
      login(href, request);
    }
    call.progress("fetching LFS object " + Moved.brief(pointer.oid()));
    exchange(
        client().unhurried(),
        request.build(),
        shown(server),
        response -> {
          keep(pointer, response.body().byteStream(), shown(server));
          return pointer;
        });
  }

  /** Puts content into the store, if it is what the pointer says. */
  private void keep(LfsPointer pointer, InputStream content, String from)
      throws Refused, IOException {
    var target = pointer.in(clone.inside());
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    var part = Files.createTempFile(target.getParent(), "part", null);
    try {
      var digest = LfsClean.sha256();
      var size =
          Files.copy(
              new DigestInputStream(content, digest), part, StandardCopyOption.REPLACE_EXISTING);
      var oid = HexFormat.of().formatHex(digest.digest());
      if (size != pointer.size() || !oid.equals(pointer.oid())) {
        throw new Refused(
            "LFS object "
                + Moved.brief(pointer.oid())
                + " from `"
                + from
                + "` is not what its pointer says: "
                + size
                + " bytes instead of "
                + pointer.size()
                + ", SHA-256 "
                + Moved.brief(oid));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private interface Reading<T> {
    T of(Response response) throws Exception;
  }

  private Client client() throws Exception {
    var timeout = connection == null ? Duration.ofMinutes(1) : connection.timeout();
    var settings = new Settings(null, null, null, null, null, null, null, timeout);
    var key = new Client.Key(settings, call.directory());
    return call.shared(key, key::open);
  }

  private <T> T exchange(Client client, Request request, String server, Reading<T> reading)
      throws Exception {
    try (var sent =
        reached(request, server, () -> client.send(request, true, call.cancellation()))) {
      var response = sent.response();
      if (!response.isSuccessful()) {
        throw failed(response, server);
      }
      return reached(request, server, () -> reading.of(response));
    }
  }

  private <T> T reached(Request request, String server, Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (IOException e) {
      if (call.cancellation().isRequested()) {
        throw Client.cancelled(e);
      }
      var trouble = Trouble.of("the LFS server `" + server + "`", request.url().uri(), e);
      throw trouble instanceof dev.runbook.http.client.Refused
          ? new Refused(String.valueOf(trouble.getMessage()), e)
          : trouble;
    }
  }

  private static Exception failed(Response response, String server) throws IOException {
    var code = response.code();
    var name = "the LFS server `" + server + "`";
    if (code == 401 || code == 403) {
      return new Refused(
          name
              + " does not let you in: it takes `user` and `password`, or `token`, of a git"
              + " connection whose `fetch` is on that server");
    }
    var said = name + " answered " + code + Body.of(response).excerpt();
    return code >= 500 || code == 429 ? new IOException(said) : new Refused(said);
  }

  private void login(String url, Request.Builder request) throws Refused {
    var login = new HttpLogin(connection).basic(FileRemote.uri(url));
    if (login != null) {
      request.header("Authorization", login);
    }
  }

  private static HttpUrl address(String url) throws Refused {
    var address = HttpUrl.parse(url);
    if (address == null) {
      throw new Refused("`" + shown(url) + "` is no address of an LFS server");
    }
    return address;
  }

  private static String shown(String url) {
    return Remotes.withoutPassword(url);
  }
}

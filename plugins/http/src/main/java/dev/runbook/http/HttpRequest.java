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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads the answer. 429, 502, 503 and 504, and 408 where a request may be
 * repeated, are accidents unless they are expected: a server that cannot answer now.
 */
@ActionName("http.request")
@Doc("send a request; a status that is not expected fails, one that says `not now` is an accident")
@Fails({
  "the status is not expected, nor one that says `not now`: 429, 502, 503 or 504, and 408 where a request may be repeated",
  "the answer is larger than 1 MiB, or `parse` cannot read it",
  "it is sent on to another server with a body, or to one without encryption",
  "the server's certificate is not trusted, or it does not trust that of the connection"
})
public record HttpRequest(
    @Nullable HttpConnection connection,
    @Doc("whole address, in the place of `path`") @Example("https://api.example.org/health")
        @Nullable URI url,
    @Doc("what is put behind the connection's `url`") @Nullable String path,
    @Doc("what is asked for") @Default("get") Method method,
    @Doc("query parameters; a list gives one for each element, null gives none") @Default("{}")
        Map<String, @Nullable Object> query,
    @Doc("headers, besides the connection's") @Default("{}") Map<String, String> headers,
    @Doc("body, sent as JSON") @Nullable Object json,
    @Doc("body, sent as a form") @Nullable Map<String, String> form,
    @Doc("body, sent as plain text unless a Content-Type header says otherwise")
        @Nullable String text,
    @Doc("statuses that are a good answer; 200 to 299 if empty") @Default("[]")
        List<Integer> expect,
    @Doc("how `value` is made of the body; auto: of JSON, where the answer says that it is")
        @Default("auto")
        Parse parse)
    implements Action<HttpRequest.Outputs> {

  /** The answer. */
  public record Outputs(
      @Doc("status code") int status,
      @Doc("headers, their names in lower case; without cookies") Map<String, String> headers,
      @Doc("body as `parse` says; null if there is none") @Nullable Object value,
      @Doc("body, at most 1 MiB") String text) {
    public Outputs {
      headers = Map.copyOf(headers);
    }
  }

  public HttpRequest {
    Address.check(connection, url, path);
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    headers = Map.copyOf(headers);
    form = form == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(form));
    expect = List.copyOf(expect);
    if (expect.stream().anyMatch(status -> status < 100 || status > 599)) {
      throw new IllegalArgumentException("`expect` holds statuses, from 100 to 599");
    }
    var bodies = Stream.of(json != null, form != null, text != null).filter(b -> b).count();
    if (bodies > 1) {
      throw new IllegalArgumentException("give only one of `json`, `form` and `text`");
    }
    if (bodies > 0 && (method == Method.GET || method == Method.HEAD)) {
      throw new IllegalArgumentException("a body needs another `method`, such as post");
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Requesting.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var address = Address.of(HttpConnection.orNone(connection), url, path);
    var text = method + " " + Address.shown(address) + Address.shown(query);
    var preview = method.isReading() ? Preview.read(text) : Preview.change(text);
    return look.probing() && method.isReading()
        ? preview.withFound(List.of(Requesting.probe(this, look)))
        : preview;
  }

  @Override
  public Again again() {
    return method.isRepeatable() ? Again.YES : Again.NO;
  }

  @Override
  public Outputs example() {
    var value = parse == Parse.LINES ? List.of("text") : null;
    return new Outputs(expect.isEmpty() ? 200 : expect.get(0), Map.of(), value, "text");
  }
}

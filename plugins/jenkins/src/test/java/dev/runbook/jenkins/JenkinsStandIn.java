package dev.runbook.jenkins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stand-in for a Jenkins server, for tests: no Jenkins, but it answers as Jenkins' remote access
 * API is documented to (https://www.jenkins.io/doc/book/using/remote-access-api/), keeps its state,
 * and can be restarted, slowed and broken.
 *
 * <p>Its time passes with the questions that are asked: a queued build begins, and a running one
 * ends, after it was looked at so often.
 */
public final class JenkinsStandIn implements AutoCloseable {
  public static final String USER = "bot";
  public static final String TOKEN = "11ec5e7c0ffee0d15ea5edfacade0ddba11";
  static final String PASSWORD = "pa55word";
  private static final Instants CLOCK = new Instants();

  private final Map<String, StandInJob> jobs = new TreeMap<>();
  private final List<StandInNode> nodes = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Trick> tricks = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private HttpServer server;
  private int sessions = 1;
  private int nextItem = 4711;
  private int starting;
  private int untilRestart = -1;
  private boolean quiet;
  private boolean open;
  private boolean namesItems = true;
  private boolean pluginsLoaded = true;

  private JenkinsStandIn() throws IOException {
    server = listen(0);
    port = server.getAddress().getPort();
    nodes.add(new StandInNode("Built-In Node", true, ""));
    nodes.add(new StandInNode("node-1", true, ""));
  }

  /** Starts one on a free port of this machine. */
  public static JenkinsStandIn start() throws IOException {
    return new JenkinsStandIn();
  }

  /** Milliseconds since 1970, a second further each time. */
  private static final class Instants {
    private long now = 1_763_895_600_000L;

    synchronized long next() {
      return now += 1000;
    }
  }

  /** What happens to requests instead of an answer. */
  private record Trick(String path, AtomicInteger left, Answerer answerer) {}

  /** Answers in its own way. */
  interface Answerer {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  record StandInNode(String name, boolean online, String reason) {}

  private HttpServer listen(int port) throws IOException {
    var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    made.setExecutor(threads);
    made.createContext("/", this::handle);
    made.start();
    return made;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Adds a job, in folders if its name has slashes. */
  public synchronized StandInJob job(String name) {
    var job = new StandInJob(name);
    jobs.put(job.path(), job);
    return job;
  }

  public synchronized void remove(String name) {
    jobs.remove(new JobName(name).path());
  }

  /** Has somebody queue a build of a job. */
  public synchronized void queue(String job) {
    named(job).queue(nextItem++, Map.of());
  }

  /** Has a build of a job run, until {@link #end} or until it is aborted. */
  public synchronized void begin(String job) {
    named(job).built(nextItem++, true, CLOCK.next());
  }

  /** Ends the builds of a job that run, each with the result that the job has. */
  public synchronized void end(String job) {
    named(job).end();
  }

  public synchronized boolean isOn(String job) {
    return named(job).isOn();
  }

  private StandInJob named(String job) {
    return Objects.requireNonNull(jobs.get(new JobName(job).path()));
  }

  synchronized void node(String name, boolean online, String reason) {
    nodes.removeIf(node -> node.name().equals(name));
    nodes.add(new StandInNode(name, online, reason));
  }

  /** Lets anybody read. */
  public synchronized void openToReaders() {
    open = true;
  }

  /** Answers a build's start with the job's page, as servers before 1.519 do. */
  synchronized void nameNoItems() {
    namesItems = false;
  }

  synchronized void loadPlugins(boolean loaded) {
    pluginsLoaded = loaded;
  }

  public synchronized String session() {
    return "session" + sessions;
  }

  synchronized boolean isQuiet() {
    return quiet;
  }

  /** Restarts at once; the first answers then say that it is starting. */
  public synchronized void restart(int starting) {
    sessions++;
    quiet = false;
    untilRestart = -1;
    this.starting = starting;
  }

  /** Stops listening: connections are refused. */
  void down() {
    server.stop(0);
  }

  /** Listens again, in a new session. */
  void up() throws IOException {
    restart(1);
    server = listen(port);
  }

  /** Answers so many of the next requests whose path contains this in another way. */
  synchronized void trick(String path, int times, Answerer answerer) {
    tricks.add(new Trick(path, new AtomicInteger(times), answerer));
  }

  void answer(String path, int status, String type, String body, String... headers) {
    trick(
        path,
        1,
        exchange -> {
          for (var i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          send(exchange, status, type, body);
        });
  }

  /** Does what is asked for, and loses the answer. */
  void loseAnswer(String path) {
    trick(
        path,
        1,
        exchange -> {
          route(exchange, true);
          exchange.close();
        });
  }

  /** Is silent. */
  void hang(String path, Duration time) {
    trick(path, 1, exchange -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
  }

  /** Returns what was asked for so far, such as "POST /job/a/build". */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** Returns the changes that were asked for so far. */
  public synchronized List<String> changes() {
    return asked.stream().filter(one -> one.startsWith("POST ")).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getRawPath();
    Trick trick;
    synchronized (this) {
      asked.add(exchange.getRequestMethod() + " " + path);
      trick =
          tricks.stream()
              .filter(one -> path.contains(one.path()) && one.left().getAndDecrement() > 0)
              .findFirst()
              .orElse(null);
    }
    try (exchange) {
      if (trick == null) {
        route(exchange, false);
      } else {
        trick.answerer().answer(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void route(HttpExchange exchange, boolean mute) throws IOException {
    var out = mute ? StandInAnswer.mute(exchange) : StandInAnswer.of(exchange);
    if (starting > 0) {
      starting--;
      out.send(503, "text/html", "<html>Please wait while Jenkins is getting ready to work</html>");
      return;
    }
    exchange.getResponseHeaders().set("X-Jenkins", "2.528.1");
    exchange.getResponseHeaders().set("X-Jenkins-Session", session());
    var who = who(exchange);
    if (who == Who.UNKNOWN) {
      out.send(401, "text/html", "<html>Invalid password/token for user</html>");
    } else if (who == Who.NOBODY && !(open && exchange.getRequestMethod().equals("GET"))) {
      out.send(403, "text/html", "<html>Authentication required</html>");
    } else if (exchange.getRequestMethod().equals("POST")) {
      post(exchange, who, out);
    } else {
      get(exchange, out);
    }
  }

  private enum Who {
    TOKEN,
    PASSWORD,
    UNKNOWN,
    NOBODY
  }

  private static Who who(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return Who.NOBODY;
    }
    var login = header.substring("Basic ".length());
    return switch (new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8)) {
      case USER + ":" + TOKEN -> Who.TOKEN;
      case USER + ":" + PASSWORD -> Who.PASSWORD;
      default -> Who.UNKNOWN;
    };
  }

  private void post(HttpExchange exchange, Who who, StandInAnswer out) throws IOException {
    var form = form(exchange);
    var headers = exchange.getRequestHeaders();
    var isCrumbed =
        ("crumb-of-" + session()).equals(headers.getFirst("Jenkins-Crumb"))
            && ("JSESSIONID=" + session()).equals(headers.getFirst("Cookie"));
    if (who == Who.PASSWORD && !isCrumbed) {
      out.send(403, "text/html", "<html>No valid crumb was included in the request</html>");
      return;
    }
    var path = exchange.getRequestURI().getRawPath();
    switch (path) {
      case "/quietDown" -> quiet = true;
      case "/cancelQuietDown" -> {
        quiet = false;
        untilRestart = -1;
      }
      case "/safeRestart" -> {
        quiet = true;
        untilRestart = 2;
      }
      case "/queue/cancelItem" -> {
        cancel(Integer.parseInt(exchange.getRequestURI().getQuery().substring("id=".length())));
        out.send(204, "text/plain", "");
        return;
      }
      default -> {
        ofJob(path, form, out);
        return;
      }
    }
    out.redirect(url() + "/");
  }

  private void cancel(int item) {
    jobs.values().forEach(job -> job.cancel(item));
  }

  private void ofJob(String path, Map<String, String> form, StandInAnswer out) throws IOException {
    var end = path.lastIndexOf('/');
    var verb = path.substring(end + 1);
    var owner = path.substring(0, end);
    if (verb.equals("stop")) {
      var job = jobs.get(owner.substring(0, owner.lastIndexOf('/')));
      job.stop(Integer.parseInt(owner.substring(owner.lastIndexOf('/') + 1)));
      out.redirect(url() + owner + "/");
      return;
    }
    var job = jobs.get(owner);
    if (job == null) {
      out.send(404, "text/html", "<html>Not Found</html>");
      return;
    }
    switch (verb) {
      case "enable", "disable" -> {
        job.turn(verb.equals("enable"));
        out.redirect(url() + owner + "/");
      }
      default -> build(job, verb, form, out);
    }
  }

  private void build(StandInJob job, String verb, Map<String, String> form, StandInAnswer out)
      throws IOException {
    if (!job.isOn()) {
      out.send(409, "text/html", "<html>" + job.name() + " is not buildable</html>");
    } else if (verb.equals("build") && job.isParameterized()) {
      out.send(400, "text/html", "<html>Nothing is submitted</html>");
    } else if (verb.equals("buildWithParameters") && !job.isParameterized()) {
      out.send(500, "text/html", "<html>Oops!</html>");
    } else {
      var item = nextItem++;
      job.queue(item, form);
      if (namesItems) {
        out.header("Location", url() + "/queue/item/" + item + "/").send(201, "text/plain", "");
      } else {
        out.redirect(url() + job.path() + "/");
      }
    }
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var form = new LinkedHashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        var parts = pair.split("=", 2);
        form.put(decoded(parts[0]), decoded(parts[1]));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private void get(HttpExchange exchange, StandInAnswer out) throws IOException {
    var uri = exchange.getRequestURI();
    var path = uri.getRawPath().replace("/api/json", "");
    switch (path) {
      case "" -> root(out);
      case "/queue" ->
          out.json(
              Map.of("items", jobs.values().stream().flatMap(job -> job.items(url())).toList()));
      case "/computer" ->
          out.json(Map.of("computer", nodes.stream().map(JenkinsStandIn::node).toList()));
      case "/pluginManager" ->
          out.json(
              Map.of(
                  "plugins",
                  List.of(Map.of("shortName", "git", "enabled", true, "active", pluginsLoaded))));
      case "/crumbIssuer" ->
          out.header("Set-Cookie", "JSESSIONID=" + session() + "; Path=/; HttpOnly")
              .json(Map.of("crumbRequestField", "Jenkins-Crumb", "crumb", "crumb-of-" + session()));
      default -> ofAny(path, uri, out);
    }
  }

  private void root(StandInAnswer out) throws IOException {
    out.json(Map.of("quietingDown", quiet, "mode", "NORMAL"));
    if (untilRestart > 0 && --untilRestart == 0) {
      restart(2);
    }
  }

  private static Map<String, ?> node(StandInNode node) {
    return Map.of(
        "displayName", node.name(),
        "offline", !node.online(),
        "offlineCauseReason", node.reason(),
        "numExecutors", 1,
        "executors", List.of(Map.of("idle", true)));
  }

  private void ofAny(String path, URI uri, StandInAnswer out) throws IOException {
    if (path.startsWith("/queue/item/")) {
      var id = Integer.parseInt(path.substring("/queue/item/".length()));
      for (var job : jobs.values()) {
        var item = job.item(id, quiet, CLOCK.next());
        if (item.isPresent()) {
          out.json(item.get());
          return;
        }
      }
    }
    for (var job : jobs.values()) {
      if (path.equals(job.path())) {
        out.json(job.json(url(), quiet, CLOCK.next(), String.valueOf(uri.getQuery())));
        return;
      }
      if (path.startsWith(job.path() + "/") && job.answer(path, uri.getQuery(), out)) {
        return;
      }
    }
    out.send(404, "text/html", "<html>Not Found</html>");
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

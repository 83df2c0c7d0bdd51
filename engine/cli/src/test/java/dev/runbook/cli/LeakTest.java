package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.cli.console.Exit;
import dev.runbook.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that use secrets as they should not; then all that was printed and all that is in the state
 * folder is searched, by other means than the engine's own.
 */
@Tag("once")
@Timeout(240)
class LeakTest {
  private static final String PEM = key();
  private static final String TOKEN = "ghp_0123456789abcdefABCDEF0123456789abcd";

  /** By the name of the variable they stand in. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "SHORTEST", "k9#Zq!",
          "AWKWARD", "p\"4\\s's/w$ö&r<d>\t#=+ %!`x`",
          "EMOJI", "pä😀$wörd%25é\n",
          "PEM", PEM,
          "LONG", random(3_000, 2),
          "INNER", "inner-secret",
          "OUTER", "<an inner-secret of another>",
          "TOKEN", TOKEN);

  /** What stands before a form, or in it, and is no secret. */
  private static final String BEFORE = "y".repeat(60);

  private static final List<String> PUBLIC =
      List.of("yyyyyyyy", "eXl5eXl5", "PRIVATE", "UFJJVkFU", "QUklWQVR", "BSSVZBVE", "50524956");

  private static final int PIECE = 16;

  @TempDir Path folder;
  private Path state;
  private HttpServer server;
  private Typing typing;
  private final Map<String, String> screens = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private static String random(int length, int seed) {
    return new Random(seed)
        .ints(length, '!', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String key() {
    var bytes = new byte[1200];
    new Random(1).nextBytes(bytes);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END PRIVATE KEY-----\n";
  }

  @BeforeEach
  void serve() throws IOException {
    state = folder.resolve("state");
    typing = new Typing(folder, state).with("HOME", folder.toString());
    SECRETS.forEach(typing::with);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", LeakTest::reveal);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Answers a failure with what was sent, behind as many letters as the path says. */
  private static void reveal(HttpExchange exchange) throws IOException {
    var before = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
    var sent = exchange.getRequestHeaders().getFirst("X-Secret");
    var body = ("x".repeat(before) + sent + sent).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(before == 0 ? 200 : 500, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Map<String, String> forms(String secret) {
    var text = secret.strip();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var forms = new LinkedHashMap<String, String>();
    forms.put("plain", secret);
    forms.put("json", Json.write(text));
    forms.put("json-in-json", Json.write(Json.write(text)));
    forms.put("shell", text.replace("'", "'\\''"));
    forms.put("url", URLEncoder.encode(text, StandardCharsets.UTF_8));
    forms.put("hex", HexFormat.of().formatHex(bytes));
    for (var before : List.of("", "u", "us")) {
      var all = (before + text).getBytes(StandardCharsets.UTF_8);
      forms.put("base64-" + before, Base64.getEncoder().encodeToString(all));
      forms.put("url-base64-" + before, Base64.getUrlEncoder().encodeToString(all));
    }
    var behind = (BEFORE + text).getBytes(StandardCharsets.UTF_8);
    forms.put("wrapped", Base64.getMimeEncoder().encodeToString(behind));
    forms.put("wrapped-64", Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(behind));
    return forms;
  }

  /** Returns what of a form must not be seen: pieces of it, for what is cut is a leak too. */
  private static List<String> pieces(String form) {
    if (form.length() <= PIECE) {
      return List.of(form.strip());
    }
    var pieces = new ArrayList<String>();
    for (var line : form.lines().toList()) {
      var step = Math.max(PIECE / 2, line.length() / 20);
      for (var from = 0; from + PIECE <= line.length(); from += step) {
        var piece = line.substring(from, from + PIECE);
        if (PUBLIC.stream().noneMatch(piece::contains)) {
          pieces.add(piece);
        }
      }
    }
    return pieces;
  }

  private Exit type(String... words) {
    var exit = typing.type(words);
    screens.put(String.join(" ", words), typing.printed() + typing.complained());
    return exit;
  }

  private void succeeds(String... words) {
    ends(Exit.SUCCEEDED, words);
  }

  private void ends(Exit expected, String... words) {
    var exit = type(words);
    var screen = screens.getOrDefault(String.join(" ", words), "");
    var end = screen.substring(Math.max(0, screen.length() - 2000));
    assertThat(exit).as(end).isEqualTo(expected);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String runbook(String connections, String steps) throws IOException {
    var text = new StringBuilder("runbook: leak\nsecrets:\n");
    SECRETS.keySet().forEach(name -> text.append("  %1$s: { env: %1$s }\n".formatted(name)));
    file("leak.yaml", text + connections + "steps:\n" + steps.indent(2));
    return folder.resolve("leak.yaml").toString();
  }

  private static String environment() {
    return SECRETS.keySet().stream()
        .map("S_%1$s: '${secrets.%1$s}'"::formatted)
        .collect(Collectors.joining(", ", "env: { ", " }"));
  }

  private String run() throws IOException {
    try (var runs = Files.list(state.resolve("runs"))) {
      return runs.map(path -> path.getFileName().toString()).min(String::compareTo).orElseThrow();
    }
  }

  /** Searches all that was printed, and all that is in the state folder. */
  private void nothingLeaks() throws IOException {
    var seen = new LinkedHashMap<>(screens);
    try (var all = Files.walk(state)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        seen.put(state.relativize(file).toString(), Files.readString(file));
      }
    }
    var found = new ArrayList<String>();
    for (var secret : SECRETS.entrySet()) {
      for (var form : forms(secret.getValue()).entrySet()) {
        var pieces = pieces(form.getValue());
        seen.forEach(
            (where, text) -> {
              if (pieces.stream().anyMatch(text::contains)) {
                found.add(secret.getKey() + " as " + form.getKey() + " in " + where);
              }
            });
      }
    }
    assertThat(found).isEmpty();
    assertThat(seen.keySet()).noneMatch(name -> SECRETS.values().stream().anyMatch(name::contains));
  }

  @Test
  void whatProgramsPrintIsMaskedInAllFormsAndPieces() throws Exception {
    var steps = new StringBuilder();
    for (var secret : SECRETS.entrySet()) {
      var name = secret.getKey();
      forms(secret.getValue())
          .forEach((form, text) -> texts.put("print-" + name + "-" + form, "< " + text + " >\n"));
      texts.put("print-" + name + "-far", "-".repeat((8 << 10) - 3) + secret.getValue() + "\n");
      texts.put("half-" + name, "half " + secret.getValue() + " of it");
      var halves = "head -c 8 half-%1$s; sleep 0.6; tail -c +9 half-%1$s".formatted(name);
      steps.append(shell(name + "_halves", halves));
      var slowly = "head -c 90 half-%s | dd bs=1 status=none".formatted(name);
      steps.append(secret.getValue().length() < 80 ? shell(name + "_slowly", slowly) : "");
    }
    texts.put("print-border", "-".repeat((64 << 10) - 3) + TOKEN + "\n");
    for (var text : texts.entrySet()) {
      file(text.getKey(), text.getValue());
    }
    steps.append(
        """
        - { id: prints, action: shell.run, with: { command: 'cat print-*' } }
        - { id: complains, action: shell.run, with: { command: 'cat print-* >&2' } }
        - { id: environment, action: shell.run, with: { command: 'env; export -p; set', %1$s } }
        - id: traced
          action: shell.run
          with: { command: 'bash -c "declare -p; set -x; : \\"\\$S_AWKWARD\\" \\$S_EMOJI \\$S_PEM"', %1$s }
        - id: fails
          on_failure: continue
          action: shell.run
          with: { command: 'cat print-AWKWARD-json >&2; exit 3' }
        - id: long_complaint
          on_failure: continue
          action: shell.run
          with: { command: 'printf "%%0290d%%s\\n" 0 "$S_TOKEN" >&2; exit 4', %1$s }
        - { id: passes, action: shell.run, with: { command: 'cat print-TOKEN-plain print-PEM-json' } }
        - id: takes
          name: 'now ${steps.passes.outputs.stdout}'
          when: steps.passes.outputs.stdout != 'x'
          action: log.print
          with: { message: '${steps.passes.outputs.stdout}' }
        - { id: asserts, on_failure: continue, assert: steps.passes.outputs.stdout == 'x' }
        """
            .formatted(environment()));
    var runbook = runbook("", steps.toString());
    succeeds("run", runbook);
    type("show", run());
    type("show", run(), "--output", "json");
    type("logs", run());
    type("logs", run(), "--output", "json");
    type("runs", "--output", "json");
    type("doc", runbook);
    type("check", runbook, "--probe");
    type("run", runbook, "--dry-run", "--probe", "--output", "json");
    type("run", runbook, "--dry-run", "--probe", "--save-plan", state.resolve("plan").toString());
    succeeds("verify", run(), "--secrets");
    nothingLeaks();
  }

  private static String shell(String id, String command) {
    return "- { id: %s, action: shell.run, with: { command: '%s' } }\n"
        .formatted(id.toLowerCase(Locale.ROOT), command);
  }

  /** An answer that is shown in a message is cut after 120 characters. */
  @Test
  void whatServersSayIsMaskedWhereverItIsCut() throws Exception {
    var steps = new StringBuilder();
    for (var name : List.of("INNER", "OUTER", "TOKEN", "SHORTEST")) {
      for (var before = 86; before < 121; before += 2) {
        steps.append(
            """
            - id: %s_%d
              on_failure: continue
              action: http.request
              with: { path: /%d, headers: { X-Secret: '${secrets.%s}' } }
            """
                .formatted(name.toLowerCase(Locale.ROOT), before, before, name));
      }
    }
    steps.append(
        """
        - { id: body, action: http.request, with: { path: /0, headers: { X-Secret: '${secrets.OUTER}' } } }
        - id: refused
          on_failure: continue
          action: http.request
          with: { url: 'http://u:${secrets.TOKEN}@127.0.0.1:1/${secrets.INNER}?q=${secrets.OUTER}' }
        - id: nowhere
          on_failure: continue
          action: http.request
          with: { url: 'nowhere://${secrets.TOKEN}' }
        """);
    var connections = "connections: { api: { type: http, url: '%s' } }\n".formatted(url());
    succeeds("run", runbook(connections, steps.toString()));
    type("show", run(), "--output", "json");
    succeeds("verify", run(), "--secrets");
    nothingLeaks();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void whatActionsSayAndKeepAndPeopleTypeIsMasked() throws Exception {
    var steps =
        """
        - { id: git, action: git.checkout, with: { repository: '${secrets.INNER}.git', ref: main } }
        - { id: resolve, action: git.resolve, with: { repository: '${secrets.AWKWARD}', ref: main } }
        - { id: jenkins, action: jenkins.build, with: { job: '${secrets.INNER}', parameters: { P: '${secrets.AWKWARD}' } } }
        - { id: pull, action: docker.pull, with: { image: 'localhost:1/${secrets.INNER}:${secrets.SHORTEST}' } }
        - { id: container, action: docker.run, with: { image: busybox, command: ['${secrets.OUTER}', '${secrets.AWKWARD}'] } }
        - { id: ssh, action: ssh.run, with: { hosts: ['${secrets.INNER}@127.0.0.1:1'], command: 'echo ${secrets.OUTER}' } }
        - { id: no_program, action: shell.run, with: { command: ['/no/${secrets.TOKEN}', '${secrets.PEM}'] } }
        - { id: no_folder, action: shell.run, with: { cwd: '/no/${secrets.AWKWARD}', command: 'true' } }
        - { id: no_file, action: file.read, with: { path: '/no/${secrets.AWKWARD}' } }
        """
            .replace(", action:", ", timeout: 1s, on_failure: continue, action:");
    var people =
        """
        - { id: written, action: file.write, with: { path: 'kept-${secrets.INNER}', text: '${secrets.PEM} ${secrets.LONG}' } }
        - { id: back, action: file.read, with: { path: 'kept-${secrets.INNER}' } }
        - { id: no_json, on_failure: continue, action: file.read, with: { path: 'kept-${secrets.INNER}', parse: json } }
        - id: loop
          for_each: ['${steps.back.outputs.text}', b]
          action: log.print
          with: { message: 'm ${item}' }
        - id: ask
          gate:
            ask: 'Is ${steps.back.outputs.text} right?'
            show: { it: '${steps.back.outputs}' }
            fields: { note: { type: string } }
        - id: says
          action: log.print
          with: { message: '${steps.ask.outputs.comment} and ${steps.ask.outputs.fields.note}' }
        """;
    var connections =
        """
        connections:
          g: { type: git, fetch: 'http://u:${secrets.TOKEN}@127.0.0.1:1/500', checkouts: here }
          j: { type: jenkins, url: 'http://127.0.0.1:1/500', user: u, token: '${secrets.TOKEN}' }
        """;
    var runbook = runbook(connections, steps + people);
    ends(Exit.PAUSED, "run", runbook);
    var decided = "it was " + SECRETS.get("INNER");
    var filledIn = "note=" + SECRETS.get("OUTER");
    var choice = List.of("--choice", "approve", "--comment", decided, "--field", filledIn);
    var words = Stream.concat(Stream.of("decide", run(), "ask"), choice.stream());
    assertThat(typing.type(words.toArray(String[]::new))).isEqualTo(Exit.SUCCEEDED);
    typing.printed();
    succeeds("resume", run());
    assertThat(type("verify", run(), "--secrets")).isEqualTo(Exit.FAILED);
    assertThat(screens).anySatisfy((command, said) -> assertThat(said).contains(" in `decisions/"));
    type("rollback", run(), "--yes");
    forgetWhatWasTyped();
    nothingLeaks();
  }

  /** Whoever decided wrote the secret into the folder, and a process that decides knows of none. */
  private void forgetWhatWasTyped() throws IOException {
    try (var typed = Files.list(state.resolve("runs").resolve(run()).resolve("decisions"))) {
      for (var decision : typed.toList()) {
        Files.delete(decision);
      }
    }
  }

  @Test
  void whatOnlyFinishedStepsNeededStaysMaskedAfterAResume() throws Exception {
    file("key", TOKEN);
    file(
        "phases.yaml",
        """
        runbook: phases
        secrets: { key: { command: [cat, key] } }
        steps:
          - { id: a, action: shell.run, with: { command: 'true', env: { KEY: '${secrets.key}' } } }
          - { id: b, action: shell.run, with: { command: cat key } }
        """);
    ends(Exit.PAUSED, "run", folder.resolve("phases.yaml").toString(), "--until", "a");
    succeeds("resume", run());
    nothingLeaks();
  }

  @Test
  void aSecretTooShortOrWithinAnInputIsRefused() throws Exception {
    typing.with("TOKEN", "12345");
    var runbook =
        runbook(
            "inputs: { to: { type: string } }\n",
            "- { id: a, action: shell.run, with: { command: 'true', env: { T: '${secrets.TOKEN}' } } }");
    assertThat(type("run", runbook, "-i", "to=nobody")).isEqualTo(Exit.WRONG);
    typing.with("TOKEN", TOKEN);
    assertThat(typing.type("run", runbook, "-i", "to=x" + TOKEN)).isEqualTo(Exit.WRONG);
    assertThat(typing.complained()).contains("input `to` holds a secret").doesNotContain("ghp_");
    assertThat(state).doesNotExist();
  }
}

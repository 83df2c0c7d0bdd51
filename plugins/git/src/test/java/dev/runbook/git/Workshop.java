package dev.runbook.git;

import dev.runbook.action.Action;
import dev.runbook.action.Call;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder with remotes, clones and the git command line, for tests. */
final class Workshop {
  static final String AUTHOR = "Rita Run <rita@example.org>";

  /** Spares what takes time and matters to nobody here: half of all tests' time was spent on it. */
  private static final String SETTINGS =
      """
      [core]
        fsync = none
      [gc]
        auto = 0
      [maintenance]
        auto = false
      [receive]
        autoGC = false
      [protocol "file"]
        allow = always
      """;

  private final Path folder;
  private final FakeCall shared;

  Workshop(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve(".gitconfig"), SETTINGS);
    Files.createFile(folder.resolve("ssh_config"));
    this.shared = new FakeCall(folder);
  }

  Path folder() {
    return folder;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Runs git, apart from the configuration of whoever runs the tests. */
  String git(Path directory, String... arguments) throws Exception {
    return git(directory, Map.of(), arguments);
  }

  String git(Path directory, Map<String, String> environment, String... arguments)
      throws Exception {
    return git(directory, environment, "", List.of(arguments));
  }

  private String git(
      Path directory, Map<String, String> environment, String input, List<String> arguments)
      throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_AUTHOR_NAME", "Ann Other");
    builder.environment().put("GIT_AUTHOR_EMAIL", "ann@example.org");
    builder.environment().put("GIT_COMMITTER_NAME", "Ann Other");
    builder.environment().put("GIT_COMMITTER_EMAIL", "ann@example.org");
    builder.environment().putAll(environment);
    var errors = Files.createTempFile(folder, "git", ".err");
    var process = builder.redirectError(errors.toFile()).start();
    try (var standardInput = process.getOutputStream()) {
      standardInput.write(input.getBytes(StandardCharsets.UTF_8));
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
    }
    Files.delete(errors);
    return output.stripTrailing();
  }

  /** Makes a bare remote with one commit on main, and returns its folder. */
  Path remote(String name) throws Exception {
    var remote = path("remotes/" + name);
    Files.createDirectories(remote);
    git(remote, "init", "--quiet", "--bare", "--initial-branch=main", ".");
    commit(name, "main", "README", "hello\n");
    return remote;
  }

  /** Has somebody else commit a file to a remote's branch, or to a new one; returns the commit. */
  String commit(String remote, String branch, String file, String text) throws Exception {
    return commit(remote, branch, List.of(content(file, text)));
  }

  /** Has somebody else put a submodule into a remote's main branch, at the end of its own. */
  String commitSubmodule(String remote, String submodule, String path) throws Exception {
    var settings = "[submodule \"%1$s\"]\n\tpath = %1$s\n\turl = ../%2$s\n";
    var end = git(path("remotes/" + submodule), "rev-parse", "main");
    return commit(
        remote,
        "main",
        List.of(
            content(".gitmodules", settings.formatted(path, submodule)),
            "M 160000 " + end + " " + path));
  }

  /** Commits straight to a bare repository: everything else needs a dozen processes. */
  private String commit(String remote, String branch, List<String> changes) throws Exception {
    var bare = path("remotes/" + remote);
    var commit =
        new ArrayList<>(
            List.of(
                "commit refs/heads/" + branch,
                "committer Ann Other <ann@example.org> now",
                data("change of " + remote)));
    Stream.of(branch, "main")
        .filter(name -> has(bare, name))
        .findFirst()
        .ifPresent(name -> commit.add("from refs/heads/" + name + "^0"));
    commit.addAll(changes);
    git(
        bare,
        Map.of(),
        String.join("\n", commit) + "\n",
        List.of("fast-import", "--quiet", "--date-format=now"));
    return Files.readString(bare.resolve("refs/heads/" + branch)).strip();
  }

  private static boolean has(Path bare, String branch) {
    try {
      var packed = bare.resolve("packed-refs");
      return Files.exists(bare.resolve("refs/heads/" + branch))
          || (Files.exists(packed)
              && Files.readString(packed).contains(" refs/heads/" + branch + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(String file, String text) {
    return "M 100644 inline " + file + "\n" + data(text);
  }

  private static String data(String text) {
    return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text;
  }

  /** Returns somebody else's clone of a remote, as the remote is when it is first asked for. */
  Path other(String remote) throws Exception {
    var other = path("others/" + remote);
    if (!Files.exists(other)) {
      Files.createDirectories(other);
      git(other, "clone", "--quiet", path("remotes/" + remote).toString(), ".");
    }
    return other;
  }

  static void write(Path file, String text) throws IOException {
    var parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  GitConnection connection() {
    return connection("remotes");
  }

  GitConnection connection(String base) {
    return new GitConnection(
        base,
        null,
        Path.of("checkouts"),
        AUTHOR,
        null,
        null,
        path("known_hosts"),
        false,
        path("ssh_config"),
        null,
        null,
        null,
        Duration.ofSeconds(20));
  }

  /** Returns one to a server of HTTP, for who logs in there, or for anybody. */
  GitConnection connection(@Nullable String url, @Nullable String user, @Nullable String password) {
    var base = connection();
    return new GitConnection(
        url,
        null,
        base.checkouts(),
        base.author(),
        null,
        null,
        null,
        false,
        null,
        user,
        password == null ? null : new Secret(password),
        null,
        base.timeout());
  }

  /** Returns where a repository's clone is. */
  Path clone(String name) {
    return path("checkouts/" + name);
  }

  Checkout checkout(String repository, @Nullable String ref) {
    return new Checkout(connection(), repository, null, ref, null, null, false, false, false);
  }

  Checkout cleanCheckout(String repository, @Nullable String ref) {
    return new Checkout(connection(), repository, null, ref, null, null, false, false, true);
  }

  Commit commitAll(String repository, String message) {
    return new Commit(connection(), repository, null, message, List.of(), null, false);
  }

  Push push(String repository, @Nullable String branch, @Nullable String tag) {
    return new Push(
        connection(), repository, null, branch, "HEAD", tag, false, List.of(), List.of());
  }

  Push forced(String repository, String branch) {
    return new Push(
        connection(), repository, null, branch, "HEAD", null, true, List.of(), List.of());
  }

  Push deletion(String repository, List<String> branches, List<String> tags) {
    return new Push(connection(), repository, null, null, "HEAD", null, false, branches, tags);
  }

  /** A call of its own with what the run shares. */
  FakeCall call() {
    return new FakeCall(folder);
  }

  /** Carries an action out to its end, as the engine would. */
  <O> O done(Action<O> action) throws Exception {
    var outcome = finish(action, shared);
    if (outcome instanceof Outcome.Done<O> done) {
      return done.outputs();
    }
    throw new AssertionError("not done: " + outcome);
  }

  /** Returns the reason for which an action fails. */
  <O> String failed(Action<O> action) throws Exception {
    var outcome = finish(action, shared);
    if (outcome instanceof Outcome.Failed<O> failed) {
      return failed.reason();
    }
    throw new AssertionError("not failed: " + outcome);
  }

  /** Returns the lines that were said by {@link #done} and {@link #failed}. */
  List<String> lines() {
    return shared.lines();
  }

  static <O> Outcome<O> finish(Action<O> action, FakeCall call) throws Exception {
    call.withToken(Map.of());
    var outcome = action.run((Call) call);
    while (outcome instanceof Outcome.NotYet<O> notYet) {
      call.withToken(notYet.token());
      outcome = action.run((Call) call);
    }
    return outcome;
  }

  /** Returns the refs of a repository below a prefix, as the command line tells them. */
  String refs(Path repository, String prefix) throws Exception {
    return git(repository, "for-each-ref", "--format=%(refname) %(objectname)", prefix);
  }

  void close() throws Exception {
    shared.close();
  }
}

package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Namespace;
import dev.runbook.expression.Result;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One runbook being carried out, the top one or a called one: what was given to it. Immutable. */
final class Frame {
  private final Runbook runbook;
  private final RunFacts run;
  private final Map<String, Result> inputs;
  private final Map<String, Supplier<Result>> secrets;
  private final Map<String, Wired> connections;

  private Frame(
      Runbook runbook,
      RunFacts run,
      Map<String, Result> inputs,
      Map<String, Supplier<Result>> secrets,
      Map<String, Wired> connections) {
    this.runbook = runbook;
    this.run = run;
    this.inputs = inputs;
    this.secrets = secrets;
    this.connections = connections;
  }

  /**
   * A connection that can be used here.
   *
   * @param folder where its relative paths start
   * @param written its settings as they are declared
   * @param secrets those of where it is declared
   */
  record Wired(String type, Path folder, Value written, Namespace secrets, Settings settings) {

    /** Makes one whose settings were recorded: its secrets are read when it is used. */
    static Wired recorded(String type, Path folder, Span span, Settings settings) {
      var nothing = new Value.Entries(List.of(), span);
      return new Wired(type, folder, nothing, names(name -> Result.of(null), List::of), settings);
    }
  }

  /** The settings of a connection, evaluated where they are declared. */
  interface Settings {
    Given.Entries evaluate() throws EvaluationException;
  }

  /** What gives the values of secrets. */
  interface SecretStore {
    /**
     * Returns the value, or why there is none.
     *
     * @param folder where a relative path of a file starts
     */
    Result value(Declaration.Secret secret, Declaration.SecretFrom from, Path folder);
  }

  /** Makes the frame of the top runbook; inputs are those read already. */
  static Frame top(
      Runbook runbook,
      RunFacts run,
      Map<String, Result> inputs,
      List<Site> sites,
      SecretStore store) {
    var secrets = new LinkedHashMap<String, Supplier<Result>>();
    for (var secret : runbook.secrets()) {
      secrets.put(secret.name().text(), () -> topSecret(secret, runbook, sites, store));
    }
    var connections = new LinkedHashMap<String, Wired>();
    var frame = new Frame(runbook, run, inputs, secrets, connections);
    for (var connection : runbook.connections()) {
      frame
          .topConnection(connection, sites, store)
          .ifPresent(wired -> connections.put(connection.name().text(), wired));
    }
    return frame;
  }

  /**
   * Makes the frame of a called runbook.
   *
   * @param givenSecrets and the connections: what is given by {@code with}, by the name inside
   */
  Frame called(
      Runbook inner,
      Map<String, Result> innerInputs,
      Map<String, Result> givenSecrets,
      Map<String, String> givenConnections,
      SecretStore store) {
    var innerSecrets = new LinkedHashMap<String, Supplier<Result>>();
    for (var secret : inner.secrets()) {
      var name = secret.name().text();
      var from = secret.from();
      var given = givenSecrets.get(name);
      innerSecrets.put(
          name,
          from != null
              ? () -> store.value(secret, from, folder(inner.path()))
              : given != null ? () -> given : () -> secret(name));
    }
    var innerConnections = new LinkedHashMap<String, Wired>();
    var frame = new Frame(inner, run, innerInputs, innerSecrets, innerConnections);
    for (var connection : inner.connections()) {
      var name = connection.name().text();
      var wired =
          connection.given()
              ? connection(givenConnections.getOrDefault(name, name))
              : Optional.of(frame.wired(connection, folder(inner.path())));
      wired.ifPresent(found -> innerConnections.put(name, found));
    }
    return frame;
  }

  /** Makes the frame of a called runbook from values that were recorded. */
  static Frame restored(
      Runbook runbook,
      RunFacts run,
      Map<String, Result> inputs,
      Map<String, Result> secrets,
      Map<String, Wired> connections) {
    var known = new LinkedHashMap<String, Supplier<Result>>();
    secrets.forEach((name, secret) -> known.put(name, () -> secret));
    return new Frame(runbook, run, inputs, known, connections);
  }

  /** Returns the same in a run that is only looked ahead at: what fails there is not counted. */
  Frame ahead() {
    return new Frame(runbook, run.ahead(), inputs, secrets, connections);
  }

  /** Returns the values of all secrets; those not needed before are read now. */
  Map<String, Result> secrets() {
    var values = new LinkedHashMap<String, Result>();
    secrets.forEach((name, secret) -> values.put(name, secret.get()));
    return values;
  }

  Map<String, Wired> connections() {
    return Map.copyOf(connections);
  }

  Map<String, Result> inputs() {
    return Map.copyOf(inputs);
  }

  Runbook runbook() {
    return runbook;
  }

  RunFacts run() {
    return run;
  }

  Optional<Wired> connection(String name) {
    return Optional.ofNullable(connections.get(name));
  }

  /** Returns the names of the connections declared with that type, given or not. */
  List<String> connectionsOf(String type) {
    var names = new ArrayList<String>();
    for (var connection : runbook.connections()) {
      if (connection.type().text().equals(type)) {
        names.add(connection.name().text());
      }
    }
    return names;
  }

  Result input(String name) {
    return inputs.getOrDefault(name, new Result.Missing("no input `" + name + "`", null));
  }

  Result secret(String name) {
    var secret = secrets.get(name);
    return secret == null
        ? new Result.Missing(
            "secret `" + name + "` is not given", "give it in a site file: `--site FILE`")
        : secret.get();
  }

  Namespace inputNames() {
    return names(this::input, inputs::keySet);
  }

  Namespace secretNames() {
    return names(this::secret, secrets::keySet);
  }

  static Path folder(Path file) {
    var folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  static Namespace names(Function<String, Result> get, Supplier<Collection<String>> names) {
    return new Namespace() {
      @Override
      public Result get(String name) {
        return get.apply(name);
      }

      @Override
      public Collection<String> names() {
        return names.get();
      }
    };
  }

  private static Result topSecret(
      Declaration.Secret secret, Runbook runbook, List<Site> sites, SecretStore store) {
    var from = secret.from();
    if (from != null) {
      return store.value(secret, from, folder(runbook.path()));
    }
    for (var i = sites.size() - 1; i >= 0; i--) {
      var found = siteSecret(sites.get(i), secret.name().text());
      if (found != null && found.from() != null) {
        return store.value(found, found.from(), folder(sites.get(i).path()));
      }
    }
    return new Result.Missing(
        "secret `" + secret.name() + "` is not given", "give it in a site file: `--site FILE`");
  }

  private static Declaration.@Nullable Secret siteSecret(Site site, String name) {
    return site.secrets().stream()
        .filter(secret -> secret.name().text().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Optional<Wired> topConnection(
      Declaration.Connection connection, List<Site> sites, SecretStore store) {
    if (!connection.given()) {
      return Optional.of(wired(connection, folder(runbook.path())));
    }
    for (var i = sites.size() - 1; i >= 0; i--) {
      var site = sites.get(i);
      for (var given : site.connections()) {
        if (given.name().text().equals(connection.name().text())) {
          return Optional.of(siteFrame(site, store).wired(given, folder(site.path())));
        }
      }
    }
    return Optional.empty();
  }

  private Wired wired(Declaration.Connection connection, Path folder) {
    var context = Context.top(this, Key.Prefix.TOP, new Stop(new Bell()));
    var scope = new StepScope(context, () -> Result.of(run.startedAt()));
    return new Wired(
        connection.type().text(),
        folder,
        connection.settings(),
        secretNames(),
        () -> (Given.Entries) Evaluation.of(connection.settings(), scope));
  }

  /** Returns this frame with the secrets of a site file, for the settings of its connections. */
  private Frame siteFrame(Site site, SecretStore store) {
    var all = new LinkedHashMap<>(secrets);
    for (var secret : site.secrets()) {
      if (secret.from() != null) {
        var from = secret.from();
        all.put(secret.name().text(), () -> store.value(secret, from, folder(site.path())));
      }
    }
    return new Frame(runbook, run, inputs, all, Map.of());
  }
}

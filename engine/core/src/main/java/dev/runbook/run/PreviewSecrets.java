package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.model.Declaration;
import dev.runbook.model.Declaration.SecretFrom;
import dev.runbook.model.Runbook;
import dev.runbook.model.Site;
import dev.runbook.run.PreviewResult.From;
import dev.runbook.run.PreviewResult.Kind;
import dev.runbook.run.PreviewResult.Need;
import dev.runbook.secret.Masker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks whether secrets are there, and reads none: each is unknown, and named. Only to ask a system
 * those are read that stand in the environment or in a file.
 */
final class PreviewSecrets implements Frame.SecretStore {
  private final Map<String, String> environment;
  private final Masker masker = new Masker();
  private final Secrets real;
  private boolean isRevealing;
  private final Set<Need> needs = new LinkedHashSet<>();
  private final Set<Declaration.Secret> missing = new LinkedHashSet<>();

  PreviewSecrets(Map<String, String> environment) {
    this.environment = environment;
    this.real = new Secrets(new OutsideSecrets(environment, Person.NOBODY), masker);
  }

  /** Something that is found out with secrets. */
  interface Question {
    List<String> ask() throws Exception;
  }

  /** Returns what is found out where secrets are known, without them. */
  List<String> revealed(Question question) throws Exception {
    isRevealing = true;
    try {
      return question.ask().stream().map(this::masked).toList();
    } finally {
      isRevealing = false;
    }
  }

  static Result unknown(String name) {
    return new Result.Unknown(Set.of("secret " + name));
  }

  /** Returns a text without the secrets that were read. */
  String masked(String text) {
    return masker.mask(text);
  }

  @Override
  public Result value(Declaration.Secret secret, SecretFrom from, Path folder) {
    var name = secret.name().text();
    needs.add(
        missing.contains(secret) ? Need.missing(Kind.SECRET, name) : need(name, from, folder));
    var isLying = from instanceof SecretFrom.Env || from instanceof SecretFrom.File;
    return isRevealing && isLying && real.value(secret, from, folder) instanceof Result.Known known
        ? known
        : unknown(name);
  }

  private Need need(String name, SecretFrom from, Path folder) {
    if (from instanceof SecretFrom.Env env) {
      var variable = env.name().text();
      var isThere = environment.containsKey(variable);
      return new Need(Kind.SECRET, name, From.ENV, variable, isThere);
    }
    if (from instanceof SecretFrom.File file) {
      var path = file.path().text();
      var place = folder.resolve(path);
      var isThere = Files.isReadable(place) && !Files.isDirectory(place);
      return new Need(Kind.SECRET, name, From.FILE, path, isThere);
    }
    return from instanceof SecretFrom.Command command
        ? new Need(Kind.SECRET, name, From.COMMAND, words(command), null)
        : new Need(Kind.SECRET, name, From.PROMPT, null, null);
  }

  private static String words(SecretFrom.Command command) {
    return command.arguments().stream()
        .map(argument -> argument.excerpt().text())
        .collect(Collectors.joining(" "));
  }

  List<Need> needs() {
    return List.copyOf(needs);
  }

  /**
   * Returns the sites, and before them one that gives what nobody gives: a preview goes on without.
   */
  List<Site> completed(Runbook top, List<Site> sites) {
    for (var secret : top.secrets()) {
      var name = secret.name().text();
      if (secret.from() == null && sites.stream().noneMatch(site -> gives(site, name))) {
        missing.add(
            new Declaration.Secret(
                secret.name(), new SecretFrom.Prompt(secret.name().span()), null));
      }
    }
    if (missing.isEmpty()) {
      return sites;
    }
    var all = new ArrayList<Site>();
    all.add(new Site(top.path(), top.source(), List.of(), List.copyOf(missing), List.of()));
    all.addAll(sites);
    return all;
  }

  private static boolean gives(Site site, String name) {
    return site.secrets().stream()
        .anyMatch(given -> given.name().text().equals(name) && given.from() != null);
  }
}

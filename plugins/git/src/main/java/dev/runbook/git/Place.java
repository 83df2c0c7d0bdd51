package dev.runbook.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository's clone is, and its remote.
 *
 * @param folder absolute
 * @param fetch where to fetch from; null for what the clone's own configuration says
 * @param push where to push to; null likewise
 */
record Place(Path folder, @Nullable String fetch, @Nullable String push) {
  private static final Pattern REMOTE = Pattern.compile("[a-z][a-z+]*://.*|[^/]+:.*");

  /**
   * Returns the place of a repository known to the connection, or of a path.
   *
   * @param directory what relative paths start at
   */
  static Place of(
      @Nullable GitConnection connection,
      @Nullable String repository,
      @Nullable Path path,
      Path directory)
      throws Refused {
    if ((repository == null) == (path == null)) {
      throw new Refused("give either `repository` or `path`");
    }
    return path != null
        ? new Place(directory.resolve(path).normalize(), null, null)
        : named(connection, String.valueOf(repository), directory);
  }

  /** Returns how the remote is named in a preview. */
  String pushedTo() {
    return push == null ? "the origin of " + folder : push;
  }

  String fetchedFrom() {
    return fetch == null ? "the origin of " + folder : fetch;
  }

  /** Returns a URL as it is, and the folder that it means otherwise. */
  static String url(String text, Path directory) {
    return REMOTE.matcher(text).matches() && !Files.isDirectory(directory.resolve(text))
        ? text
        : directory.resolve(text).normalize().toString();
  }

  private static Place named(@Nullable GitConnection connection, String repository, Path directory)
      throws Refused {
    if (connection == null) {
      throw new Refused(
          "`repository: " + repository + "` needs a connection of type `git`, or give `path`");
    }
    if (connection.fetch() == null) {
      throw new Refused("the git connection has no `fetch` to get `" + repository + "` from");
    }
    if (repository.isBlank()
        || repository.startsWith("/")
        || Path.of(repository).normalize().startsWith("..")) {
      throw new Refused("`" + repository + "` is not the name of a repository");
    }
    var push = connection.push() == null ? connection.fetch() : connection.push();
    return new Place(
        directory.resolve(connection.checkouts()).resolve(repository).normalize(),
        join(url(connection.fetch(), directory), repository),
        join(url(push, directory), repository));
  }

  private static String join(String base, String repository) {
    return base.endsWith("/") || base.endsWith(":") ? base + repository : base + "/" + repository;
  }
}

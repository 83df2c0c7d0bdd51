package dev.runbook.docker;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries which digest a tag names.
 *
 * <p>{@code docker buildx imagetools} knows it for every kind of image; where that is not
 * installed, {@code docker manifest inspect} knows it for images of one platform.
 */
final class Registry {
  private static final Pattern DIGEST = Pattern.compile("\"digest\":\\s*\"(sha256:[0-9a-f]{64})\"");
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?/.*");
  private static final List<String> NOT_THERE =
      List.of("no such manifest", "manifest unknown", "not found", "name unknown");

  private final Docker docker;

  Registry(Docker docker) {
    this.docker = docker;
  }

  /** Returns whether images can be named anew in the registry itself, without a pull. */
  boolean hasImageTools() throws IOException, InterruptedException {
    return docker.ask("buildx", "version").code() == 0;
  }

  /**
   * Returns the digest that a tag names; null if there is no such tag, or it is an image of several
   * platforms and only {@code docker buildx} could tell.
   *
   * @throws Pushing.RefusedException if the registry wants another login
   * @throws IOException if the registry does not answer
   */
  @Nullable String digest(String tag)
      throws Pushing.RefusedException, IOException, InterruptedException {
    if (hasImageTools()) {
      var format = "{{json .Manifest.Digest}}";
      var exit = docker.ask("buildx", "imagetools", "inspect", "--format", format, tag);
      return exit.code() == 0
          ? exit.stdout().text().strip().replace("\"", "")
          : absent(exit.stdout().text(), exit.code());
    }
    var exit =
        LOOPBACK.matcher(tag).matches()
            ? docker.ask("manifest", "inspect", "--insecure", "--verbose", tag)
            : docker.ask("manifest", "inspect", "--verbose", tag);
    return exit.code() == 0
        ? only(exit.stdout().text())
        : absent(exit.stdout().text(), exit.code());
  }

  /** An image of one platform is described by an object, one of several by a list of them. */
  private static @Nullable String only(String json) {
    var found = DIGEST.matcher(json);
    return json.startsWith("{") && found.find() ? found.group(1) : null;
  }

  private static @Nullable String absent(String said, int code)
      throws Pushing.RefusedException, IOException {
    var low = said.toLowerCase(Locale.ROOT);
    if (Trouble.isNoLogin(said)) {
      throw new Pushing.RefusedException(
          "the registry does not tell: " + Trouble.reason(said, code));
    }
    if (NOT_THERE.stream().anyMatch(low::contains)) {
      return null;
    }
    throw new IOException("the registry does not tell: " + Trouble.reason(said, code));
  }
}

package dev.runbook.git;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.transport.URIish;

/**
 * A remote that is a folder of this machine. JGit serves it itself, without its hooks; where there
 * are some, git must do it, so that they can refuse a push.
 */
final class FileRemote {
  /** The leading word only makes it differ from the name that JGit takes for its own. */
  static final String WITH_HOOKS = "exec git receive-pack";

  private static final List<String> HOOKS =
      List.of(
          "pre-receive",
          "update",
          "post-receive",
          "post-update",
          "reference-transaction",
          "proc-receive",
          "push-to-checkout");

  private FileRemote() {}

  static boolean is(String url) throws Refused {
    return !uri(url).isRemote();
  }

  static boolean hasHooks(String url) throws Refused {
    var uri = uri(url);
    if (uri.isRemote()) {
      return false;
    }
    var folder = FileKey.resolve(Path.of(uri.getPath()).toFile(), new HooklessFiles());
    return folder != null && HOOKS.stream().anyMatch(h -> isHook(folder.toPath(), h));
  }

  private static boolean isHook(Path folder, String name) {
    return Files.isExecutable(folder.resolve("hooks").resolve(name));
  }

  static URIish uri(String url) throws Refused {
    try {
      return new URIish(url);
    } catch (URISyntaxException e) {
      throw new Refused("`" + url + "` is no URL of a repository", e);
    }
  }
}

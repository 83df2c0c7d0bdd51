package dev.runbook.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** An open repository of this machine. */
final class Clone implements AutoCloseable {
  private static final String ORIGIN = "origin";

  private final Path folder;
  private final Repository repository;

  Clone(Path folder, Repository repository) {
    this.folder = folder;
    this.repository = repository;
  }

  /** Returns whether there is a repository in the folder itself; one around it does not count. */
  static boolean isAt(Path folder) {
    return Files.exists(folder.resolve(".git")) || isBare(folder);
  }

  static Clone open(Path folder) throws Refused, IOException {
    if (!isAt(folder)) {
      throw new Refused("there is no clone in " + folder + ": `git.checkout` makes one");
    }
    var builder = new RepositoryBuilder().setFS(new HooklessFiles());
    if (isBare(folder)) {
      builder.setGitDir(folder.toFile());
    } else {
      builder.setWorkTree(folder.toFile());
    }
    var repository = new RecoveringRepository(builder.setup());
    if (!repository.getObjectDatabase().exists()) {
      repository.close();
      throw new Refused(folder + " has a `.git` that is no repository: remove it, or the folder");
    }
    return new Clone(folder, repository);
  }

  /** Makes an empty repository; its folder must be empty or not be there. */
  static Clone create(Path folder) throws Refused, IOException, GitAPIException {
    if (Files.exists(folder) && !isEmpty(folder)) {
      throw new Refused(folder + " is no clone and not empty: name another folder, or empty it");
    }
    Git.init()
        .setFs(new HooklessFiles())
        .setDirectory(folder.toFile())
        .setInitialBranch("main")
        .call()
        .close();
    return open(folder);
  }

  Path folder() {
    return folder;
  }

  Repository repository() {
    return repository;
  }

  /** Returns the folder of the clone's own files. */
  Path inside() {
    return repository.getDirectory().toPath();
  }

  @Nullable ObjectId head() throws IOException {
    return repository.resolve(Constants.HEAD);
  }

  /** Returns where the clone is fetched from; null if it has no origin. */
  @Nullable String fetchUrl(Place place) {
    return place.fetch() != null ? place.fetch() : origin("url");
  }

  String pushUrl(Place place) throws Refused {
    var url = place.push() != null ? place.push() : origin("pushurl");
    url = url == null ? origin("url") : url;
    if (url == null) {
      throw new Refused(folder + " has no remote `origin`: type `git remote add origin URL` there");
    }
    return url;
  }

  /**
   * Writes the remote into the clone's configuration, so that others who use it find it there; a
   * password in it is given with each call and written nowhere.
   */
  void configure(Place place) throws IOException {
    if (place.fetch() == null) {
      return;
    }
    var config = repository.getConfig();
    var url = Remotes.withoutPassword(place.fetch());
    var push =
        place.push() == null || place.push().equals(place.fetch())
            ? null
            : Remotes.withoutPassword(place.push());
    if (url.equals(origin("url")) && Objects.equals(push, origin("pushurl"))) {
      return;
    }
    config.setString("remote", ORIGIN, "url", url);
    config.setString("remote", ORIGIN, "fetch", "+refs/heads/*:refs/remotes/origin/*");
    set(config, "pushurl", push);
    config.save();
  }

  /** Returns what a branch of the remote was at when it was last fetched or pushed. */
  @Nullable ObjectId seen(String branch) throws IOException {
    return exact(Constants.R_REMOTES + ORIGIN + "/" + branch);
  }

  @Nullable ObjectId exact(String ref) throws IOException {
    var found = repository.exactRef(ref);
    return found == null ? null : found.getObjectId();
  }

  /** Returns the commit that a tag or commit stands for. */
  ObjectId commit(ObjectId id) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return walk.parseCommit(id).copy();
    }
  }

  boolean has(ObjectId id) throws IOException {
    return repository.getObjectDatabase().has(id);
  }

  boolean isShallow() throws IOException {
    return !repository.getObjectDatabase().getShallowCommits().isEmpty();
  }

  /** Returns the local names of a remote's branches. */
  static String tracking(String remote) {
    return "+refs/heads/*:refs/remotes/" + remote + "/*";
  }

  static @Nullable String id(@Nullable Ref ref) {
    return ref == null || ref.getObjectId() == null ? null : ref.getObjectId().name();
  }

  @Override
  public void close() {
    repository.close();
  }

  private @Nullable String origin(String key) {
    return repository.getConfig().getString("remote", ORIGIN, key);
  }

  private static void set(StoredConfig config, String key, @Nullable String value) {
    if (value == null) {
      config.unset("remote", ORIGIN, key);
    } else {
      config.setString("remote", ORIGIN, key, value);
    }
  }

  private static boolean isBare(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"))
        && Files.isDirectory(folder.resolve("refs"));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}

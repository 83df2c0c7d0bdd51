package dev.runbook.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/**
 * The submodules of a clone, each at the commit that the clone's commit says, or at the end of a
 * branch; laid out as git does: the repository under {@code .git/modules}, the files at the
 * submodule's path.
 */
final class SubmoduleClones {
  private final Remotes remotes;
  private final boolean clean;

  SubmoduleClones(Remotes remotes, boolean clean) {
    this.remotes = remotes;
    this.clean = clean;
  }

  /** One entry of {@code .gitmodules}, at the commit of the index. */
  record Submodule(String name, String path, String url, ObjectId commit) {}

  /** Brings all submodules up to date, and theirs. */
  void update(Clone parent) throws Exception {
    for (var submodule : list(parent)) {
      try (var clone = open(parent, submodule)) {
        update(clone, submodule);
        update(clone);
      }
    }
  }

  /**
   * Brings some submodules to the ends of branches, and theirs to the commits that are said there.
   *
   * @param branch null for the branch that each has for itself
   * @return where they are now
   */
  List<Submodules.Module> advance(Clone parent, List<Submodule> wanted, @Nullable String branch)
      throws Exception {
    var heads = new ArrayList<Submodules.Module>();
    for (var submodule : wanted) {
      try (var clone = open(parent, submodule)) {
        var tree = ready(clone);
        remotes.fetch(clone, submodule.url(), List.of(new RefSpec(Clone.tracking("origin"))), null);
        var end = end(parent, clone, submodule, branch);
        put(tree, end);
        update(clone);
        heads.add(new Submodules.Module(submodule.path(), submodule.commit().name(), end.name()));
      }
    }
    return heads;
  }

  private ObjectId end(Clone parent, Clone clone, Submodule submodule, @Nullable String branch)
      throws Exception {
    var wanted = branch == null ? ownBranch(parent, submodule) : branch;
    var end =
        wanted == null
            ? defaultEnd(clone, submodule)
            : clone.exact("refs/remotes/origin/" + wanted);
    if (end == null) {
      throw noBranch(submodule, wanted);
    }
    return end;
  }

  private @Nullable ObjectId defaultEnd(Clone clone, Submodule submodule) throws Exception {
    var name = remotes.defaultBranch(clone, submodule.url(), "origin", "update_to");
    if (!ObjectId.isId(name)) {
      return clone.exact(name);
    }
    var detached = ObjectId.fromString(name);
    return clone.has(detached) ? detached : null;
  }

  static Refused noBranch(Submodule submodule, @Nullable String branch) {
    return new Refused(
        "`"
            + submodule.url()
            + "` of submodule `"
            + submodule.path()
            + "` has no "
            + (branch == null ? "default branch: give `update_to`" : "branch `" + branch + "`"));
  }

  /**
   * Returns the branch that `git submodule update --remote` would take; null for the default one.
   */
  static @Nullable String ownBranch(Clone parent, Submodule submodule) throws Exception {
    var config = parent.repository().getConfig();
    var modules = parent.folder().resolve(Constants.DOT_GIT_MODULES);
    var shared = new FileBasedConfig(modules.toFile(), parent.repository().getFS());
    shared.load();
    var own = config.getString("submodule", submodule.name(), "branch");
    own = own == null ? shared.getString("submodule", submodule.name(), "branch") : own;
    if (!".".equals(own)) {
      return own;
    }
    var head = parent.repository().exactRef(Constants.HEAD);
    if (head == null || !head.isSymbolic()) {
      throw new Refused(
          "submodule `"
              + submodule.path()
              + "` follows the branch of "
              + parent.folder()
              + ", which is on none: give `update_to`");
    }
    return Repository.shortenRefName(head.getTarget().getName());
  }

  static List<Submodule> list(Clone parent) throws Exception {
    var found = new ArrayList<Submodule>();
    try (var walk = SubmoduleWalk.forIndex(parent.repository())) {
      while (walk.next()) {
        var url = walk.getModulesUrl();
        if (url == null) {
          throw new Refused(
              "`.gitmodules` of "
                  + parent.folder()
                  + " does not say where submodule `"
                  + walk.getPath()
                  + "` comes from");
        }
        var name = walk.getModuleName() == null ? walk.getPath() : walk.getModuleName();
        found.add(
            new Submodule(
                safe(name), safe(walk.getPath()), absolute(parent, url), walk.getObjectId()));
      }
    }
    return found;
  }

  /**
   * Names come from the repository: one that leads out of the clone is an attack (CVE-2018-11235).
   */
  private static String safe(String name) throws Refused {
    if (name.startsWith("/")
        || name.startsWith("-")
        || name.contains("\\")
        || Path.of(name).normalize().startsWith("..")) {
      throw new Refused("`" + name + "` is not the name of a submodule");
    }
    return name;
  }

  private static String absolute(Clone parent, String url) throws Exception {
    return SubmoduleWalk.getSubmoduleRemoteUrl(parent.repository(), url);
  }

  private static Clone open(Clone parent, Submodule submodule) throws Exception {
    var folder = parent.folder().resolve(submodule.path());
    stayInside(parent, folder);
    if (!Files.exists(folder.resolve(".git"))) {
      create(parent, submodule, folder);
    }
    var clone = Clone.open(folder);
    clone.configure(new Place(folder, submodule.url(), null));
    register(parent, submodule);
    return clone;
  }

  private static void stayInside(Clone parent, Path folder) throws Refused, IOException {
    for (Path at = folder; at != null && !at.equals(parent.folder()); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        throw new Refused(at + " is a link where a submodule should be");
      }
    }
  }

  private static void create(Clone parent, Submodule submodule, Path folder) throws Exception {
    var inside = parent.inside().resolve("modules").resolve(submodule.name());
    if (Files.exists(inside.resolve("HEAD"))) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(".git"), "gitdir: " + folder.relativize(inside) + "\n");
      Files.deleteIfExists(inside.resolve("index"));
      return;
    }
    Git.init()
        .setFs(new HooklessFiles())
        .setGitDir(new File(inside.toString()))
        .setDirectory(folder.toFile())
        .setRelativeDirs(true)
        .setInitialBranch("main")
        .call()
        .close();
  }

  /** Writes what {@code git submodule init} would. */
  private static void register(Clone parent, Submodule submodule) throws IOException {
    var config = parent.repository().getConfig();
    if (!submodule.url().equals(config.getString("submodule", submodule.name(), "url"))) {
      config.setBoolean("submodule", submodule.name(), "active", true);
      config.setString("submodule", submodule.name(), "url", submodule.url());
      config.save();
    }
  }

  private void update(Clone clone, Submodule submodule) throws Exception {
    var tree = ready(clone);
    fetch(clone, submodule);
    put(tree, submodule.commit());
  }

  private WorkingTree ready(Clone clone) throws Exception {
    var tree = new WorkingTree(clone);
    if (!clean) {
      tree.recover(remotes.monitor());
      tree.keepLocalWork();
    }
    return tree;
  }

  private void put(WorkingTree tree, ObjectId commit) throws Exception {
    if (clean) {
      tree.reset(commit, remotes.monitor());
    } else {
      tree.moveTo(commit, remotes.monitor());
    }
  }

  private void fetch(Clone clone, Submodule submodule) throws Exception {
    if (clone.has(submodule.commit())) {
      return;
    }
    remotes.fetch(clone, submodule.url(), List.of(new RefSpec(Clone.tracking("origin"))), null);
    if (clone.has(submodule.commit())) {
      return;
    }
    if (FileRemote.is(submodule.url())) {
      throw missing(submodule);
    }
    fetchAlone(clone, submodule);
  }

  /** A commit on no branch; many servers give it to who asks by name. */
  private void fetchAlone(Clone clone, Submodule submodule) throws Exception {
    var id = submodule.commit().name();
    try {
      remotes.fetch(clone, submodule.url(), List.of(new RefSpec(id + ":refs/runbook/" + id)), null);
    } catch (IOException e) {
      var said = String.valueOf(e.getMessage());
      throw said.contains("not our ref") || said.contains("not valid") ? missing(submodule) : e;
    }
  }

  private static Refused missing(Submodule submodule) {
    return new Refused(
        "commit "
            + Moved.brief(submodule.commit().name())
            + " of submodule `"
            + submodule.path()
            + "` is not to be had from `"
            + submodule.url()
            + "`: it was never pushed there, or its branch was rewritten");
  }
}

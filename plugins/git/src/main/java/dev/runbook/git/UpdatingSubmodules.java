package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Carries out {@link Submodules}. */
final class UpdatingSubmodules {
  private UpdatingSubmodules() {}

  static Outcome<Submodules.Outputs> run(Submodules update, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          try (var parent = open(update, call.directory())) {
            var remotes = Remotes.of(call, update.connection());
            var modules =
                new SubmoduleClones(remotes, /* clean= */ false)
                    .advance(parent, wanted(update, parent), update.update_to());
            modules.forEach(module -> call.line(text(module)));
            return Outcome.done(
                new Submodules.Outputs(
                    modules.stream().anyMatch(m -> !m.head().equals(m.before())), modules));
          }
        });
  }

  /** Returns where each is, and where its branch ends now. */
  static List<String> probe(Submodules update, Look look) throws Exception {
    var remotes = Remotes.of(look, update.connection());
    return Answers.found(
        () -> {
          var found = new ArrayList<String>();
          try (var parent = open(update, look.directory())) {
            for (var submodule : wanted(update, parent)) {
              found.add(text(end(update, parent, submodule, remotes)));
            }
          }
          return found;
        });
  }

  private static Submodules.Module end(
      Submodules update, Clone parent, SubmoduleClones.Submodule submodule, Remotes remotes)
      throws Exception {
    var branch =
        update.update_to() == null
            ? SubmoduleClones.ownBranch(parent, submodule)
            : update.update_to();
    var name = branch == null ? "HEAD" : "refs/heads/" + branch;
    var end = Clone.id(remotes.refs(null, submodule.url(), name).get(name));
    if (end == null) {
      throw SubmoduleClones.noBranch(submodule, branch);
    }
    return new Submodules.Module(submodule.path(), submodule.commit().name(), end);
  }

  private static Clone open(Submodules update, Path directory) throws Exception {
    return Clone.open(
        Place.of(update.connection(), update.repository(), update.path(), directory).folder());
  }

  private static List<SubmoduleClones.Submodule> wanted(Submodules update, Clone parent)
      throws Exception {
    var all = SubmoduleClones.list(parent);
    for (var path : update.only()) {
      if (all.stream().noneMatch(submodule -> submodule.path().equals(path))) {
        throw new Refused("`" + path + "` is no submodule of " + parent.folder());
      }
    }
    return update.only().isEmpty()
        ? all
        : all.stream().filter(submodule -> update.only().contains(submodule.path())).toList();
  }

  private static String text(Submodules.Module module) {
    return module.path()
        + (module.head().equals(module.before())
            ? " is at " + Moved.brief(module.head()) + ", the end of its branch"
            : ": from " + Moved.brief(module.before()) + " to " + Moved.brief(module.head()));
  }
}

package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;

/** Carries out {@link Init}. */
final class Initializing {
  private Initializing() {}

  static Outcome<Init.Outputs> run(Init init, Call call) throws Exception {
    return Answers.of(call, () -> init(init, call));
  }

  /** Returns whether it is there. */
  static List<String> probe(Init init, Look look) throws Exception {
    return Answers.found(
        () -> {
          var folder = look.directory().resolve(init.path()).normalize();
          if (!Clone.isAt(folder)) {
            return List.of("it is not there yet");
          }
          existing(init, folder);
          return List.of("it is there already");
        });
  }

  private static Outcome<Init.Outputs> init(Init init, Call call) throws Exception {
    var folder = call.directory().resolve(init.path()).normalize();
    if (Clone.isAt(folder)) {
      return existing(init, folder);
    }
    if (!Repository.isValidRefName("refs/heads/" + init.branch())) {
      throw new Refused("`" + init.branch() + "` cannot be the name of a branch");
    }
    Git.init()
        .setFs(new HooklessFiles())
        .setDirectory(folder.toFile())
        .setBare(init.bare())
        .setInitialBranch(init.branch())
        .call()
        .close();
    call.line("made " + (init.bare() ? "the bare repository " : "the repository ") + folder);
    return Outcome.done(new Init.Outputs(true));
  }

  private static Outcome<Init.Outputs> existing(Init init, java.nio.file.Path folder)
      throws Exception {
    try (var clone = Clone.open(folder)) {
      if (clone.repository().isBare() != init.bare()) {
        throw new Refused(
            folder
                + " is there and is "
                + (init.bare() ? "not bare" : "bare")
                + ": name another folder");
      }
      return Outcome.done(new Init.Outputs(false));
    }
  }
}

package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.FileHeader.PatchType;
import org.eclipse.jgit.patch.Patch;
import org.eclipse.jgit.patch.PatchApplier;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Carries out {@link Apply}, in two calls: the first makes the tree that the patches lead to, of
 * which the clone shows nothing yet; the second puts it there.
 */
final class Applying {
  private final Apply apply;
  private final Clone clone;

  private Applying(Apply apply, Clone clone) {
    this.apply = apply;
    this.clone = clone;
  }

  static Outcome<Apply.Outputs> run(Apply apply, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          try (var clone = open(apply, call.directory())) {
            return new Applying(apply, clone).run(call);
          }
        });
  }

  /** Returns which patches there are. */
  static List<String> probe(Apply apply, Look look) throws Exception {
    return Answers.found(
        () -> {
          var names = names(patches(apply, look.directory()));
          return List.of(names.isEmpty() ? "there are no patches" : String.join(", ", names));
        });
  }

  private static Clone open(Apply apply, Path directory) throws Exception {
    return Clone.open(
        Place.of(apply.connection(), apply.repository(), apply.path(), directory).folder());
  }

  private Outcome<Apply.Outputs> run(Call call) throws Exception {
    var tree = new WorkingTree(clone);
    var monitor = new Progress(call);
    tree.recover(monitor);
    var head = clone.head();
    if (head == null) {
      throw new Refused(clone.folder() + " has no commit yet");
    }
    if (call.token().isEmpty()) {
      return plan(call, tree, head);
    }
    tree.staysAt(ObjectId.fromString(String.valueOf(call.token().get("before"))));
    var target = ObjectId.fromString(String.valueOf(call.token().get("tree")));
    tree.fill(target, monitor);
    var applied = names(call.token());
    call.line("applied " + String.join(", ", applied) + " in " + clone.folder());
    return Outcome.done(
        new Apply.Outputs(applied, new Between(clone.repository(), head, target).files()));
  }

  private Outcome<Apply.Outputs> plan(Call call, WorkingTree tree, ObjectId head) throws Exception {
    var patches = patches(apply, call.directory());
    if (patches.isEmpty()) {
      call.line("there are no patches in " + apply.patches());
      return Outcome.done(new Apply.Outputs(List.of(), List.of()));
    }
    tree.keepChanges();
    return Outcome.notYet(
        "about to apply " + String.join(", ", names(patches)),
        Map.of(
            "before", head.name(), "tree", tree(head, patches).name(), "applied", names(patches)),
        Duration.ZERO);
  }

  private static List<Path> patches(Apply apply, Path directory) throws Refused, IOException {
    var from = directory.resolve(apply.patches());
    if (!Files.exists(from)) {
      if (apply.missing() == Tolerance.OK) {
        return List.of();
      }
      throw new Refused("there are no patches: " + from + " is not there");
    }
    if (!Files.isDirectory(from)) {
      return List.of(from);
    }
    try (var files = Files.list(from)) {
      return files.filter(Applying::isPatch).sorted().toList();
    }
  }

  private static boolean isPatch(Path file) {
    var name = file.toString();
    return Files.isRegularFile(file) && (name.endsWith(".patch") || name.endsWith(".diff"));
  }

  private static List<String> names(List<Path> patches) {
    return patches.stream().map(patch -> String.valueOf(patch.getFileName())).toList();
  }

  private static List<String> names(Map<String, ?> token) {
    if (!(token.get("applied") instanceof List<?> names)) {
      throw new IllegalStateException("the token of patches names none");
    }
    return names.stream().map(String::valueOf).toList();
  }

  /** Returns the tree that the patches make of the commit's, one on top of the other. */
  private ObjectId tree(ObjectId head, List<Path> patches) throws Exception {
    try (var inserter = clone.repository().newObjectInserter();
        var walk = new RevWalk(inserter.newReader())) {
      var tree = walk.parseTree(head);
      for (var file : patches) {
        // One part at a time: a file of several patches may change the same file more than once.
        for (var part : read(file).getFiles()) {
          refuseUnfit(file, part, tree, walk.getObjectReader());
          tree = walk.parseTree(applied(file, part, tree, inserter));
        }
      }
      inserter.flush();
      return tree.copy();
    }
  }

  private ObjectId applied(Path file, FileHeader part, RevTree tree, ObjectInserter inserter)
      throws Refused, IOException {
    var alone = new Patch();
    alone.parse(part.getBuffer(), part.getStartOffset(), part.getEndOffset());
    var result = new PatchApplier(clone.repository(), tree, inserter).applyPatch(alone);
    if (!result.getErrors().isEmpty()) {
      throw new Refused(
          "patch `"
              + file.getFileName()
              + "` does not apply to `"
              + name(part)
              + "`: nothing was applied to "
              + clone.folder());
    }
    return result.getTreeId();
  }

  /** Refuses what would be applied without its content, or without what makes it a program. */
  private static void refuseUnfit(Path file, FileHeader part, RevTree tree, ObjectReader reader)
      throws Refused, IOException {
    if (part.getPatchType() == PatchType.BINARY) {
      throw new Refused(
          "patch `"
              + file.getFileName()
              + "` lacks the content of `"
              + name(part)
              + "`, which is binary: make it with `git diff --binary`");
    }
    if (part.getChangeType() == DiffEntry.ChangeType.MODIFY && part.getNewMode() == null) {
      var there = TreeWalk.forPath(reader, part.getOldPath(), tree);
      if (there != null && there.getFileMode() != FileMode.REGULAR_FILE) {
        throw new Refused(
            "patch `"
                + file.getFileName()
                + "` does not say that `"
                + name(part)
                + "` is a program: make it with `git diff`");
      }
    }
  }

  private static Patch read(Path file) throws Refused, IOException {
    var patch = new Patch();
    try (var text = Files.newInputStream(file)) {
      patch.parse(text);
    }
    if (!patch.getErrors().isEmpty()) {
      var error = patch.getErrors().get(0);
      throw new Refused(
          "`"
              + file.getFileName()
              + "` is no patch: "
              + error.getMessage()
              + " at "
              + error.getLineText().strip());
    }
    if (patch.getFiles().isEmpty()) {
      throw new Refused("`" + file.getFileName() + "` is no patch: it changes no file");
    }
    return patch;
  }

  private static String name(FileHeader file) {
    return file.getChangeType() == DiffEntry.ChangeType.DELETE
        ? file.getOldPath()
        : file.getNewPath();
  }
}

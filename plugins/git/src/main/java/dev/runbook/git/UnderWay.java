package dev.runbook.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a clone while its files are changed, so that what a crash cut off is finished.
 *
 * @param target the commit, or the tree, that is put there
 * @param ref what then moves there; empty for nothing
 * @param why begins what is written into the log of {@code ref}
 * @param before the commit that the clone was at; empty for none
 */
record UnderWay(ObjectId target, String ref, String why, String before) {
  static UnderWay from(@Nullable ObjectId head, ObjectId target, String ref, String why) {
    return new UnderWay(target, ref, why, head == null ? "" : head.name());
  }

  static Path file(Clone clone) {
    return clone.inside().resolve("runbook-checkout");
  }

  /** Returns what was cut off; empty where it had not begun to change anything. */
  static Optional<UnderWay> in(Clone clone) throws IOException {
    if (!Files.exists(file(clone))) {
      return Optional.empty();
    }
    var lines = Files.readString(file(clone)).split("\n", -1);
    return lines.length == 5 && ObjectId.isId(lines[0])
        ? Optional.of(new UnderWay(ObjectId.fromString(lines[0]), lines[1], lines[2], lines[3]))
        : Optional.empty();
  }

  void begin(Clone clone) throws IOException {
    var lines = List.of(target.name(), ref, why, before);
    Files.writeString(file(clone), String.join("\n", lines) + "\n");
  }

  static void end(Clone clone) throws IOException {
    Files.deleteIfExists(file(clone));
  }

  /** Returns whether the clone is where this left it, and nobody has committed there since. */
  boolean isStillAt(@Nullable ObjectId head, String current) {
    var at = head == null ? "" : head.name();
    var isMoved = !ref.isEmpty() && at.equals(target.name());
    var isSameBranch = !ref.startsWith(Constants.R_HEADS) || ref.equals(current);
    return (at.equals(before) || isMoved) && isSameBranch;
  }
}

package dev.runbook.run;

import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the files that a run keeps with what they are now. */
final class Editing {
  private final Surroundings around;

  Editing(Surroundings around) {
    this.around = around;
  }

  Edits edits(RunFolder folder) throws RefusedException, StateException {
    var records = new Records();
    folder.read().forEach(records::apply);
    var past = Past.of(records, folder.id());
    var now = Kept.read(past, around.catalog(), around.disk());
    return compared(folder.kept(), Beginning.files(now.plan(), now.sites()));
  }

  private static Edits compared(Map<Path, String> before, Map<Path, String> now) {
    var edits = new ArrayList<Edits.Edit>();
    var paths = new LinkedHashSet<>(before.keySet());
    paths.addAll(now.keySet());
    for (var path : paths) {
      var lines = difference(lines(before.get(path)), lines(now.get(path)));
      if (!lines.isEmpty()) {
        edits.add(new Edits.Edit(path, lines));
      }
    }
    return new Edits(edits);
  }

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : text.lines().toList();
  }

  /** Returns the lines that are not in both, by their longest common sequence. */
  private static List<String> difference(List<String> old, List<String> fresh) {
    var length = new int[old.size() + 1][fresh.size() + 1];
    for (var i = old.size() - 1; i >= 0; i--) {
      for (var j = fresh.size() - 1; j >= 0; j--) {
        length[i][j] =
            old.get(i).equals(fresh.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return walk(old, fresh, length);
  }

  private static List<String> walk(List<String> old, List<String> fresh, int[][] length) {
    var lines = new ArrayList<String>();
    var i = 0;
    var j = 0;
    while (i < old.size() || j < fresh.size()) {
      if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
        i++;
        j++;
      } else if (j == fresh.size() || (i < old.size() && length[i + 1][j] >= length[i][j + 1])) {
        lines.add("-" + old.get(i++));
      } else {
        lines.add("+" + fresh.get(j++));
      }
    }
    return lines;
  }
}

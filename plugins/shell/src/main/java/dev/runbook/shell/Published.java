package dev.runbook.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is replaced as a whole, and what stands beside it for that.
 *
 * <pre>
 *   site -> .site.tree-4     the link, replaced by renaming .site.link over it
 *   .site.tree-3             the tree before
 *   .site.tree-4             the tree that is published
 *   .site.new                the next one while it is built
 * </pre>
 *
 * @param to absolute
 */
record Published(Path to) {

  private Path beside(String suffix) {
    return to.resolveSibling("." + to.getFileName() + "." + suffix);
  }

  private Path tree(int number) {
    return beside("tree-" + number);
  }

  /** Where the next tree is built. */
  Path next() {
    return beside("new");
  }

  boolean isThere() {
    return Files.exists(to, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns where the published tree is: what the link says, or the folder itself. */
  Path current() throws IOException {
    return Files.isSymbolicLink(to)
        ? to.resolveSibling(Files.readSymbolicLink(to)).normalize()
        : to;
  }

  /** Publishes the tree that was built, and returns where it is and where the one before is. */
  FileSync.Outputs publish() throws IOException {
    var numbers = numbers();
    var number = numbers.isEmpty() ? 1 : numbers.get(0) + 1;
    var before = !isThere() ? null : Files.isSymbolicLink(to) ? current() : tree(number++);
    var tree = tree(number);
    Files.move(next(), tree, StandardCopyOption.ATOMIC_MOVE);
    link(tree, before == null ? to : before);
    return new FileSync.Outputs(true, tree, before);
  }

  /**
   * Makes the link point to another tree.
   *
   * @param aside where a folder goes that is not a link yet: for this moment there is none
   */
  void link(Path tree, Path aside) throws IOException {
    var link = beside("link");
    Files.deleteIfExists(link);
    var isBeside = tree.resolveSibling(to.getFileName()).equals(to);
    Files.createSymbolicLink(link, isBeside ? tree.getFileName() : tree);
    if (isThere() && !Files.isSymbolicLink(to)) {
      Files.move(to, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(link, to, StandardCopyOption.ATOMIC_MOVE);
    TextFile.force(TextFile.parent(to));
  }

  /** Brings back what an earlier call, cut off inside {@link #link}, had put aside. */
  void recover() throws IOException {
    var link = beside("link");
    if (isThere() || !Files.isSymbolicLink(link)) {
      return;
    }
    var meant = link.resolveSibling(Files.readSymbolicLink(link));
    for (var number : numbers()) {
      if (!tree(number).equals(meant)) {
        Files.move(tree(number), to, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(link);
        return;
      }
    }
  }

  /** Deletes all but the newest former trees. */
  void keep(int count) throws IOException {
    var former = new ArrayList<Path>();
    for (var number : numbers()) {
      if (!tree(number).equals(current())) {
        former.add(tree(number));
      }
    }
    for (var tree : former.subList(Math.min(count, former.size()), former.size())) {
      Folders.delete(tree);
    }
  }

  /** Returns the numbers of the trees beside it, the newest first. */
  private List<Integer> numbers() throws IOException {
    var begin = tree(0).getFileName().toString().replaceAll("0$", "");
    var numbers = new ArrayList<Integer>();
    try (var files = Files.newDirectoryStream(TextFile.parent(to))) {
      for (var file : files) {
        var number = number(file.getFileName().toString(), begin);
        if (number != null) {
          numbers.add(number);
        }
      }
    }
    numbers.sort(Collections.reverseOrder());
    return numbers;
  }

  private static @Nullable Integer number(String name, String begin) {
    var rest = name.startsWith(begin) ? name.substring(begin.length()) : "";
    return rest.matches("[1-9][0-9]{0,8}") ? Integer.valueOf(rest) : null;
  }
}

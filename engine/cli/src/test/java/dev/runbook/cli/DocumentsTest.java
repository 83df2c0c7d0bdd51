package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every runbook that ships, and every YAML block that a reader may copy, has no mistake. */
class DocumentsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path RUNBOOKS = ROOT.resolve("runbooks");
  private static final Catalog CATALOG = Catalog.installed(Path.of("no-such-folder"));
  private static final Pattern BLOCK =
      Pattern.compile("^```yaml\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder;

  /** A block of a page, called by the page and the line at which it begins. */
  record Block(String name, String text) {
    @Override
    public String toString() {
      return name;
    }

    /** A fragment is read as the steps of a runbook. */
    String runbook() {
      return text.startsWith("- ") ? "runbook: fragment\nsteps:\n" + text : text;
    }
  }

  static List<Path> runbooks() throws IOException {
    try (var files = Files.list(RUNBOOKS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().matches(".*[.](site|test)[.]yaml"))
          .sorted()
          .toList();
    }
  }

  static List<Block> blocks() throws IOException {
    var blocks = new ArrayList<Block>();
    for (var page : List.of("README.md", "runbooks/README.md", "engine/README.md")) {
      var text = Files.readString(ROOT.resolve(page));
      var matcher = BLOCK.matcher(text);
      while (matcher.find()) {
        var line = text.substring(0, matcher.start()).lines().count() + 1;
        if (!matcher.group(1).startsWith("test: ")) {
          blocks.add(new Block(page + ":" + line, matcher.group(1)));
        }
      }
    }
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void aRunbookThatShipsHasNoMistake(Path runbook) {
    assertThat(problemsOf(runbook)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void aBlockOfAPageHasNoMistake(Block block) throws IOException {
    for (var runbook : runbooks()) {
      Files.copy(runbook, folder.resolve(runbook.getFileName()));
    }
    GuideTest.saveTexts(folder);
    var file = folder.resolve("block.yaml");
    Files.writeString(file, block.runbook());
    assertThat(problemsOf(file)).isEmpty();
  }

  @Test
  void theFirstRunbookIsRehearsedAsTheReadmeSays() throws IOException {
    var first = blocks().stream().filter(block -> block.text().startsWith("runbook: backup"));
    var file = folder.resolve("backup.yaml");
    Files.writeString(file, first.findFirst().orElseThrow().text());
    var typing = new Typing(folder, folder.resolve("state"));
    var exit = typing.type("rehearse", file.toString());
    assertThat(exit.code()).as(typing.printed() + typing.complained()).isZero();
  }

  private static String problemsOf(Path file) {
    var problems = new Problems();
    new Loader(problems).load(file).ifPresent(library -> Plan.of(library, CATALOG, problems));
    return Report.of(problems.inFileOrder());
  }
}

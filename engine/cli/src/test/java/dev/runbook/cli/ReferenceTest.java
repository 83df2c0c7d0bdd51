package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference of the installed actions, in {@code plugins/README.md} below a mark. {@code
 * -Dgolden.update=true} rewrites it.
 */
class ReferenceTest {
  private static final Path PAGE = Path.of("../../plugins/README.md");
  private static final String MARK =
      "<!-- What follows is written by `runbook actions --markdown`. -->\n";
  private static final Catalog CATALOG = Catalog.installed(Path.of("no-such-folder"));

  @TempDir Path folder;

  @Test
  void theReferenceIsThatOfTheInstalledActions() throws IOException {
    var page = Files.readString(PAGE);
    var typing = new Typing(folder, folder.resolve("state"));
    typing.type("actions", "--markdown");
    assertThat(typing.complained()).isEmpty();
    var current = page.substring(0, page.indexOf(MARK)) + MARK + "\n" + typing.printed();
    if (Boolean.getBoolean("golden.update") && !page.equals(current)) {
      Files.writeString(PAGE, current);
      fail("rewrote " + PAGE + ": read the difference, then run without -Dgolden.update");
    }
    assertThat(page)
        .as("engine/README.md says how plugins/README.md is brought up to date")
        .isEqualTo(current);
  }

  static Collection<ActionType> actions() {
    return CATALOG.actions();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void anActionSaysWhatItDoesTakesAndGives(ActionType action) {
    assertThat(action.faults()).isEmpty();
    assertThat(action.doc()).as(action.name()).isPresent();
    var parts = new ArrayList<>(action.arguments());
    parts.removeIf(part -> part.name().equals("connection"));
    parts.addAll(action.outputs());
    assertThat(parts).allSatisfy(part -> assertThat(part.doc()).as(part.name()).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("actions")
  void theExampleOfAnActionHasNoMistake(ActionType action) throws IOException {
    var connections =
        action.connectionType().stream()
            .map(type -> "  " + type + ": { type: " + type + " }\n")
            .collect(Collectors.joining());
    var declared = connections.isEmpty() ? "" : "connections:\n" + connections;
    var text = "runbook: example\n" + declared + "steps:\n" + action.exampleStep();
    var file = Files.writeString(folder.resolve("example.yaml"), text);
    var problems = new Problems();
    new Loader(problems).load(file).ifPresent(library -> Plan.of(library, CATALOG, problems));
    assertThat(Report.of(problems.inFileOrder())).isEmpty();
  }

  @Test
  void theWholeReferenceIsNotThatOfOneAction() {
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("actions", "git.push", "--markdown").code()).isEqualTo(2);
    assertThat(typing.complained()).contains("`--markdown` prints the reference of all actions");
  }

  @Test
  void theSchemaIsWrittenBesideTheRunbooks() throws IOException {
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("schema", "--write").code()).isZero();
    assertThat(typing.printed()).isEqualTo("wrote runbook.schema.json\n");
    typing.type("schema");
    assertThat(folder.resolve("runbook.schema.json")).hasContent(typing.printed());
    assertThat(List.of(folder.toFile().list())).doesNotContain("runbook.schema.json.new");
  }

  @Test
  void aSchemaIsWrittenOnlyIntoAFolder() {
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("schema", "--write", "no-such-folder").code()).isEqualTo(2);
    assertThat(typing.complained()).contains("cannot be written").contains("it is no folder");
    assertThat(typing.type("schema", "runbooks").code()).isEqualTo(2);
    assertThat(typing.complained()).contains("a folder needs `--write`");
  }

  /** A runbook that ships names the schema, so that an editor finds it. */
  @Test
  void aRunbookThatShipsNamesTheSchema() throws IOException {
    for (var runbook : DocumentsTest.runbooks()) {
      assertThat(Files.readAllLines(runbook).get(0))
          .as(runbook.toString())
          .isEqualTo("# yaml-language-server: $schema=runbook.schema.json");
    }
  }
}

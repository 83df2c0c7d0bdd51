package dev.runbook.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What authors of {@code actions.d} are told about their mistakes. */
class ActionFileMessagesTest {
  private static final String UNCOUNT =
      "arguments: { number: { type: integer }, from: { type: string, default: '' } }\n";

  @TempDir Path folder;

  static Stream<Path> mistakes() {
    return Golden.files("actions", ".yaml").stream();
  }

  private Catalog catalog() {
    return Catalog.installed(
        List.of(), List.of(folder), (file, problems) -> new Loader(problems).action(file));
  }

  private void action(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), text);
    var program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void eachMistakeHasItsMessage(Path file) throws IOException {
    action("words.uncount", UNCOUNT);
    action("words.count", Files.readString(file).replace("program-mode", "words.count"));
    var faults = catalog().action("words.count").orElseThrow().faults();
    assertThat(faults).hasSize(1);
    var shown = Report.of(faults).replace(folder.toAbsolutePath() + "/", "");
    Golden.matches(shown, file, ".err");
  }

  @Test
  void aFileThatIsNoActionIsLeftOut() throws IOException {
    action("words", "");
    action("words.count", "description: count words\n");
    var catalog = catalog();
    assertThat(catalog.actions()).extracting(ActionType::name).contains("words.count");
    assertThat(catalog.warnings())
        .hasSize(1)
        .allSatisfy(w -> assertThat(w).contains("words.yaml").contains("words.count.yaml"));
  }
}

package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugin of {@code plugins/README.md}, made as the page says, in an installation. */
@Timeout(180)
class PluginPageIT {
  private static final Path PAGE = Path.of("../../plugins/README.md");

  @TempDir Path folder;

  static Stream<Path> jdks() throws IOException {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void thePluginOfThePageIsMadeAndUsedAsItIsPrinted(Path jdk) throws Exception {
    var place = Distribution.unpack(folder.resolve("in stalled"));
    var libraries = names(place.resolve("lib"));
    var work = Files.createDirectory(folder.resolve("work"));
    Files.writeString(work.resolve("WordsPlugin.java"), block("java"));
    Files.writeString(work.resolve("words.yaml"), block("yaml"));

    var ended =
        new Started(place, work)
            .as(Path.of("sh"))
            .with("PATH", place.resolve("bin") + ":" + jdk.resolve("bin") + ":/usr/bin:/bin")
            .with("RUNBOOK", place)
            .with("RUNBOOK_JAVA_HOME", jdk)
            .with("RUNBOOK_ARCHIVE", "off")
            .ended("-ec", block("sh") + "runbook actions\n");

    var words = block("yaml").strip().split("\\s+").length;
    assertThat(ended.error()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.output())
        .startsWith("words.count\n  count the words of a text file\n")
        .contains("\nread    count  count the words of words.yaml\n")
        .contains("\n         " + words + " words\n")
        .containsPattern("\n *words.count +count the words of a text file\n");
    assertThat(names(place.resolve("lib"))).isEqualTo(libraries);
    assertThat(names(place.resolve("plugins.d"))).containsExactly("README", "words.jar");
  }

  /** Returns the only block of that kind in the part about plugins. */
  private static String block(String kind) throws IOException {
    var page = Files.readString(PAGE);
    var written = page.substring(0, page.indexOf("## An action without Java"));
    var blocks = Pattern.compile("(?ms)^```" + kind + "\\n(.*?)^```$").matcher(written).results();
    var texts = blocks.map(block -> block.group(1)).toList();
    assertThat(texts).as(kind).hasSize(1);
    return texts.get(0);
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

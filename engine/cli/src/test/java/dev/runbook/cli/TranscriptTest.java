package dev.runbook.cli;

import dev.runbook.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Command lines and what they answer. A file {@code NAME.cmd} holds command lines, typed one after
 * the other in one state folder; {@code NAME.out} is the transcript. {@code RUN} is the run started
 * last, {@code HERE} the folder of the files.
 */
class TranscriptTest {
  private static final String FOLDER = "src/test/resources/golden/cli";
  private static final Pattern RUN = Pattern.compile("\\d{4}-\\d\\d-\\d\\d-[0-9a-z]+");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path folder;

  static Stream<Path> scripts() {
    return Golden.files("cli", ".cmd").stream();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void answersAsItDid(Path script) throws IOException {
    var typing = new Typing(folder, folder.resolve("state"));
    var transcript = new StringBuilder();
    var run = "RUN";
    for (var line : Files.readAllLines(script)) {
      var exit = typing.type(words(line.replace("RUN", run)));
      var out = typing.printed();
      transcript.append("$ runbook ").append(line).append('\n').append(out);
      transcript.append(marked(typing.complained())).append("[").append(exit.code()).append("]\n");
      var id = RUN.matcher(out);
      run = id.find() ? id.group() : run;
    }
    Golden.matches(normal(transcript.toString()), script, ".out");
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    for (var word = WORD.matcher(line.replace("HERE", FOLDER)); word.find(); ) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words.toArray(String[]::new);
  }

  /** What is not on standard output begins with a bar. */
  private static String marked(String text) {
    return text.lines()
        .map(line -> ("| " + line).stripTrailing() + "\n")
        .reduce("", String::concat);
  }

  private String normal(String text) {
    return RUN.matcher(text)
        .replaceAll("RUN")
        .replace(folder.toString(), "FOLDER")
        .replace(Path.of(FOLDER).toAbsolutePath().toString(), "HERE")
        .replace(FOLDER, "HERE")
        .replace(System.getProperty("user.name"), "operator")
        .replaceAll("[0-9a-f]{64}", "HASH")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "DATE")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "INSTANT")
        .replaceAll("\"bytes\":\\d+", "\"bytes\":COUNT")
        .replaceAll("\"took\":\"[^\"]*\"", "\"took\":\"DURATION\"")
        .replaceAll("in \\d+d( \\d+h)?,", "in DAYS,")
        .replaceAll("  \\d+s(?=  )", "  0s")
        .replaceAll("(?m) {2,}\\d+s$", "")
        .replaceAll(" after \\d+s", "")
        .replaceAll("Java \\d+", "Java N");
  }
}

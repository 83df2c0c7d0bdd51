package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide does what it says: each runbook in it is saved under its name, the command lines below
 * it are typed, in one folder and in their order, and what they print is what stands there. {@code
 * -Dgolden.update=true} writes what they print into the page.
 *
 * <p>A block {@code text NAME} is a file beside the runbooks. {@code RUN}, or any run's id, is the
 * run started last. Times and ids are made the same in every run.
 */
class GuideTest {
  private static final Path PAGE = Path.of("../../runbooks/README.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(yaml|console)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern TEXT =
      Pattern.compile("^```text (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("^runbook: (\\S+)", Pattern.MULTILINE);
  private static final Pattern SCENARIOS =
      Pattern.compile("^test: (\\S+)[.]yaml", Pattern.MULTILINE);
  private static final Pattern RUN = Pattern.compile("\\d{4}-\\d\\d-\\d\\d-[0-9a-z]{2,}");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path folder;
  private Typing typing;
  private final Map<String, String> runs = new LinkedHashMap<>();

  @BeforeEach
  void theShippedRunbooksAreBesideIt() throws IOException {
    folder = folder.toRealPath();
    typing = new Typing(folder, folder.resolve("state"));
    for (var runbook : DocumentsTest.runbooks()) {
      Files.copy(runbook, folder.resolve(runbook.getFileName()));
    }
    saveTexts(folder);
  }

  @Test
  void whatTheGuideShowsIsWhatHappens() throws IOException {
    var page = Files.readString(PAGE);
    var current = new StringBuilder();
    var blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      blocks.appendReplacement(current, Matcher.quoteReplacement(block(blocks)));
    }
    blocks.appendTail(current);
    if (Boolean.getBoolean("golden.update") && !current.toString().equals(page)) {
      Files.writeString(PAGE, current.toString());
      fail("rewrote " + PAGE + ": read the difference, then run without -Dgolden.update");
    }
    assertThat(page).isEqualTo(current.toString());
  }

  /** Writes the other files that the guide shows. */
  static void saveTexts(Path folder) throws IOException {
    for (var text = TEXT.matcher(Files.readString(PAGE)); text.find(); ) {
      Files.writeString(folder.resolve(text.group(1)), text.group(2));
    }
  }

  private String block(Matcher block) throws IOException {
    if (block.group(1).equals("yaml")) {
      save(block.group(2));
      return block.group();
    }
    var said = new StringBuilder("```console\n");
    for (var line : block.group(2).lines().filter(l -> l.startsWith("$ runbook ")).toList()) {
      said.append(said.length() > 11 ? "\n" : "").append(answered(line));
    }
    return said.append("```").toString();
  }

  private void save(String runbook) throws IOException {
    var scenarios = SCENARIOS.matcher(runbook);
    if (scenarios.find()) {
      Files.writeString(folder.resolve(scenarios.group(1) + ".test.yaml"), runbook);
      return;
    }
    var name = NAME.matcher(runbook);
    assertThat(name.find()).as("a runbook with a name: " + runbook).isTrue();
    Files.writeString(folder.resolve(name.group(1) + ".yaml"), runbook);
  }

  private String answered(String line) {
    var exit = typing.type(words(line.substring("$ runbook ".length())));
    var said = typing.printed() + typing.complained();
    var code = exit.code() == 0 ? "" : "(exit code " + exit.code() + ")\n";
    var typed = RUN.matcher(line.replace("RUN", last("RUN"))).replaceAll(id -> last("RUN"));
    return normal(typed + "\n" + said) + code;
  }

  private String[] words(String line) {
    List<String> words = new ArrayList<>();
    for (var word = WORD.matcher(line); word.find(); ) {
      var text = word.group(1) == null ? word.group(2) : word.group(1);
      words.add(text.endsWith(".yaml") ? folder.resolve(text).toString() : last(text));
    }
    return words.toArray(String[]::new);
  }

  private String last(String word) {
    var isRun = word.equals("RUN") || RUN.matcher(word).matches();
    return isRun && !runs.isEmpty() ? List.copyOf(runs.keySet()).get(runs.size() - 1) : word;
  }

  private String normal(String text) {
    for (var id = RUN.matcher(text); id.find(); ) {
      runs.putIfAbsent(id.group(), "2026-11-23-" + (char) ('a' + runs.size()) + "1");
    }
    var said = text;
    for (var run : runs.entrySet()) {
      said = said.replace(run.getKey(), run.getValue());
    }
    return said.replace(folder + "/", "")
        .replace(folder.toString(), ".")
        .replaceAll("\\b" + Pattern.quote(System.getProperty("user.name")) + "\\b", "operator")
        .replaceAll("[0-9a-f]{64}", "3f1c9a2e ...")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "2026-11-23 09:00")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "2026-11-23T09:00:00Z")
        .replaceAll(", at (\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:", ", at 13:00:")
        .replaceAll("\\b20\\d{6}\\b", "20261123")
        .replaceAll("(?m) {2,}\\d+m?s$", "")
        .replaceAll(" after \\d+s", "")
        // Two that begin side by side tell of their waits in either order.
        .replaceAll("(?m)^( +\\.\\. +right .*\n)( +\\.\\. +left .*\n)", "$2$1");
  }

  @Test
  void belowEveryRunbookOfTheGuideStandsWhatItGives() throws IOException {
    var kinds = new ArrayList<String>();
    for (var block = BLOCK.matcher(Files.readString(PAGE)); block.find(); ) {
      kinds.add(block.group(1) + (block.group(2).contains("$ runbook ") ? "" : " silent"));
    }
    assertThat(kinds).hasSizeGreaterThan(30);
    for (var i = 0; i < kinds.size(); i++) {
      assertThat(kinds.get(i)).isEqualTo(i % 2 == 0 ? "yaml silent" : "console");
    }
  }
}

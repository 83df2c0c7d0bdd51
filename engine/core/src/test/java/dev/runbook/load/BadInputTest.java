package dev.runbook.load;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is no runbook at all is told in one message, in bounded time. */
@Timeout(60)
class BadInputTest {
  private static final String START = "runbook: demo\nvars:\n";

  @TempDir Path folder;

  private String report(Path file) {
    var problems = new Problems();
    var library = new Loader(problems).load(file);
    assertThat(library.isEmpty() || problems.hasErrors()).isTrue();
    return Report.of(problems.inFileOrder()).replace(folder + "/", "");
  }

  private String report(byte[] bytes) throws IOException {
    return report(Files.write(folder.resolve("demo.yaml"), bytes));
  }

  private String report(String text) throws IOException {
    return report(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(report(folder.resolve("none.yaml")))
        .isEqualTo(
            """
            error: there is no file `none.yaml`
              = hint: check the path
            """);
  }

  @Test
  void aMissingFolderIsAMissingFile() {
    assertThat(report(folder.resolve("no/such/demo.yaml")))
        .startsWith("error: there is no file `no/such/demo.yaml`\n");
  }

  @Test
  void aCallThroughALinkThatLeadsIntoItselfIsACircle() throws IOException {
    Files.createSymbolicLink(folder.resolve("again"), folder);
    assertThat(report("runbook: demo\nsteps: [{ id: a, call: again/demo.yaml }]\n"))
        .startsWith("error: a runbook cannot call itself: `demo.yaml` calls `demo.yaml`\n")
        .contains("--> demo.yaml:2:24");
    Files.createSymbolicLink(folder.resolve("loop.yaml"), folder.resolve("loop.yaml"));
    assertThat(report("runbook: demo\nsteps: [{ id: a, call: loop.yaml }]\n"))
        .startsWith("error: cannot read `loop.yaml`\n")
        .contains("--> demo.yaml:2:24");
  }

  @Test
  void aDirectoryIsNamed() throws IOException {
    Files.createDirectory(folder.resolve("books"));
    assertThat(report(folder.resolve("books")))
        .isEqualTo(
            """
            error: cannot read `books`
              = hint: it is a directory
            """);
  }

  @Test
  void aFileBelowAFileIsNamed() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertThat(report(folder.resolve("file/demo.yaml")))
        .startsWith("error: cannot read `file/demo.yaml`\n  = hint: ");
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    var empty =
        """
        error: `demo.yaml` is empty
          = hint: begin it with `runbook: NAME`
        """;
    assertThat(report("")).isEqualTo(empty);
    assertThat(report("\n\n# nothing yet\n")).isEqualTo(empty);
    assertThat(report("\uFEFF")).isEqualTo(empty);
  }

  @Test
  void aFileThatHoldsOnlyADocumentMarkIsNoRunbook() throws IOException {
    assertThat(report("---\n")).startsWith("error: expected a runbook, found nothing\n");
  }

  @Test
  void whatIsNotUtf8IsLocated() throws IOException {
    assertThat(report("runbook: d\u00e9mo\n".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(
            """
            error: this is not UTF-8
             --> demo.yaml:1:11
              |
            1 | runbook: d\uFFFDmo
              |           ^
              = hint: save it as UTF-8, such as by `iconv -t UTF-8`
            """);
  }

  @Test
  void utf16IsNamedWithAByteOrderMarkAndWithout() throws IOException {
    for (var name : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE"}) {
      assertThat(report("runbook: demo\n".getBytes(Charset.forName(name))))
          .startsWith("error: `demo.yaml` is UTF-16\n");
    }
  }

  @Test
  void aBinaryFileIsNamed() throws IOException {
    assertThat(report(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0}))
        .startsWith("error: `demo.yaml` is not a text file\n");
  }

  @Test
  void aHugeFileIsRefusedWithoutBeingReadWhole() throws IOException {
    var file = folder.resolve("huge.yaml");
    try (var channel = Files.newByteChannel(file, EnumSet.of(CREATE, WRITE))) {
      channel.position(1L << 40); // a terabyte, with nothing in it
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    assertThat(report(file))
        .isEqualTo(
            """
            error: `huge.yaml` is larger than 16 MiB
              = hint: divide it and `call` its parts
            """);
  }

  @Test
  void anAliasBombIsRefusedBeforeItGrows() throws IOException {
    var bomb = new StringBuilder(START + "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 30; i++) {
      var inner = "*a" + (i - 1) + ", ";
      bomb.append("  a" + i + ": &a" + i + " [" + inner.repeat(9) + "*a" + (i - 1) + "]\n");
    }
    assertThat(report(bomb.toString()))
        .startsWith("error: more than a million values\n --> demo.yaml:8:")
        .contains("= hint: use fewer aliases, or divide the file and `call` its parts");
  }

  @Test
  void deepNestingIsRefusedInEachStyle() throws IOException {
    var deep = 100_000;
    var message = "error: more than 100 levels of nesting\n --> demo.yaml:3:";
    assertThat(report(START + "  a: " + "[".repeat(deep))).startsWith(message);
    assertThat(report(START + "  a: " + "[".repeat(deep) + "]".repeat(deep))).startsWith(message);
    assertThat(report(START + "  a: " + "{a: ".repeat(deep))).startsWith(message);
    assertThat(report(START + "  ? " + "? ".repeat(deep))).startsWith(message);
    assertThat(report(START + " " + "- ".repeat(deep))).startsWith("error: ");
  }

  @Test
  void deepNestingByAliasesIsRefused() throws IOException {
    var deep = new StringBuilder(START + "  a0: &a0 [x]\n");
    for (var i = 1; i < 200; i++) {
      deep.append("  a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
    }
    assertThat(report(deep.toString())).startsWith("error: more than 100 levels of nesting\n");
  }

  @Test
  void oneLineOfTenMegabytesIsReadAndShownCut() throws IOException {
    var report = report("runbook: demo\nstps: " + "x ".repeat(5_000_000) + "\n");
    assertThat(report).contains("error: unknown key `stps`\n").hasSizeLessThan(1000);
  }

  @Test
  void eachOfManyMistakesIsTold() throws IOException {
    var file = folder.resolve("demo.yaml");
    Files.writeString(file, "runbook: demo\nsteps:\n" + "- { id: a, acton: b }\n".repeat(5_000));
    var problems = new Problems();
    new Loader(problems).load(file);
    assertThat(problems.inFileOrder())
        .hasSize(9_999)
        .allSatisfy(each -> assertThat(each.message()).matches("unknown key.*|duplicate id.*"));
  }
}

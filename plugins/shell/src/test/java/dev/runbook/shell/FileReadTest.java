package dev.runbook.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReadTest {
  @TempDir Path folder;

  private Outcome<FileRead.Outputs> read(String path, @Nullable Parse parse) throws Exception {
    return new FileRead(Path.of(path), parse).run(new FakeCall(folder));
  }

  @Test
  void allOfItsTextIsRead() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "ä\nb\n");
    assertThat(read("a.txt", null)).isEqualTo(Outcome.done(new FileRead.Outputs("ä\nb\n", null)));
    assertThat(read("a.txt", Parse.LINES))
        .isEqualTo(Outcome.done(new FileRead.Outputs("ä\nb\n", List.of("ä", "b"))));
  }

  @Test
  void thatThereIsNoneIsAnAccidentSoThatAStepCanWaitForIt() {
    assertThatThrownBy(() -> read("a.txt", null))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no file " + folder.resolve("a.txt"));
  }

  @Test
  void whatCannotBeReadIsToldWithThePlace() throws Exception {
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0});
    Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    Files.writeString(folder.resolve("a.json"), "[1,\n,2]");
    assertThat(read("binary", null)).isEqualTo(Outcome.failed("binary is not UTF-8 text"));
    assertThat(read("large", null)).isEqualTo(Outcome.failed("large is larger than 1 MiB"));
    assertThat(read(".", null)).isEqualTo(Outcome.failed(". is not a file"));
    assertThat(read("a.json", Parse.JSON).toString()).contains("a.json is not JSON", "line 2");
  }

  @Test
  void aProbeSaysWhetherItIsThere() throws Exception {
    assertThat(found("a.txt")).containsExactly("it is not there now");
    Files.writeString(folder.resolve("a.txt"), "text");
    assertThat(found("a.txt")).containsExactly("it is there: 4 bytes");
    assertThat(found(".")).containsExactly("it is a folder");
    var read = new FileRead(Path.of("a.txt"), null);
    assertThat(read.preview(new FakeCall(folder)).found()).isEmpty();
  }

  private List<String> found(String path) throws IOException {
    return new FileRead(Path.of(path), null).preview(new FakeCall(folder).whileProbing()).found();
  }
}

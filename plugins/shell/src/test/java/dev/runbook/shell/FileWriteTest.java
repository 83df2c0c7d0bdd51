package dev.runbook.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.Action;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileWriteTest {
  @TempDir Path folder;

  private FakeCall call() {
    return new FakeCall(folder);
  }

  private static FileWrite write(String path, String text, @Nullable String mode) {
    return new FileWrite(Path.of(path), text, null, mode, true);
  }

  private FileWrite.Outputs done(FileWrite write) throws Exception {
    return ((Outcome.Done<FileWrite.Outputs>) write.run(call())).outputs();
  }

  private Outcome<?> undo(FileWrite write, FileWrite.Outputs outputs) throws Exception {
    Optional<Action<?>> undo = write.undo(outputs);
    return undo.orElseThrow().run(call());
  }

  private String text(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
  }

  private Path given(String path, String text, String mode) throws IOException {
    var file = Files.writeString(folder.resolve(path), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void aFileIsMadeWithTheFoldersAroundItAndTakenBackWithThem() throws Exception {
    var write = write("a/b/c.txt", "text\n", null);
    var outputs = done(write);
    assertThat(outputs.changed()).isTrue();
    assertThat(text("a/b/c.txt")).isEqualTo("text\n");
    assertThat(folder.resolve("a/b")).isDirectoryContaining("glob:**/c.txt");
    assertThat(undo(write, outputs)).isEqualTo(Outcome.done(new FileRestore.Outputs(true)));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void foldersThatOthersUseByNowStay() throws Exception {
    var write = write("a/b/c.txt", "text\n", null);
    var outputs = done(write);
    Files.writeString(folder.resolve("a/other"), "");
    undo(write, outputs);
    assertThat(folder.resolve("a")).isDirectoryContaining("glob:**/other");
    assertThat(folder.resolve("a/b")).doesNotExist();
  }

  @Test
  void whatIsThereAlreadyIsNotChangedAndHasNoUndo() throws Exception {
    given("c.txt", "text", "rw-r-----");
    var write = write("c.txt", "text", "0640");
    var outputs = done(write);
    assertThat(outputs.changed()).isFalse();
    assertThat(write.undo(outputs)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-------"})
  void theFormerTextAndModeComeBack(String mode) throws Exception {
    given("c.txt", "before", mode);
    var write = write("c.txt", "after", "0755");
    var outputs = done(write);
    assertThat(text("c.txt")).isEqualTo("after");
    assertThat(mode("c.txt")).isEqualTo("rwxr-xr-x");
    undo(write, outputs);
    assertThat(text("c.txt")).isEqualTo("before");
    assertThat(mode("c.txt")).isEqualTo(mode);
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void whatNotEverybodyMayReadIsNotAnOutput() throws Exception {
    given("c.txt", "password", "rw-------");
    assertThat(done(write("c.txt", "after", null)).toString()).doesNotContain("password");
    assertThat(mode("c.txt")).isEqualTo("rw-------");
  }

  @Test
  void aFileThatSomebodyChangedSinceIsNotTakenBack() throws Exception {
    given("c.txt", "before", "rw-r--r--");
    var write = write("c.txt", "after", null);
    var outputs = done(write);
    Files.writeString(folder.resolve("c.txt"), "by somebody else");
    assertThat(undo(write, outputs))
        .isEqualTo(Outcome.failed("c.txt was changed since: it is left as it is"));
    assertThat(text("c.txt")).isEqualTo("by somebody else");
  }

  @Test
  void takingBackTwiceIsAsGoodAsOnce() throws Exception {
    given("c.txt", "before", "rw-r--r--");
    var write = write("c.txt", "after", null);
    var outputs = done(write);
    undo(write, outputs);
    assertThat(undo(write, outputs)).isEqualTo(Outcome.done(new FileRestore.Outputs(false)));
  }

  @Test
  void aLinkStaysALink() throws Exception {
    given("real.txt", "before", "rw-r--r--");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real.txt"));
    done(write("link", "after", null));
    assertThat(folder.resolve("link")).isSymbolicLink();
    assertThat(text("real.txt")).isEqualTo("after");
  }

  @Test
  void notAtomicWritesIntoTheFileThatIsThere() throws Exception {
    var file = given("c.txt", "before, and longer", "rw-r--r--");
    var same = Files.createLink(folder.resolve("same"), file);
    new FileWrite(Path.of("c.txt"), "after", null, null, false).run(call());
    assertThat(same).hasContent("after");
  }

  @Test
  void modeMustBeOctal() throws Exception {
    assertThat(write("c.txt", "", "u+x").run(call()))
        .isEqualTo(
            Outcome.failed("`u+x` is no permissions: write three octal digits, such as 0640"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderIsNotOverwritten() throws Exception {
    assertThat(write(".", "text", null).run(call())).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aTemplateIsWrittenAndTakenBackLikeAText() throws Exception {
    var write = new FileWrite(Path.of("page.html"), null, "<p>olga</p>\n", null, true);
    assertThat(write.preview(call()).text()).isEqualTo("write page.html, 12 characters");
    assertThat(write.preview(call().whileProbing()).found()).containsExactly("it is not there yet");
    var done = (Outcome.Done<FileWrite.Outputs>) write.run(call());
    assertThat(folder.resolve("page.html")).hasContent("<p>olga</p>");
    write.undo(done.outputs()).orElseThrow().run(call());
    assertThat(folder.resolve("page.html")).doesNotExist();
  }

  @Test
  void whatIsWrittenIsSaidOnce() {
    assertThatThrownBy(() -> new FileWrite(Path.of("a"), null, null, null, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("give it a `text` or a `template`");
    assertThatThrownBy(() -> new FileWrite(Path.of("a"), "text", "text", null, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("give it a `text` or a template, not both");
  }

  @Test
  void aProbeSaysWhatIsThere() throws Exception {
    var write = new FileWrite(Path.of("found.txt"), "text", null, null, true);
    assertThat(write.preview(call().whileProbing()).found()).containsExactly("it is not there yet");
    Files.writeString(folder.resolve("found.txt"), "text");
    assertThat(write.preview(call().whileProbing()).found())
        .containsExactly("it is there like that already");
    Files.writeString(folder.resolve("found.txt"), "another");
    assertThat(write.preview(call().whileProbing()).found())
        .containsExactly("it is there: 7 bytes, with another text");
    assertThat(write.preview(call()).found()).isEmpty();
    assertThat(folder.resolve("found.txt")).hasContent("another");
  }
}

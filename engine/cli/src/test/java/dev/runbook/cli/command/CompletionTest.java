package dev.runbook.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Typing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    var typing = new Typing(folder, folder);
    typing.type("completion", "bash");
    Files.writeString(folder.resolve("script"), typing.printed());
    assertThat(completed("runbook", "rol")).isEqualTo("rollback");
    assertThat(completed("runbook", "run", "--dry")).isEqualTo("--dry-run");
  }

  @Test
  void namesOfFilesAreLeftToTheShell() throws Exception {
    var typing = new Typing(folder, folder.resolve("state"));
    typing.type("completion", "bash");
    Files.writeString(folder.resolve("script"), typing.printed());
    assertThat(completed("runbook", "run", "dep")).isEmpty();
    assertThat(completed("runbook", "run", "--site", "dep")).isEmpty();
    assertThat(folder.resolve("script"))
        .content()
        .contains("complete -F _complete_runbook -o default runbook ");
  }

  private String completed(String... words) throws IOException, InterruptedException {
    var typed =
        ". ./script; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_runbook; echo ${COMPREPLY[@]}"
            .formatted(String.join(" ", words), words.length - 1);
    var bash = new ProcessBuilder("bash", "-c", typed).directory(folder.toFile()).start();
    var answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return answer.strip();
  }
}

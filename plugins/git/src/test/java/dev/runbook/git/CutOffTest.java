package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import dev.runbook.action.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a clone when the process is killed at its work there: a real one, by SIGKILL. */
@Tag("once")
class CutOffTest {
  private Workshop shop;
  private Path app;
  private Path lock;

  @BeforeEach
  void aCloneThatIsBehind(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    shop.remote("app");
    shop.done(shop.checkout("app", "main"));
    shop.commit("app", "main", "README", "changed\n");
    app = shop.clone("app");
    lock = app.resolve(".git/index.lock");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void aCheckoutThatIsKilledAmongTheFilesIsFinished() throws Exception {
    var checkout = shop.checkout("app", "main");
    var prepared = (Outcome.NotYet<Checkout.Outputs>) checkout.run(shop.call());
    kill(begin("checkout"));
    assertThat(lock).exists();
    assertThat(app.resolve(".git/runbook-checkout")).exists();

    var outcome = checkout.run(shop.call().withToken(prepared.token()));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    var outputs = ((Outcome.Done<Checkout.Outputs>) outcome).outputs();
    assertThat(outputs.before()).isEqualTo(prepared.token().get("before"));
    assertThat(outputs.head()).isEqualTo(shop.git(app, "rev-parse", "origin/main"));
    assertThat(app.resolve("README")).hasContent("changed\n");
    assertThat(shop.git(app, "status", "--porcelain")).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void aNewRunFinishesItToo() throws Exception {
    kill(begin("checkout"));

    assertThat(shop.done(shop.checkout("app", "main")).head())
        .isEqualTo(shop.git(app, "rev-parse", "origin/main"));
    assertThat(shop.git(app, "status", "--porcelain")).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void aLockThatACommitLeftIsNoObstacleToIt() throws Exception {
    Workshop.write(app.resolve("file"), "mine\n");
    kill(begin("lock"));
    assertThat(lock).exists();

    assertThat(shop.done(shop.commitAll("app", "mine")).changed()).isTrue();
    assertThat(shop.git(app, "status", "--porcelain")).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void theLockOfOneThatIsStillAtWorkIsNamedAndStays() throws Exception {
    var other = begin("lock");

    assertLocked(shop.checkout("app", "main"));
    Workshop.write(app.resolve("file"), "mine\n");
    assertLocked(shop.commitAll("app", "mine"));

    kill(other);
    assertThat(shop.done(shop.commitAll("app", "mine")).changed()).isTrue();
  }

  @Test
  void aLockThatAnotherGitTookAfterTheCrashIsNamedAndStays() throws Exception {
    kill(begin("lock"));
    Files.delete(lock);
    Files.createFile(lock);

    assertLocked(shop.checkout("app", "main"));
    assertLocked(shop.cleanCheckout("app", "main"));
  }

  private void assertLocked(Action<?> action) throws Exception {
    assertThat(shop.failed(action))
        .contains("index is locked by another git, or by one that crashed")
        .endsWith("type `rm " + lock + "`");
    assertThat(lock).exists();
  }

  private void assertNothingIsLeft() {
    assertThat(lock).doesNotExist();
    assertThat(app.resolve(".git/runbook-index.lock")).doesNotExist();
    assertThat(app.resolve(".git/runbook-checkout")).doesNotExist();
  }

  /** Starts a process that goes as far as it holds the lock, and waits there. */
  private Process begin(String work) throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                HeldUp.class.getName(),
                work,
                shop.folder().toString())
            .redirectError(shop.path("held-up.err").toFile())
            .start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).as(() -> read(shop.path("held-up.err"))).isEqualTo(HeldUp.HERE);
    return process;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(Process process) throws Exception {
    assertThat(process.destroyForcibly().waitFor()).isEqualTo(137);
  }
}

package dev.runbook.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FakeCallTest {
  @TempDir Path folder;
  private FakeCall call;

  @BeforeEach
  void open() {
    call = new FakeCall(folder);
  }

  @AfterEach
  void close() {
    call.close();
  }

  @Test
  void newWorkHasNoToken() {
    assertThat(call.token()).isEmpty();
    assertThat(call.cutOff()).isFalse();
    assertThat(call.probing()).isFalse();
    assertThat(call.withToken(Map.of("item", 7)).token()).isEqualTo(Map.of("item", 7));
    assertThat(call.afterCutOff().cutOff()).isTrue();
    assertThat(call.whileProbing().probing()).isTrue();
  }

  @Test
  void whatIsSaidIsKept() {
    call.line("one");
    call.progress("1 of 2");

    assertThat(call.lines()).containsExactly("one");
    assertThat(call.progressed()).containsExactly("1 of 2");
  }

  @Test
  void answersAreGivenOnceTheFirstThatFits() throws Exception {
    call.answering("docker pull", 0, "pulled").answering("docker", 1, "one", "two");

    var pulled = call.processes().run(command("docker", "pull", "busybox"));
    var other = call.processes().run(command("docker", "ps"));

    assertThat(pulled.code()).isZero();
    assertThat(other).isEqualTo(exit(1, "one\ntwo", ""));
    assertThat(call.lines()).containsExactly("pulled", "one", "two");
    assertThat(call.commands()).extracting(c -> c.arguments().get(1)).containsExactly("pull", "ps");
    assertThatThrownBy(() -> call.processes().run(command("docker", "ps")))
        .hasMessage("the test has no answer for `docker ps`");
  }

  @Test
  void aRealProgramIsStarted() throws Exception {
    var heard = new ArrayList<String>();
    var command =
        new Processes.Command(
            List.of("sh", "-c", "cat; echo $X; pwd; echo no >&2; exit 3"),
            folder,
            Map.of("X", "y"),
            "in\n",
            heard::add);

    var exit = call.processes().run(command);

    assertThat(exit).isEqualTo(exit(3, "in\ny\n" + folder.toRealPath(), "no"));
    assertThat(heard).containsExactly("in", "y", folder.toRealPath().toString());
    assertThat(call.lines()).containsExactly("no");
  }

  @Test
  void aProgramThatWritesMuchToBothStreamsEnds() throws Exception {
    var much = "head -c 300000 /dev/zero | tr '\\0' 'x'";

    var exit = call.processes().run(command("sh", "-c", much + " >&2; " + much));

    assertThat(exit.stdout().text()).hasSize(300_000);
    assertThat(exit.stderr().text()).hasSize(300_000);
  }

  @Test
  void aCancellationEndsAProgram() {
    call.cancellation().onRequest(() -> call.line("ended"));
    var timer = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
    timer.execute(call.cancellation()::request);

    assertThatThrownBy(() -> call.processes().run(command("sleep", "60")))
        .isInstanceOf(InterruptedException.class);
    assertThat(call.lines()).containsExactly("ended");
  }

  @Test
  void aResourceIsOpenedOnceAndClosedAtTheEnd() throws Exception {
    var first = call.shared("key", () -> new Resource(call));
    var second = call.shared("key", () -> new Resource(call));

    call.close();

    assertThat(second).isSameAs(first);
    assertThat(call.lines()).containsExactly("opened", "closed");
  }

  private record Resource(FakeCall call) implements AutoCloseable {
    Resource {
      call.line("opened");
    }

    @Override
    public void close() {
      call.line("closed");
    }
  }

  private Processes.Command command(String... arguments) {
    return Processes.Command.of(folder, List.of(arguments));
  }

  private static Processes.Exit exit(int code, String stdout, String stderr) {
    return new Processes.Exit(
        code, new Processes.Captured(stdout, false), new Processes.Captured(stderr, false));
  }
}

package dev.runbook.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Processes.Command;
import dev.runbook.action.Processes.Exit;
import dev.runbook.process.ChildProcesses.Child;
import dev.runbook.secret.Masker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With real processes; nothing here waits for a time to pass but for what happens. */
@Timeout(60)
class ChildProcessesTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final String mark =
      "a1/" + ProcessHandle.current().pid() + " ä" + NUMBER.incrementAndGet();
  private final Masker masker = new Masker();
  private final FakeCall.FakeCancellation cancellation = new FakeCall.FakeCancellation();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<Child> children = new CopyOnWriteArrayList<>();

  private void lines(String text) {
    lines.addAll(List.of(text.split("\n", -1)));
  }

  private ChildProcesses processes(Consumer<Child> started) {
    return new ChildProcesses(mark, masker, cancellation, this::lines, started);
  }

  private Exit run(String script) throws Exception {
    return run(Duration.ofSeconds(5), script);
  }

  private Exit run(Duration grace, String script) throws Exception {
    return processes(children::add).withGrace(grace).run(shell(script, null));
  }

  private Command shell(String script, @Nullable String input) {
    return new Command(List.of("/bin/sh", "-c", script), folder, Map.of(), input, null);
  }

  private String nextLine() throws InterruptedException {
    var line = lines.poll(30, TimeUnit.SECONDS);
    return line == null ? "no line came" : line;
  }

  /** Begins a script in the background, which says a line once it is on its way. */
  private CompletableFuture<Throwable> begun(Duration grace, String script) throws Exception {
    var ended = new CompletableFuture<Throwable>();
    var thread =
        new Thread(
            () -> {
              try {
                run(grace, script);
                ended.complete(new AssertionError("it was not cancelled"));
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    thread.start();
    assertThat(nextLine()).isEqualTo("begun");
    return ended;
  }

  private void isCancelled(CompletableFuture<Throwable> begun) throws Exception {
    cancellation.request();
    assertThat(begun.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(ChildProcesses.survivors(mark, children)).isEmpty();
  }

  /** What has no memory any more is on its way out, or turns into a program and then is alive. */
  private static boolean isAlive(Path pidFile) throws IOException {
    var pid = Long.parseLong(Files.readString(pidFile).strip());
    var process = running(pid);
    for (var look = 0;
        look < 1000 && process.filter(KernelProcess::isTurning).isPresent();
        look++) {
      Pause.millis(1);
      process = running(pid);
    }
    return process.isPresent();
  }

  private static Optional<KernelProcess> running(long pid) {
    return KernelProcess.of(pid).filter(process -> !process.hasEnded());
  }

  @Test
  void bothStreamsAreShownAndKept() throws Exception {
    var exit = run("echo out; echo err >&2; exit 3");
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.stdout().text()).isEqualTo("out");
    assertThat(exit.stderr().text()).isEqualTo("err");
    assertThat(lines).containsExactlyInAnyOrder("out", "err");
  }

  @Test
  void onlyTheLastNewlineIsTakenAway() throws Exception {
    assertThat(run("printf 'a\\n\\n'").stdout().text()).isEqualTo("a\n");
    assertThat(run("printf '\\n'").stdout().text()).isEmpty();
    assertThat(run("printf 'a\\r\\nb'").stdout().text()).isEqualTo("a\r\nb");
  }

  @Test
  void aSignalIsAnExitCodeAsInAShell() throws Exception {
    assertThat(run("kill -KILL $$").code()).isEqualTo(128 + 9);
    assertThat(run("kill -TERM $$").code()).isEqualTo(128 + 15);
  }

  @Test
  void aProgramIsStartedWithoutAShell() throws Exception {
    var words = List.of("printf", "%s|", "a b", "$HOME", "", "*");
    var exit = processes(children::add).run(Command.of(folder, words));
    assertThat(exit.stdout().text()).isEqualTo("a b|$HOME||*|");
    assertThat(children).extracting(Child::program).containsExactly("printf");
  }

  @Test
  void itRunsInItsFolderWithItsEnvironmentAndTheMark() throws Exception {
    var command =
        new Command(
            List.of(
                "/bin/sh", "-c", "pwd; echo $COLOUR; echo $RUNBOOK_STEP; echo [${runbook_go-}]"),
            folder,
            Map.of("COLOUR", "blue"),
            null,
            null);
    var said = processes(children::add).run(command).stdout().text().lines().toList();
    assertThat(said.get(0)).isEqualTo(folder.toRealPath().toString());
    assertThat(said.get(1)).isEqualTo("blue");
    assertThat(said.get(2)).startsWith(Mark.of(mark).text() + "#");
    assertThat(said.get(3)).isEqualTo("[]");
  }

  @Test
  void itIsInASessionOfItsOwn() throws Exception {
    var exit = run("cut -d' ' -f6 /proc/self/stat; echo $$");
    var said = exit.stdout().text().lines().toList();
    assertThat(said.get(0)).isEqualTo(said.get(1)).isEqualTo("" + children.get(0).pid());
  }

  @Test
  void theInputIsFedToTheProgramAlone() throws Exception {
    var exit = processes(children::add).run(shell("cat", "one\ntwo"));
    assertThat(exit.stdout().text()).isEqualTo("one\ntwo");
    assertThat(run("cat").stdout().text()).isEmpty();
  }

  @Test
  void anInputThatIsNotReadHoldsNobodyUp() throws Exception {
    assertThat(processes(children::add).run(shell("exit 4", "x".repeat(1 << 20))).code())
        .isEqualTo(4);
  }

  @Test
  void aLargeInputComesBackWhole() throws Exception {
    var input = "0123456789\n".repeat(50_000);
    var exit = processes(children::add).run(shell("cat", input));
    assertThat(exit.stdout().text() + "\n").isEqualTo(input);
    assertThat(exit.stdout().cut()).isFalse();
  }

  @Test
  void ofMoreThanOneMebibyteTheEndIsKept() throws Exception {
    var exit = run("head -c 1048576 /dev/zero | tr '\\0' x; echo; echo end");
    assertThat(exit.stdout().cut()).isTrue();
    assertThat(exit.stdout().text()).hasSize((64 << 10) - 1).startsWith("x").endsWith("\nend");
    assertThat(exit.stderr().cut()).isFalse();
  }

  @Test
  void aProtocolOnStandardOutputIsNotShown() throws Exception {
    var protocol = new LinkedBlockingQueue<String>();
    var words =
        List.of(
            "/bin/sh",
            "-c",
            "printf mes; sleep 0.7; head -c 99999 /dev/zero | tr '\\0' x; echo; echo shown >&2");
    processes(children::add).run(new Command(words, folder, Map.of(), null, protocol::add));
    assertThat(protocol).containsExactly("mes" + "x".repeat(99_999));
    assertThat(lines).containsExactly("shown");
  }

  @Test
  void secretsAreMaskedInWhatIsShownAndKept() throws Exception {
    masker.add(List.of("correct horse"));
    var exit = run("printf 'a correct '; printf 'horse b\\n'; echo 'correct horse' >&2");
    assertThat(exit.stdout().text()).isEqualTo("a *** b");
    assertThat(exit.stderr().text()).isEqualTo("***");
    assertThat(lines).containsExactlyInAnyOrder("a *** b", "***");
  }

  @Test
  void theBeginningOfALineIsShownWhenNothingFollows() throws Exception {
    masker.add(List.of("correct horse"));
    var script = "echo begun; printf 'go on? correct h'; while [ ! -e go ]; do sleep 0.02; done";
    var run = CompletableFuture.supplyAsync(() -> ended(script + "; echo orse"));
    assertThat(nextLine()).isEqualTo("begun");
    assertThat(nextLine()).isEqualTo("go on? ");
    Files.createFile(folder.resolve("go"));
    assertThat(run.get(30, TimeUnit.SECONDS).stdout().text())
        .isEqualTo("begun\ngo on? correct horse".replace("correct horse", "***"));
    assertThat(nextLine()).isEqualTo("***");
  }

  private Exit ended(String script) {
    try {
      return run(script);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each form that common tools make of a secret, and none of them in any output. */
  @ParameterizedTest
  @ValueSource(
      strings = {"hunter2-S3cret", "p4 s'w\"$r/d+&=%?ß#", "line one of it\n  line two of it\nx"})
  void aProgramThatMisusesASecretShowsNothingOfIt(String secret) throws Exception {
    masker.add(List.of(secret));
    var script =
        """
        printf '%s\n' "$S"; printf 'user:%s' "$S" | base64; printf 'u:%s' "$S" | base64 -w 0; echo
        printf 'us:%s' "$S" | base64 | tr '+/' '-_'; head -c 50 /dev/zero | cat - s | base64 -w 64
        od -An -v -tx1 s | tr -d ' \n'; echo; od -An -v -tx1 s | tr -d ' \n' | tr a-f A-F; echo
        od -An -v -tx1 s | tr -d ' \n' | fold -w 60; echo; printf '%s' "$S" | tee /dev/stderr | cat
        echo; bash -c 'set -x; printf "%q\n" "$S"; printf "%s\n" "${S@Q}"; : "$S"'; export -p | grep S=
        LC_ALL=C bash -c 'set -x; printf "%q\n" "$S"; printf "%s\n" "${S@Q}"'
        """;
    Files.writeString(folder.resolve("s"), secret);
    var command =
        new Command(List.of("/bin/sh", "-c", script), folder, Map.of("S", secret), null, null);
    var exit = processes(children::add).run(command);
    var all = String.join("\n", lines) + exit.stdout().text() + exit.stderr().text();
    assertThat(exit.stdout().text().lines().filter(line -> line.contains("***")).count())
        .isGreaterThan(8);
    assertThat(all).doesNotContain(forms(secret));
  }

  private static List<String> forms(String secret) {
    var forms = new ArrayList<String>();
    secret
        .lines()
        .map(String::strip)
        .filter(line -> line.length() > 5)
        .forEach(
            line -> {
              var bytes = line.getBytes(StandardCharsets.UTF_8);
              forms.add(line.substring(0, 6));
              forms.add(line.substring(line.length() - 6));
              forms.add(HexFormat.of().formatHex(bytes).substring(0, 12));
              forms.add(HexFormat.of().withUpperCase().formatHex(bytes).substring(0, 12));
              for (var shift = 0; shift < 3; shift++) {
                var encoded =
                    Base64.getEncoder()
                        .encodeToString(
                            ("x".repeat(shift) + line).getBytes(StandardCharsets.UTF_8));
                forms.add(encoded.substring(4, 10));
                forms.add(encoded.substring(4, 10).replace('+', '-').replace('/', '_'));
              }
            });
    return forms;
  }

  @Test
  void itDoesNothingBeforeItsStartIsRecorded() throws Exception {
    var file = folder.resolve("done");
    var recorded = new CopyOnWriteArrayList<Boolean>();
    Consumer<Child> started =
        child -> {
          var kernel = KernelProcess.of(child.pid()).orElseThrow();
          recorded.add(kernel.startedAt() == child.startedAt() && Files.notExists(file));
        };
    processes(started).run(shell("touch done", null));
    assertThat(recorded).containsExactly(true);
    assertThat(file).exists();
  }

  @Test
  void aStartThatCannotBeRecordedNeverHappens() {
    Consumer<Child> started =
        child -> {
          children.add(child);
          throw new IllegalStateException("disk full");
        };
    assertThatThrownBy(() -> processes(started).run(shell("touch done", null)))
        .hasMessage("disk full");
    assertThat(folder.resolve("done")).doesNotExist();
    assertThat(ChildProcesses.survivors(mark, children)).isEmpty();
  }

  @Test
  void linesThatCannotBeTakenEndTheProgram() {
    Consumer<String> full =
        line -> {
          throw new IllegalStateException("disk full");
        };
    var processes = new ChildProcesses(mark, masker, cancellation, full, children::add);
    assertThatThrownBy(() -> processes.run(shell("yes", null))).hasMessage("disk full");
    assertThat(ChildProcesses.survivors(mark, children)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 1000 & echo $! > pid",
        "setsid sleep 1000 & echo $! > pid",
        "(setsid sh -c 'echo $$ > pid; exec sleep 1000' &) ; while [ ! -s pid ]; do :; done",
        "(env -i setsid sh -c 'echo $$ > pid; exec sleep 1000') & while [ ! -s pid ]; do :; done; wait",
        "setsid sh -c 'echo $$ > pid; exec sleep 1000' >/dev/null 2>&1 & while [ ! -s pid ]; do :; done"
      })
  void whatItLeavesBehindEndsWithIt(String script) throws Exception {
    if (script.endsWith("wait")) {
      isCancelled(begun(LONG, script.replace("; wait", "; echo begun; wait")));
    } else {
      run(LONG, script);
    }
    assertThat(isAlive(folder.resolve("pid"))).isFalse();
  }

  @Test
  void whatTakesSecondsToEndIsWaitedFor() throws Exception {
    run(
        LONG,
        "(trap '' TERM; echo $$ > pid; sleep 4; echo all > done) & while [ ! -s pid ]; do :; done");
    assertThat(folder.resolve("done")).hasContent("all");
  }

  @Test
  void whatIgnoresTheSignalIsKilledAfterTheGrace() throws Exception {
    run(
        SHORT,
        "(trap '' TERM; echo $$ > pid; while :; do sleep 1; done) & while [ ! -s pid ]; do :; done");
    assertThat(ChildProcesses.survivors(mark, children)).isEmpty();
  }

  @Test
  void aCancellationEndsTheProgram() throws Exception {
    isCancelled(begun(LONG, "echo begun; exec sleep 1000"));
  }

  @Test
  void aCancellationEndsAllThatItStarted() throws Exception {
    isCancelled(begun(LONG, "sleep 1000 & sleep 1000 | cat & echo begun; wait"));
  }

  @Test
  void aCancellationLetsTheProgramTidyUp() throws Exception {
    isCancelled(
        begun(LONG, "trap 'touch tidied; exit' TERM; echo begun; while :; do sleep 0.01; done"));
    assertThat(folder.resolve("tidied")).exists();
  }

  @Test
  void aCancelledProgramThatIgnoresTheSignalIsKilled() throws Exception {
    isCancelled(begun(SHORT, "trap '' TERM; echo begun; while :; do sleep 1; done"));
  }

  @Test
  void nothingIsStartedOnceItIsCancelled() {
    cancellation.request();
    assertThatThrownBy(() -> run("touch done")).isInstanceOf(InterruptedException.class);
    assertThat(children).isEmpty();
  }

  @Test
  void programsOfOneStepEndEachOnItsOwn() throws Exception {
    var first = begun(LONG, "echo begun; exec sleep 1000");
    run("true");
    assertThat(ChildProcesses.survivors(mark, List.of())).hasSize(1);
    isCancelled(first);
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(() -> processes(children::add).run(Command.of(folder, List.of("hugoo"))))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no program `hugoo` on the PATH: install it or write its whole path");
    assertThatThrownBy(() -> processes(children::add).run(Command.of(folder, List.of("./hugo"))))
        .hasMessage("there is no program `./hugo`: check its path");
    assertThat(children).isEmpty();
  }

  @Test
  void aFileThatIsNoProgramIsNamed() throws Exception {
    Files.writeString(folder.resolve("text"), "");
    assertThatThrownBy(() -> processes(children::add).run(Command.of(folder, List.of("./text"))))
        .hasMessage("`./text` is no program: make it executable (chmod +x)");
  }

  @Test
  void aMissingFolderIsNamed() {
    var missing = folder.resolve("missing");
    assertThatThrownBy(() -> processes(children::add).run(Command.of(missing, List.of("true"))))
        .hasMessage("cannot start `true`: there is no folder " + missing);
  }

  @Test
  void survivorsOfACrashedEngineAreFoundAndEnded() throws Exception {
    var builder =
        new ProcessBuilder("setsid", "sh", "-c", "sleep 1000 & echo begun; exec sleep 1000");
    builder.environment().put(ChildProcesses.MARK, "outer#1.1\n" + Mark.of(mark).text() + "#1.2");
    var process = builder.start();
    assertThat(process.inputReader().readLine()).isEqualTo("begun");
    var child =
        new Child(
            process.pid(), KernelProcess.of(process.pid()).orElseThrow().startedAt(), "build");
    assertThat(ChildProcesses.survivors(mark, List.of())).isNotEmpty();
    assertThat(ChildProcesses.survivors("other", List.of(child))).contains(child);
    ChildProcesses.end(mark, List.of(child), LONG);
    assertThat(ChildProcesses.survivors(mark, List.of(child))).isEmpty();
    assertThat(process.waitFor()).isEqualTo(128 + 15);
  }

  @Test
  void aNumberThatCameAgainIsNobodyOfOurs() throws Exception {
    var process = new ProcessBuilder("setsid", "sleep", "1000").start();
    try {
      var before = new Child(process.pid(), 1, "build");
      assertThat(ChildProcesses.survivors(mark, List.of(before))).isEmpty();
      ChildProcesses.end(mark, List.of(before), Duration.ZERO);
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}

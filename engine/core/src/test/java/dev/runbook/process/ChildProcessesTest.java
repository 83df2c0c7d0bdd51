package dev.runbook.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Processes.Command;
import dev.runbook.secret.Masker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {
  @TempDir Path folder;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<ChildProcesses.Child> children = new ArrayList<>();
  private final ChildProcesses processes =
      new ChildProcesses(
          "2026-11-24-a1/build",
          new Masker(),
          new FakeCall.FakeCancellation(),
          lines::add,
          children::add);

  @Test
  void bothStreamsAreShownAndKept() throws Exception {
    var exit =
        processes.run(Command.of(folder, List.of("sh", "-c", "echo out; echo err >&2; exit 3")));
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.stdout().text()).isEqualTo("out");
    assertThat(exit.stderr().text()).isEqualTo("err");
    assertThat(lines).containsExactlyInAnyOrder("out", "err");
  }
}

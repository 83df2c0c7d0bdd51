package dev.runbook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path folder;

  private static Run run(Object command, @Nullable Parse parse) {
    return new Run(command, null, Map.of(), null, parse);
  }

  private Run.Outputs done(Run run) throws Exception {
    return ((Outcome.Done<Run.Outputs>) run.run(new FakeCall(folder))).outputs();
  }

  private Outcome.Failed<Run.Outputs> failed(Run run) throws Exception {
    return (Outcome.Failed<Run.Outputs>) run.run(new FakeCall(folder));
  }

  @Test
  void aTextIsForAShell() throws Exception {
    assertThat(done(run("echo a; echo $((1+1))", null)).stdout().text()).isEqualTo("a\n2");
  }

  @Test
  void aListIsRunWithoutAShell() throws Exception {
    var outputs = done(run(List.of("printf", "%s|", "a b", "$HOME", new BigDecimal("1.80")), null));
    assertThat(outputs.stdout().text()).isEqualTo("a b|$HOME|1.80|");
  }

  @Test
  void aNonZeroExitShowsTheLastLineOfStandardError() throws Exception {
    var failed = failed(run("echo one >&2; echo two >&2; exit 3", null));
    assertThat(failed.reason()).isEqualTo("exit code 3: two");
    assertThat(failed.outputs()).isNotNull();
  }

  @Test
  void standardOutputIsReadAsJson() throws Exception {
    var outputs = done(run("echo '{\"a\": [1.80, null, true]}'", Parse.JSON));
    assertThat(outputs.value()).hasToString("{a=[1.80, null, true]}");
  }
}

package dev.runbook.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.Again;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.action.Processes;
import dev.runbook.action.Processes.Captured;
import java.nio.file.Files;
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
    var outputs = done(run(List.of("printf", "%s|", "a b", "$HOME", "1.80"), null));
    assertThat(outputs.stdout().text()).isEqualTo("a b|$HOME|1.80|");
  }

  private List<String> found(Run run) {
    return run.preview(new FakeCall(folder).whileProbing()).found();
  }

  @Test
  void aProbeSaysWhereTheProgramIsAndStartsNothing() throws Exception {
    assertThat(found(run(List.of("no-such-program", "x"), null)))
        .containsExactly("there is no program `no-such-program` on the PATH now");
    assertThat(found(run("no-such-program && touch mark", null)))
        .containsExactly("there is no program `no-such-program` on the PATH now");
    assertThat(found(run(List.of("touch", "mark"), null)))
        .singleElement()
        .asString()
        .matches("`touch` is /.*/touch");
    assertThat(found(run(List.of("./mine"), null)))
        .containsExactly("the program `./mine` is not there now");
    assertThat(found(run("for x in a b; do echo $x; done", null))).isEmpty();
    assertThat(found(run("A=b no-such-program", null))).isEmpty();
    assertThat(found(new Run("touch mark", Path.of("inner"), Map.of(), null, null)))
        .containsExactly("the folder inner is not there now");
    assertThat(run("touch mark", null).preview(new FakeCall(folder)).found()).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
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

  @Test
  void whatCannotBeReadFailsWithThePlace() throws Exception {
    assertThat(failed(run("echo '{\"a\": tru}'", Parse.JSON)).reason())
        .isEqualTo("standard output is not JSON: malformed text at line 1, column 7");
    assertThat(failed(run("echo 'a: b: c'", Parse.YAML)).reason())
        .startsWith("standard output is not YAML: ");
    assertThat(done(run("printf 'a\nb\n'", Parse.LINES)).value()).isEqualTo(List.of("a", "b"));
  }

  @Test
  void whatIsTooLargeToReadNamesTheLog() throws Exception {
    var exit = new Processes.Exit(0, new Captured("[1]", true), new Captured("", false));
    assertThat(Running.parsed(Parse.JSON, exit).toString())
        .contains("larger than 1 MiB", "the step's log");
  }

  @Test
  void aMapIsNoCommandAndNoNameOfAVariableHoldsAnEqualsSign() {
    assertThatThrownBy(() -> new Run(Map.of("make", "test"), null, Map.of(), null, null))
        .hasMessageStartingWith("`command` is a map: ");
    assertThatThrownBy(() -> new Run("make", null, Map.of("A=B", "c"), null, null))
        .hasMessage("`A=B` cannot be the name of an environment variable");
  }

  @Test
  void itRunsInItsFolderWithItsEnvironmentAndInput() throws Exception {
    Files.createDirectory(folder.resolve("inner"));
    var env = Map.of("TOKEN", "t0ken");
    var run = new Run("pwd; echo $TOKEN; cat", Path.of("inner"), env, "input", null);
    assertThat(done(run).stdout().text().lines())
        .containsExactly(folder.resolve("inner").toRealPath().toString(), "t0ken", "input");
  }

  @Test
  void anEmptyListIsRefused() throws Exception {
    assertThat(failed(run(List.of(), null)).reason()).contains("`command` is an empty list");
  }

  @Test
  void aPreviewShowsTheExactCommand() {
    var look = new FakeCall(folder);
    assertThat(run("make  all && ./x", null).preview(look))
        .isEqualTo(Preview.unforeseen("run make  all && ./x"));
    var list = List.of("git", "commit", "-m", "it's done", "", "$HOME");
    assertThat(new Run(list, Path.of("web"), Map.of(), null, null).preview(look))
        .isEqualTo(Preview.unforeseen("run git commit -m 'it'\\''s done' '' '$HOME' in web"));
    assertThat(run("true", null).again()).isEqualTo(Again.NO);
  }

  @Test
  void aMessageIsPrintedWithItsLines() {
    var call = new FakeCall(folder);
    new Print("one\ntwo\n").run(call);
    assertThat(call.lines()).containsExactly("one\ntwo");
    assertThat(new Print("one").preview(call)).isEqualTo(Preview.read("print one"));
  }
}

package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that want the same run, or the same lock, at the same time. */
@Tag("once")
class TwoRunsTest {
  private static final int MANY = 4;

  @TempDir Path folder;
  private final List<Child> all = new ArrayList<>();

  @AfterEach
  void endAll() {
    all.forEach(Child::end);
    Child.marked(folder).end();
  }

  private Child start(String... words) throws IOException {
    var child = Child.start(folder, List.of(), words);
    all.add(child);
    return child;
  }

  private List<Child> many(String... words) throws IOException {
    var many = new ArrayList<Child>();
    for (var i = 0; i < MANY; i++) {
      many.add(start(words));
    }
    return many;
  }

  private void runbook() throws IOException {
    Files.writeString(
        folder.resolve("r.yaml"),
        """
        runbook: r
        lock: production
        steps:
          - id: work
            on_resume: rerun
            action: shell.run
            with: { command: 'test -e begun && touch again; echo begun >> begun; until test -e flag; do sleep 0.02; done; echo done >> done' }
        """);
  }

  /** Returns the one that goes on when all others have ended, refused. */
  private static Child winner(List<Child> many, String refusal) throws Exception {
    var left = new ArrayList<>(many);
    while (left.size() > 1) {
      var ended = Child.firstOf(left);
      assertThat(ended.exit()).as(ended.all()).isEqualTo(4);
      assertThat(ended.err()).contains(refusal, "= hint: ");
      left.remove(ended);
    }
    return left.get(0);
  }

  /** Returns the run whose process was killed in its step. */
  private String killed() throws Exception {
    runbook();
    var first = start("run", "r.yaml");
    first.awaitFile(folder.resolve("begun"));
    var run = first.run();
    first.signal("KILL");
    assertThat(first.exit()).isEqualTo(137);
    return run;
  }

  @Test
  void ofManyThatResumeARunOneCarriesItOut() throws Exception {
    var run = killed();

    var winner = winner(many("resume", run), "run `" + run + "` is carried out by another process");
    winner.awaitFile(folder.resolve("again"));
    Files.createFile(folder.resolve("flag"));
    assertThat(winner.exit()).as(winner.all()).isZero();
    assertThat(folder.resolve("done")).hasContent("done");
    assertThat(folder.resolve("begun")).content().hasLineCount(2);
  }

  @Test
  void ofManyRunsThatNeedTheSameLockOneBegins() throws Exception {
    runbook();
    var winner = winner(many("run", "r.yaml"), "lock `production` is held by run `");
    Files.createFile(folder.resolve("flag"));
    assertThat(winner.exit()).as(winner.all()).isZero();
    assertThat(folder.resolve("begun")).content().hasLineCount(1);
    var next = start("run", "r.yaml");
    assertThat(next.exit()).as(next.all()).isZero();
    assertThat(folder.resolve("state/runs").toFile().list()).hasSize(2);
  }

  @Test
  void aLockThatAKilledRunHoldsIsFreedByWhoeverEndsThatRun() throws Exception {
    var run = killed();

    var second = start("run", "r.yaml");
    assertThat(second.exit()).as(second.all()).isEqualTo(4);
    assertThat(second.err())
        .contains("lock `production` is held by run `" + run + "`", "`runbook show " + run + "`");
    var cancelling = start("cancel", run);
    assertThat(cancelling.exit()).as(cancelling.all()).isZero();
    assertThat(Child.marked(folder).alive()).isEmpty();

    Files.createFile(folder.resolve("flag"));
    var third = start("run", "r.yaml");
    assertThat(third.exit()).as(third.all()).isZero();
    assertThat(folder.resolve("done")).hasContent("done");
  }
}

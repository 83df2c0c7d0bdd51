package dev.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runbooks with some words exchanged: a check tells what is wrong and never breaks. */
@Tag("once")
class MutatedRunbookTest {
  private static final String WORD = "(?<=\\W)|(?=\\W)";
  private static final Catalog CATALOG = Catalog.of(List.of(new FakePlugin()));

  private final Random random = new Random(20261124);

  @Test
  @Timeout(120)
  void nothingIsThrown() throws IOException {
    var files = Golden.files("plans-errors", ".yaml");
    for (var file : files) {
      for (var i = 0; i < 20; i++) {
        var other = files.get(random.nextInt(files.size()));
        mustBeTold(mutated(Files.readString(file), Files.readString(other)));
      }
    }
  }

  /** Takes some words from another runbook. */
  private String mutated(String text, String other) {
    var words = text.split(WORD, -1);
    var others = other.split(WORD, -1);
    for (var times = 1 + random.nextInt(4); times > 0; times--) {
      words[random.nextInt(words.length)] = others[random.nextInt(others.length)];
    }
    return String.join("", words);
  }

  private static void mustBeTold(String text) {
    var problems = new Problems();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      new Loader(problems, path -> bytes)
          .salvage(Path.of("demo.yaml"))
          .ifPresent(library -> Plan.of(library, CATALOG, problems));
      assertThat(Report.of(problems.inFileOrder())).doesNotContain("xception");
    } catch (RuntimeException e) {
      throw new AssertionError("thrown for:\n" + text, e);
    }
  }
}

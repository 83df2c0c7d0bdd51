package dev.runbook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import dev.runbook.Golden;
import dev.runbook.expression.Escapes;
import dev.runbook.expression.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Looks for texts that break the loader, the template parser or the expression gate, guided by what
 * they cover, in processes of their own beside the other tests. {@code -Dfuzz.seconds=N} looks
 * longer. It begins with the golden runbooks, the gate with what other languages can do besides.
 * What it found before is kept in {@code -Dfuzz.corpus=FOLDER}.
 */
@Tag("once")
@Execution(ExecutionMode.CONCURRENT)
class FuzzingTest {
  private static final int LONGEST_TEXT = 20;
  private static final int START = 420;

  @TempDir Path folder;

  @Test
  void noTextBreaksTheLoaderOrTheCheck() throws Exception {
    var seeds = Files.createDirectories(folder.resolve("seeds"));
    for (var file : Golden.files("plans-errors", ".yaml")) {
      Files.copy(file, seeds.resolve(file.getFileName()));
    }
    fuzz(Readers.class, seeds, "dev.runbook.load.**:dev.runbook.expression.**", 5);
  }

  @Test
  void nothingButOurFunctionsIsReachedByAnExpression() throws Exception {
    var seeds = Files.createDirectories(folder.resolve("seeds"));
    for (var file : Golden.files("expressions", ".txt")) {
      var lines = Files.readAllLines(file);
      for (var line : lines) {
        seed(seeds, line);
      }
    }
    for (var text : Escapes.TEXTS) {
      seed(seeds, text);
      seed(seeds, "a ${" + text + "}");
    }
    fuzz(Gate.class, seeds, "dev.runbook.expression.**", 60);
  }

  private static void seed(Path seeds, String text) throws IOException {
    Files.writeString(seeds.resolve(Integer.toHexString(text.hashCode())), text);
  }

  private void fuzz(Class<?> target, Path seeds, String instrumented, int least)
      throws IOException, InterruptedException {
    var seconds = Integer.getInteger("fuzz.seconds", least);
    var log = folder.resolve("fuzz.log");
    var fuzzer =
        new ProcessBuilder(command(target, seeds, instrumented, seconds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(fuzzer.waitFor(seconds + START, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(fuzzer.exitValue()).as(Files.readString(log)).isZero();
      assertThat(log).content().contains("INITED cov: ").containsPattern("Done \\d+ runs");
    } finally {
      fuzzer.destroyForcibly();
    }
  }

  private List<String> command(Class<?> target, Path seeds, String instrumented, int seconds)
      throws IOException {
    var kept = System.getProperty("fuzz.corpus", folder.resolve("corpus").toString());
    var corpus = Files.createDirectories(Path.of(kept, target.getSimpleName()));
    var sanitizers = "com.code_intelligence.jazzer.sanitizers.";
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx768m",
        "-cp",
        System.getProperty("java.class.path"),
        Jazzer.class.getName(),
        "--target_class=" + target.getName(),
        "--instrumentation_includes=" + instrumented,
        // a runbook may name any file to call, and any pattern
        "--disabled_hooks=" + sanitizers + "FilePathTraversal:" + sanitizers + "RegexInjection",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-max_total_time=" + seconds,
        "-timeout=" + LONGEST_TEXT,
        "-max_len=4096",
        // -Xmx bounds it; the kernel's figure would count what this process had when it began
        "-rss_limit_mb=0",
        corpus.toString(),
        seeds.toString());
  }
}

package dev.runbook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import dev.runbook.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for texts that break the loader, the template parser or the expression gate, guided by what
 * they cover: some seconds, or {@code -Dfuzz.seconds=N}. It begins with the golden runbooks. What
 * it found before is kept in {@code -Dfuzz.corpus=FOLDER}.
 */
@Tag("once")
class FuzzingTest {
  private static final int LONGEST_TEXT = 20;
  private static final int START = 420;

  @TempDir Path folder;

  @Test
  void noTextBreaksAReader() throws Exception {
    var seconds = Integer.getInteger("fuzz.seconds", 5);
    var log = folder.resolve("fuzz.log");
    var fuzzer =
        new ProcessBuilder(command(seconds))
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

  private Path seeds() throws IOException {
    var seeds = Files.createDirectories(folder.resolve("seeds"));
    for (var file : Golden.files("plans-errors", ".yaml")) {
      Files.copy(file, seeds.resolve(file.getFileName()));
    }
    return seeds;
  }

  private List<String> command(int seconds) throws IOException {
    var corpus = Path.of(System.getProperty("fuzz.corpus", folder.resolve("corpus").toString()));
    Files.createDirectories(corpus);
    var sanitizers = "com.code_intelligence.jazzer.sanitizers.";
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx768m",
        "-cp",
        System.getProperty("java.class.path"),
        Jazzer.class.getName(),
        "--target_class=" + Readers.class.getName(),
        "--instrumentation_includes=dev.runbook.load.**:dev.runbook.expression.**",
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
        seeds().toString());
  }
}

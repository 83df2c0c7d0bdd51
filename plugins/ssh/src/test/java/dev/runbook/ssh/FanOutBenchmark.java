package dev.runbook.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures one command at 100 addresses of a real sshd against {@code ansible -f 50 -m raw}, and a
 * second step at the same hosts. Each run begins in a Java machine that has run none of it:
 *
 * <pre>
 * mvn -q -pl plugins/ssh -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp plugins/ssh/target/test-classes:plugins/ssh/target/classes:... dev.runbook.ssh.FanOutBenchmark
 * </pre>
 */
final class FanOutBenchmark {
  private static final int HOSTS = 100;

  private FanOutBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("fan-out");
    try (var fleet = new Fleet(folder, HOSTS)) {
      var first = time(() -> fleet.done(fleet.command("echo here")));
      var second = time(() -> fleet.done(fleet.command("echo here")));
      var ansible = time(() -> ansible(fleet));
      System.out.printf(
          "first %d ms, second %d ms, ansible %d ms: ansible / first = %.1f, second / first = %.2f%n",
          first.toMillis(),
          second.toMillis(),
          ansible.toMillis(),
          (double) ansible.toMillis() / first.toMillis(),
          (double) second.toMillis() / first.toMillis());
    } finally {
      delete(folder);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Duration time(Work work) throws Exception {
    var start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void ansible(Fleet fleet) throws Exception {
    var inventory = fleet.folder.resolve("inventory");
    Files.writeString(
        inventory,
        fleet.hosts().stream()
            .map(String::valueOf)
            .map(host -> host.replace(":", " ansible_port="))
            .collect(Collectors.joining("\n", "", "\n")));
    var settings = "-F /dev/null -o UserKnownHostsFile=" + fleet.folder.resolve("known_hosts");
    var command =
        new ArrayList<>(List.of("ansible", "-i", inventory.toString(), "-f", "50", "-m", "raw"));
    command.addAll(List.of("-u", fleet.sshd.user(), "--private-key", fleet.key.toString()));
    command.addAll(List.of("--ssh-common-args", settings, "-a", "echo here", "all"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(Map.of("ANSIBLE_HOME", fleet.folder.resolve("ansible").toString()));
    var output = fleet.folder.resolve("output");
    var code = builder.redirectOutput(output.toFile()).start().waitFor();
    if (code != 0) {
      throw new IOException("ansible: " + Files.readString(output));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}

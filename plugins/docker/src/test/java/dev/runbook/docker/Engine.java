package dev.runbook.docker;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Docker engine and a real registry of the tests' own, on this machine, with an image made
 * from busybox: {@code dockerd}, {@code docker-registry} and {@code busybox-static} of Debian. An
 * engine takes root; without one of them a test is skipped, but where {@code CI} is set.
 */
public final class Engine implements AutoCloseable {
  public static final String BASE = "lab/base:1";
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final List<String> PROGRAMS = List.of("docker", "dockerd", "docker-registry");

  private final Path folder;
  private final int registryPort;
  private final List<Process> processes = new ArrayList<>();

  private Engine(Path folder) throws IOException {
    this.folder = folder;
    this.registryPort = freePort();
  }

  /** Starts both, and makes the base image. */
  public static Engine start() throws Exception {
    var missing = missing();
    if (System.getenv("CI") == null) {
      assumeThat(missing).as("what a Docker engine needs is there").isEmpty();
    } else if (!missing.isEmpty()) {
      throw new IllegalStateException("the lab lacks " + missing);
    }
    // The path of a socket is short, which that of a build folder may not be.
    var engine = new Engine(Files.createTempDirectory("lab"));
    try {
      engine.begin();
      return engine;
    } catch (Exception e) {
      engine.close();
      throw e;
    }
  }

  private static List<String> missing() throws Exception {
    var missing = new ArrayList<String>();
    for (var program : PROGRAMS) {
      if (sh("command -v " + program).waitFor() != 0) {
        missing.add(program);
      }
    }
    if (!Files.isExecutable(BUSYBOX)) {
      missing.add("busybox-static");
    }
    if (!System.getProperty("user.name").equals("root")) {
      missing.add("root");
    }
    return missing;
  }

  private void begin() throws Exception {
    startEngine();
    Files.writeString(
        folder.resolve("registry.yml"),
        """
        version: 0.1
        storage: { filesystem: { rootdirectory: %s }, delete: { enabled: true } }
        http: { addr: '127.0.0.1:%d' }
        """
            .formatted(folder.resolve("registry"), registryPort));
    processes.add(sh("exec docker-registry serve " + folder.resolve("registry.yml")));
    await("curl -sf http://" + registry() + "/v2/");
    makeBase();
  }

  private void makeBase() throws Exception {
    var root = Files.createDirectories(folder.resolve("root/bin"));
    Files.copy(BUSYBOX, root.resolve("busybox"));
    must(
        "cd %s && for one in sh echo cat sleep true false env; do ln -s busybox $one; done"
            .formatted(root));
    must(
        "tar -C %s -c . | docker import --change 'CMD [\"sh\"]' - %s"
            .formatted(folder.resolve("root"), BASE));
  }

  /** Starts the engine, again after {@link #stopEngine}. */
  void startEngine() throws Exception {
    processes.add(
        sh(
            "exec dockerd --iptables=false --bridge=none --storage-driver=vfs --max-download-attempts 1 -H "
                + host()
                + " --data-root %1$s/data --exec-root %1$s/exec -p %1$s/pid".formatted(folder)));
    await("docker version");
  }

  void stopEngine() throws Exception {
    end(processes.remove(processes.size() - 1));
  }

  /** Returns the address of the engine. */
  public String host() {
    return "unix://" + folder.resolve("sock");
  }

  /** Returns such as {@code 127.0.0.1:34567}. */
  public String registry() {
    return "127.0.0.1:" + registryPort;
  }

  DockerConnection connection() {
    return new DockerConnection(null, host(), null, "docker");
  }

  /** Runs a command line with this engine and returns what it prints. */
  public String must(String command) throws Exception {
    var process = start(command);
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + said);
    }
    return said.strip();
  }

  /** Returns the digest that the registry itself says a tag has. */
  String digest(String name, String tag) throws Exception {
    return must(
        "curl -sfI -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' http://%s/v2/%s/manifests/%s | tr -d '\\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: //p'"
            .formatted(registry(), name, tag));
  }

  private void await(String command) throws Exception {
    for (var left = 300; start(command).waitFor() != 0; left--) {
      if (left == 0) {
        throw new IllegalStateException(command + " does not answer");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private Process start(String command) throws IOException {
    var builder = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
    builder.environment().put("DOCKER_HOST", host());
    return builder.start();
  }

  private static Process sh(String command) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() {
    try {
      for (var process : processes) {
        end(process);
      }
      must("grep -o ' %1$s[^ ]*' /proc/mounts | xargs -r umount -l; rm -rf %1$s".formatted(folder));
    } catch (Exception e) {
      throw new IllegalStateException("the engine does not end", e);
    }
  }
}

package dev.runbook.cli.lab;

import dev.runbook.docker.Engine;
import dev.runbook.jenkins.JenkinsStandIn;
import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A KernelCI in miniature: git remotes with histories, hosts behind sshd, a Docker engine and a
 * registry, all of them real; stand-ins for Jenkins, GitHub, the backend's API and a chat; scripts
 * in the places of KernelCI's own tools.
 */
public final class KernelCi implements AutoCloseable {
  private static final String BUILDS = "kernel-build-trigger";

  private final Path folder;
  private final Engine engine;
  private final JenkinsStandIn jenkins;
  private final List<Runnable> ends = new ArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<Node> nodes = new ArrayList<>();
  private Map<String, Remote> remotes = Map.of();

  private KernelCi(Path folder, Engine engine, JenkinsStandIn jenkins) {
    this.folder = folder;
    this.engine = engine;
    this.jenkins = jenkins;
  }

  /** Starts all of it in a folder, in which the update is then started. */
  public static KernelCi start(Path folder) throws Exception {
    Lab.needs(Path.of("/usr/bin/ansible-playbook"), "apt-get install ansible");
    Lab.needs(Path.of("/usr/bin/curl"), "apt-get install curl");
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    var lab = new KernelCi(folder, Engine.start(), JenkinsStandIn.start());
    try {
      lab.begin();
      return lab;
    } catch (Exception | Error e) {
      lab.close();
      throw e;
    }
  }

  private Sshd sshd(String host) throws Exception {
    var sshd = new Sshd(folder.resolve("hosts/" + host + "/sshd"));
    ends.add(sshd::close);
    return sshd;
  }

  private void begin() throws Exception {
    var web = new Web();
    ends.add(web::close);
    var bot = sshd("bot");
    var servers = sshd("servers");
    for (var name : List.of("node-1", "node-2")) {
      var node = new Node(folder.resolve("hosts/" + name), web.url() + "/reboot/" + name);
      ends.add(node::close);
      nodes.add(node);
    }
    remotes = Remotes.make(folder, words(web, servers));
    prepareBot();
    remote("kernelci-jenkins-data")
        .commit("main", "a token", Map.of("labs.enc", "second version\n"));
    Git.run(folder, "clone", "--quiet", "remote/kernelci-deploy", "deploy");
    Files.createDirectories(folder.resolve("web"));
    Files.createDirectories(folder.resolve("home"));
    prepareJenkins();
    serve(web);
    var sshds = List.of(bot, nodes.get(0).sshd(), nodes.get(1).sshd(), servers);
    letIn(sshds);
    Files.writeString(
        folder.resolve("ports.site.yaml"),
        Site.text(engine, jenkins, web, folder.resolve("hosts/bot"), sshds.subList(0, 3)));
  }

  private Map<String, String> words(Web web, Sshd servers) throws IOException {
    var words = new TreeMap<String, String>();
    words.put("LAB", web.url());
    words.put("PORT", String.valueOf(servers.port()));
    words.put("REMOTES", folder.resolve("remote").toString());
    words.put("SERVERS", Files.createDirectories(folder.resolve("hosts/servers/srv")).toString());
    return words;
  }

  /** Clones what the host of Jenkins runs, as of the last update. */
  private void prepareBot() throws Exception {
    var bot = folder.resolve("hosts/bot");
    Git.run(
        bot,
        "clone",
        "--quiet",
        "--branch",
        Remotes.BRANCH,
        remote("kernelci-jenkins").folder().toString());
    Git.run(
        bot.resolve("kernelci-jenkins"),
        "clone",
        "--quiet",
        remote("kernelci-jenkins-data").folder().toString(),
        "data");
  }

  private void letIn(List<Sshd> sshds) throws Exception {
    var key = Files.createDirectories(folder.resolve("ssh")).resolve("key");
    Sshd.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    var known = new StringBuilder();
    for (var sshd : sshds) {
      sshd.authorize(key, "");
      known.append(sshd.knownHost());
    }
    Files.writeString(folder.resolve("ssh/known_hosts"), known);
  }

  /** Gives Jenkins its jobs: kernels are built and queued, bisections run. */
  private void prepareJenkins() {
    jenkins
        .job("rootfs-build-trigger")
        .takes(1, Integer.MAX_VALUE)
        .parameter("PIPELINE_VERSION")
        .parameter("KCI_CORE_BRANCH")
        .parameter("ROOTFS_TYPE");
    var builds = jenkins.job(BUILDS).takes(Integer.MAX_VALUE, 1);
    jenkins.begin(BUILDS);
    jenkins.queue(BUILDS);
    builds.takes(1, Integer.MAX_VALUE);
    var bisection = jenkins.job("lava-bisection");
    jenkins.begin("lava-bisection");
    var monitor = jenkins.job("kernel-tree-monitor").doing(() -> jenkins.begin(BUILDS));
    monitor.parameter("CONFIG_LIST");
    jenkins
        .job("job-dsl")
        .doing(
            () -> {
              monitor.turn(true); // what it says of jobs never says that they are disabled
              bisection.turn(true);
            });
  }

  private void serve(Web web) {
    web.serve(
        "/github/search/issues",
        asked ->
            "{\"items\": [{\"html_url\": \"https://github.com/kernelci/kernelci-core/pull/7\"}]}");
    web.serve("/backend", new Results(remote("linux")));
    web.serve(
        "/chat",
        asked -> {
          messages.add(asked.body());
          return "{}";
        });
    web.serve(
        "/restart-jenkins",
        asked -> {
          jenkins.restart(2);
          return "{}";
        });
    for (var node : nodes) {
      web.serve(
          "/reboot/node-" + (nodes.indexOf(node) + 1),
          asked -> {
            node.reboot();
            return "{}";
          });
    }
    web.serve("/deploying/kernelci-frontend", asked -> "{}");
    web.serve(
        "/deploying/kernelci-backend",
        asked -> {
          Files.writeString(deploying(), "");
          goOn.await();
          return "{}";
        });
  }

  /**
   * Returns a file that appears when the backend is being deployed; that then takes until it may
   * {@link #goOn}.
   */
  public Path deploying() {
    return folder.resolve("deploying");
  }

  public void goOn() {
    goOn.countDown();
  }

  /** Returns what the process of the update has in its environment. */
  public Map<String, String> environment() {
    return Map.of(
        "HOME", folder.resolve("home").toString(),
        "JENKINS_TOKEN", JenkinsStandIn.TOKEN,
        "SSH_AUTH_SOCK", folder.resolve("no-agent").toString());
  }

  public JenkinsStandIn jenkins() {
    return jenkins;
  }

  public Remote remote(String name) {
    var remote = remotes.get(name);
    if (remote == null) {
      throw new IllegalArgumentException(name);
    }
    return remote;
  }

  /** Returns what the deployed branch of a repository is put on top of. */
  public Remote upstream(String name) throws Exception {
    var upstream = folder.resolve("upstream/" + name);
    return Files.isDirectory(upstream) ? Remote.at(upstream) : remote(name);
  }

  /** Returns what the chat was told. */
  public List<String> messages() {
    return messages;
  }

  /** Returns what the registry has, as name and tag. */
  public List<String> images() throws Exception {
    var list =
        "curl -sf http://%1$s/v2/_catalog?n=100 | grep -o '\"kernelci/[^\"]*\"' | tr -d '\"' | while read -r n; do curl -sf http://%1$s/v2/$n/tags/list | sed 's/.*\\[//; s/].*//' | tr -d '\"' | tr ',' '\\n' | sed \"s,^,$n:,\"; done"
            .formatted(engine.registry());
    return engine.must(list).lines().sorted().toList();
  }

  /** Returns the commit of kernelci-core that an image of the registry was built from. */
  public String coreOf(String image) throws Exception {
    var name = engine.registry() + "/" + image;
    engine.must("docker rmi " + name + " && docker pull " + name);
    return engine.must(
        "docker inspect --format '{{index .Config.Labels \"org.kernelci.core\"}}' " + name);
  }

  /** Returns the revision of a service that its host says it has. */
  public String deployed(String service) throws IOException {
    return Files.readString(folder.resolve("hosts/servers/srv/" + service + ".revision")).strip();
  }

  /** Returns a file of a service at its host, or of the code of Jenkins at that of Jenkins. */
  public Path served(String file) {
    return folder.resolve("hosts/servers/srv/" + file);
  }

  public Path bot(String file) {
    return folder.resolve("hosts/bot/kernelci-jenkins/" + file);
  }

  public Path published(String file) {
    return folder.resolve("web/kernelci.org/" + file);
  }

  /** Returns what each node was told to do with docker, and how often it has booted. */
  public List<String> nodes() throws IOException {
    var told = new ArrayList<String>();
    for (var node : nodes) {
      told.add(node.docker() + node.boots());
    }
    return told;
  }

  @Override
  public void close() {
    goOn();
    ends.forEach(Runnable::run);
    jenkins.close();
    engine.close();
  }
}

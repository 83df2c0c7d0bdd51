package dev.runbook.cli.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The repositories of KernelCI, and those that it is put on top of, with some history each. */
final class Remotes {
  static final String BRANCH = "kernelci.org";
  static final String LAST = "kernelci-20260105.0";

  /** What git-lfs keeps of the website. */
  static final String LOGO = "a picture, of which git has a pointer only\n".repeat(50);

  private static final Path FILES = Path.of("src/test/lab").toAbsolutePath();

  private final Path folder;
  private final Map<String, String> words;
  private final Map<String, Remote> all = new TreeMap<>();

  /**
   * @param words what stands in the files for what only this lab knows
   */
  private Remotes(Path folder, Map<String, String> words) {
    this.folder = folder;
    this.words = words;
  }

  static Map<String, Remote> make(Path folder, Map<String, String> words) throws Exception {
    var remotes = new Remotes(folder, words);
    remotes.components();
    remotes.configuration("kernelci-backend");
    remotes.configuration("kernelci-frontend");
    remotes.jenkins();
    remotes.website();
    remotes.init("kernelci-deploy");
    remotes.fork("test-definitions", "tests.yaml");
    remotes.fork("iec-security", "checks.yaml");
    remotes.linux();
    return remotes.all;
  }

  private void components() throws Exception {
    deployed(init("kernelci-core").tag("v20260105.0", "main"), "settings.yaml")
        .commit("main", "kci: say what is built", Map.of("news.txt", "kci says what it builds\n"))
        .commit("main", "config: a new lab", Map.of("config/core/labs.yaml", "lab-new: {}\n"));
    var api = init("kernelci-api").tag("v20260105.0", "main");
    api.commit(BRANCH, "nothing but main", Map.of()).tag(LAST, BRANCH);
    for (var service : new String[] {"kernelci-backend", "kernelci-frontend"}) {
      deployed(init(service), "production.cfg")
          .commit("main", "app: second version", Map.of("app.txt", "second version\n"));
    }
  }

  private void configuration(String service) throws Exception {
    var ours = new TreeMap<>(words);
    ours.put("SERVICE", service);
    ours.put("HOST", service.endsWith("backend") ? Site.BACKEND_HOST : Site.FRONTEND_HOST);
    empty(service + "-config").commit("main", "playbook", files("service-config", ours));
  }

  private void jenkins() throws Exception {
    deployed(init("kernelci-jenkins", Map.of(".gitignore", "data/\n")), "instance.cfg")
        .commit(
            "main", "jobs: one more", Map.of("jobs.groovy", "job definitions, second version\n"));
    init("kernelci-jenkins-data");
  }

  private void website() throws Exception {
    var docs = init("kernelci-docs");
    var oid = sha256(LOGO);
    var project =
        init(
            "kernelci-project",
            Map.of(
                ".gitignore", "kernelci.org/public/\n",
                ".gitattributes", "*.png filter=lfs diff=lfs merge=lfs -text\n",
                ".gitmodules",
                    "[submodule \"docs\"]\n\tpath = kernelci.org/content/docs\n\turl = ../kernelci-docs\n",
                "kernelci.org/static/logo.png",
                    "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
                        .formatted(oid, LOGO.length())));
    project.submodule("main", "kernelci.org/content/docs", docs);
    deployed(project, "production.cfg");
    var store =
        project.folder().resolve("lfs/objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4));
    Files.writeString(Files.createDirectories(store).resolve(oid), LOGO);
    docs.commit("main", "second version", Map.of("index.md", "documentation, second version\n"));
  }

  private void fork(String name, String file) throws Exception {
    var upstream = Remote.init(folder.resolve("upstream/" + name));
    upstream.commit("main", "first version", files(name, words));
    upstream.commit("master", "begin", Map.of());
    var fork = Remote.fork(upstream, folder.resolve("remote/" + name));
    all.put(name, fork);
    fork.commit("main", "for KernelCI", Map.of("kernelci.txt", "only here\n"));
    fork.commit(BRANCH, "deployed", Map.of()).tag(LAST, BRANCH);
    upstream.commit("master", "second version", Map.of(file, "second version\n"));
  }

  private void linux() throws Exception {
    var upstream = Remote.init(folder.resolve("upstream/linux"));
    upstream.commit("main", "Linux 5.15", files("linux", words));
    upstream.commit(
        "linux-5.15.y", "Linux 5.15.1", Map.of("Makefile", "all:\n\techo linux 5.15.1\n"));
    var linux = Remote.fork(upstream, folder.resolve("remote/linux"));
    all.put("linux", linux);
    linux.commit(BRANCH, LAST, Map.of(BRANCH, LAST + "\n"));
    for (var day = 5; day < 27; day++) {
      linux.tag("kernelci-202601%02d.0".formatted(day), BRANCH);
    }
    upstream.commit(
        "linux-5.15.y", "Linux 5.15.2", Map.of("Makefile", "all:\n\techo linux 5.15.2\n"));
  }

  private Remote empty(String name) throws Exception {
    var remote = Remote.init(folder.resolve("remote/" + name));
    all.put(name, remote);
    return remote;
  }

  private Remote init(String name) throws Exception {
    return init(name, Map.of());
  }

  private Remote init(String name, Map<String, String> more) throws Exception {
    var files = files(name, words);
    files.putAll(more);
    return empty(name).commit("main", "first version", files);
  }

  /** Gives it the branch that is deployed, with a file that only that has. */
  private static Remote deployed(Remote remote, String file) throws Exception {
    return remote
        .commit(BRANCH, "only where it is deployed", Map.of(file, "production\n"))
        .tag(LAST, BRANCH);
  }

  private static Map<String, String> files(String name, Map<String, String> words)
      throws IOException {
    var top = FILES.resolve(name);
    var files = new TreeMap<String, String>();
    try (var found = Files.walk(top)) {
      for (var file : found.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file);
        for (var word : words.entrySet()) {
          text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        files.put(top.relativize(file).toString(), text);
      }
    }
    return files;
  }

  private static String sha256(String text) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}

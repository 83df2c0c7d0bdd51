package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.lab.KernelCi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole production update, with the real program, in a lab; decided from other processes. */
@Timeout(600)
class ProductionUpdateIT {
  private static final Path RUNBOOKS = Path.of("../../runbooks").toAbsolutePath().normalize();

  @TempDir Path folder;
  private KernelCi lab;
  private Child child = Child.NONE;
  private String run = "";
  private String day = "";

  @BeforeEach
  void startTheLab() throws Exception {
    lab = KernelCi.start(folder);
  }

  @AfterEach
  void end() {
    child.end();
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void itComesToItsEndThoughItIsStoppedOnceAndKilledOnce() throws Exception {
    start();
    tagTheReleases();
    stopAndResumeTheWaitForRootfsImages();
    emptyThePipeline();
    killAndResumeTheUpdate();
    reviewTheResults();
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("decision  continue", "kernel  " + tag());

    assertThatJenkinsWasToldOnceAndInOrder();
    assertThatBranchesAndTagsAreThere();
    assertThatServicesAndWebsiteAreNew();
    assertThat(lab.images()).containsExactlyElementsOf(images());
    assertThat(lab.coreOf("kernelci/qemu:latest"))
        .isEqualTo(lab.remote("kernelci-core").head("kernelci.org"));
    assertThat(lab.nodes()).containsOnly("system prune --all --force\n2");
    assertThat(lab.messages())
        .satisfiesExactly(
            one -> assertThat(one).contains("lab: ", "runbook decide " + run + " release_review"),
            one -> assertThat(one).contains("runbook approve " + run + " rootfs_tested"),
            one -> assertThat(one).contains("`backend/play` was cut off in the middle"),
            one -> assertThat(one).contains("runbook decide " + run + " review"),
            one -> assertThat(one).contains("succeeded"));
    assertThatNothingIsLeft();
  }

  private Child runbook(String... words) throws IOException {
    return Child.start(folder, lab.environment(), List.of(), words);
  }

  private void start() throws Exception {
    var words = new ArrayList<>(List.of("run", "--wait"));
    words.add(RUNBOOKS.resolve("production-update.yaml").toString());
    words.addAll(List.of("--site", RUNBOOKS.resolve("lab.site.yaml").toString()));
    words.addAll(List.of("--site", folder.resolve("ports.site.yaml").toString()));
    child = runbook(words.toArray(String[]::new));
    child.awaitOut("Tag new versions?");
    run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
  }

  private void decide(String step, String... words) throws Exception {
    var all = new ArrayList<>(List.of("decide", run, step));
    all.addAll(List.of(words));
    var other = runbook(all.toArray(String[]::new));
    assertThat(other.exit()).as(other.all()).isZero();
  }

  private void tagTheReleases() throws Exception {
    assertThat(child.out()).contains("2 commits since", "kernelci/kernelci-core/pull/7");
    decide("release_review", "--choice", "tag");
  }

  private void stopAndResumeTheWaitForRootfsImages() throws Exception {
    child.awaitOut("build 1 of `rootfs-build-trigger` is running");
    child.signal("INT");
    assertThat(child.exit()).as(child.all()).isEqualTo(130);
    child = runbook("resume", run, "--wait");
    child.awaitOut("build 1 of `rootfs-build-trigger` is running");
    lab.jenkins().end("rootfs-build-trigger");
    child.awaitOut("Were the rootfs images tested");
    var core = lab.remote("kernelci-core");
    var branch = core.branches().get(2);
    day = branch.replace("rootfs-", "").replace(".0", "");
    assertThat(branch).matches("rootfs-20\\d{6}[.]0");
    core.merge(branch, "main");
    decide("rootfs_tested", "--choice", "approve");
  }

  private void emptyThePipeline() throws Exception {
    child.awaitOut("`output.count == 0` is false");
    lab.jenkins().end("kernel-build-trigger");
  }

  private void killAndResumeTheUpdate() throws Exception {
    child.awaitFile(lab.deploying());
    child.signal("KILL");
    assertThat(child.exit()).as(child.all()).isEqualTo(137);
    lab.goOn();
    child = runbook("resume", run, "--wait");
    child.awaitOut("`backend/play` was cut off in the middle");
    decide("backend/play", "--as", "rerun");
  }

  private void reviewTheResults() throws Exception {
    child.awaitOut("output.active == 0` is false");
    lab.jenkins().end("kernel-build-trigger");
    child.awaitOut("look like those of earlier revisions?");
    child.awaitOut("similar");
    assertThat(child.out()).containsPattern("similar +true");
    decide("review", "--choice", "continue");
  }

  private String tag() {
    return "kernelci-" + day + ".0";
  }

  private void assertThatJenkinsWasToldOnceAndInOrder() {
    assertThat(lab.jenkins().changes())
        .containsExactly(
            "POST /job/rootfs-build-trigger/buildWithParameters",
            "POST /job/kernel-tree-monitor/disable",
            "POST /queue/cancelItem",
            "POST /job/lava-bisection/disable",
            "POST /job/lava-bisection/1/stop",
            "POST /quietDown",
            "POST /job/job-dsl/build",
            "POST /job/kernel-tree-monitor/disable",
            "POST /job/lava-bisection/disable",
            "POST /job/kernel-tree-monitor/enable",
            "POST /job/kernel-tree-monitor/buildWithParameters",
            "POST /job/kernel-tree-monitor/disable",
            "POST /job/kernel-tree-monitor/enable",
            "POST /job/lava-bisection/enable");
    assertThat(lab.jenkins().session()).isEqualTo("session2");
    assertThat(lab.jenkins().isOn("kernel-tree-monitor")).isTrue();
    assertThat(lab.jenkins().isOn("lava-bisection")).isTrue();
  }

  private void assertThatBranchesAndTagsAreThere() throws Exception {
    var core = lab.remote("kernelci-core");
    assertThat(core.tags("v")).containsExactly("v20260105.0", "v" + day + ".0");
    assertThat(core.head("v" + day + ".0")).isEqualTo(core.head("main~1"));
    assertThat(core.file("main", "config/core/rootfs-images.yaml"))
        .contains("/images/" + day + ".0/debos/", "/images/" + day + ".0/buildroot/");
    assertThat(lab.remote("kernelci-api").tags("v")).containsExactly("v20260105.0");
    assertThat(lab.remote("kernelci-api").tags("kernelci-")).containsExactly("kernelci-20260105.0");
    for (var name :
        List.of("core", "backend", "frontend", "jenkins", "project").stream()
            .map("kernelci-"::concat)
            .toList()) {
      assertThatItIsOnTopOf(name, "main", "only where it is deployed");
    }
    assertThatItIsOnTopOf("test-definitions", "master", "for KernelCI");
    assertThatItIsOnTopOf("iec-security", "master", "for KernelCI");

    var linux = lab.remote("linux");
    assertThat(linux.tags("kernelci-")).hasSize(20).last().isEqualTo(tag());
    assertThat(linux.head(tag())).isEqualTo(linux.head("kernelci.org"));
    assertThat(linux.log("kernelci.org")).startsWith(tag(), "Linux 5.15.2");
    assertThat(linux.file("kernelci.org", "drivers/one.c")).contains("and logs");
  }

  private void assertThatItIsOnTopOf(String name, String upstream, String own) throws Exception {
    var remote = lab.remote(name);
    assertThat(remote.tags("kernelci-")).as(name).containsExactly("kernelci-20260105.0", tag());
    assertThat(remote.head(tag())).as(name).isEqualTo(remote.head("kernelci.org"));
    var all = new ArrayList<>(List.of(own));
    all.addAll(lab.upstream(name).log(upstream));
    assertThat(remote.log("kernelci.org")).as(name).isEqualTo(all);
  }

  private void assertThatServicesAndWebsiteAreNew() throws Exception {
    for (var service : List.of("kernelci-backend", "kernelci-frontend")) {
      assertThat(lab.deployed(service)).isEqualTo(lab.remote(service).head("kernelci.org"));
      assertThat(lab.served(service + "/app.txt")).hasContent("second version");
    }
    assertThat(lab.bot("jobs.groovy")).hasContent("job definitions, second version");
    assertThat(lab.bot("data/labs.enc")).hasContent("second version");
    assertThat(lab.published("index.html")).hasContent("<h1>KernelCI in miniature</h1>");
    assertThat(lab.published("docs/index.html")).content().contains("second version");
    assertThat(lab.published("logo.png")).content().startsWith("a picture, of which");
  }

  /** Returns what the registry is to have. */
  private List<String> images() throws Exception {
    var names = new ArrayList<>(List.of("buildroot:kernelci", "debos:kernelci"));
    names.addAll(List.of("kernelci:latest", "qemu:latest", "dt-validation:latest"));
    names.addAll(List.of("k8s:kernelci", "cvehound:kernelci"));
    names.add("kernelci:api-" + lab.remote("kernelci-api").head("kernelci.org"));
    for (var clang : List.of("clang-15:", "clang-16:", "clang-17:")) {
      for (var arch : List.of("", "arm-", "arm64-", "armv5-", "mips-", "riscv64-", "x86-")) {
        names.add(clang + arch + "kselftest-kernelci");
      }
    }
    for (var arch : List.of("arc", "arm", "armv5", "arm64", "mips", "riscv64", "x86")) {
      names.add("gcc-12:" + arch + "-kselftest-kernelci");
    }
    names.addAll(List.of("gcc-12:sparc-kernelci", "gcc-12:x86-kunit-kernelci"));
    for (var rust : List.of("rustc-1.74:", "rustc-1.75:")) {
      names.addAll(List.of(rust + "kselftest-kernelci", rust + "x86-kselftest-kernelci"));
    }
    return names.stream().map("kernelci/"::concat).sorted().toList();
  }

  private void assertThatNothingIsLeft() throws IOException {
    try (var files = Files.walk(folder.resolve("state"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(lab.environment().get("JENKINS_TOKEN"));
      }
    }
    var home = String.valueOf(lab.environment().get("HOME"));
    assertThat(new Marked("HOME", home).alive()).isEmpty();
  }
}

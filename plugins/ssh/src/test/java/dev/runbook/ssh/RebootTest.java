package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import dev.runbook.action.Outcome;
import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts whose boot ids are files, at a real sshd that goes down and comes up. */
@Timeout(120)
class RebootTest {
  private Fleet fleet;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    fleet = new Fleet(folder, 2);
    boot(1, "one");
    boot(2, "two");
  }

  @AfterEach
  void stop() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void aHostIsBackWhenItsBootIdIsAnotherAndNotBefore() throws Exception {
    var reboot = reboot(List.of());

    var first = notYet(reboot);
    var sent = notYet(reboot);
    var still = notYet(reboot);
    boot(1, "one again");
    fleet.sshd.close();
    var down = notYet(reboot);
    fleet.sshd.restart();
    var half = notYet(reboot);
    boot(2, "two again");

    assertThat(first.again()).isZero();
    assertThat(sent.reason()).isEqualTo(fleet.host(1) + ", " + fleet.host(2) + " are not back");
    assertThat(still.reason()).isEqualTo(sent.reason());
    assertThat(down.reason()).isEqualTo(sent.reason());
    assertThat(down.again()).isEqualTo(Duration.ofSeconds(5));
    assertThat(half.reason()).isEqualTo(fleet.host(2) + " is not back");
    assertThat(((Outcome.Done<Reboot.Outputs>) reboot.run(fleet.call)).outputs().hosts())
        .containsExactly(
            new Reboot.Rebooted(fleet.host(1), "one", "one again"),
            new Reboot.Rebooted(fleet.host(2), "two", "two again"));
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void aBatchBeginsWhenTheOneBeforeIsBack() throws Exception {
    var reboot = reboot(List.of("1"));
    notYet(reboot);
    assertThat(notYet(reboot).reason()).isEqualTo(fleet.host(1) + " is not back");
    assertThat(asked()).isEqualTo(1);
    boot(1, "one again");

    assertThat(notYet(reboot).again()).isZero();
    assertThat(notYet(reboot).reason()).isEqualTo(fleet.host(2) + " is not back");
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void aHostThatRebootedBeforeACrashIsNotRebootedAgain() throws Exception {
    var reboot = reboot(List.of());
    notYet(reboot);
    boot(1, "one again");
    boot(2, "two again");

    assertThat(reboot.run(fleet.call)).isInstanceOf(Outcome.Done.class);
    assertThat(asked()).isZero();
  }

  @Test
  void aHostThatDoesNotRebootNamesItself() throws Exception {
    var reboot =
        new Reboot(
            fleet.connection(),
            List.of(fleet.host(1)),
            "echo denied >&2; exit 1",
            "echo same",
            "false",
            5,
            List.of());
    notYet(reboot);

    assertThat(fleet.failed(reboot).reason())
        .isEqualTo(fleet.host(1) + " does not reboot: exit code 1: denied");
  }

  @Test
  void aWaitEndsWhenAllHostsCanBeLoggedInTo() throws Exception {
    var wait = new Wait(fleet.connection(), null, 5);
    fleet.sshd.close();

    assertThat(notYet(wait).reason())
        .isEqualTo("waits for " + fleet.host(1) + ", " + fleet.host(2));
    fleet.sshd.restart();

    assertThat(fleet.done(wait).hosts()).containsExactly(fleet.host(1), fleet.host(2));
    Files.writeString(fleet.folder.resolve("known_hosts"), "");
    fleet.call.close();
    assertThat(fleet.failed(wait).reason()).contains("the host key of");
  }

  private <O> Outcome.NotYet<O> notYet(Action<O> action) throws Exception {
    var answer = (Outcome.NotYet<O>) action.run(fleet.call);
    fleet.call.withToken(answer.token());
    return answer;
  }

  private Reboot reboot(List<String> batches) {
    var number = "n=${SSH_CONNECTION% *}; n=${n##*.}; ";
    return new Reboot(
        fleet.connection(),
        null,
        "echo asked >> " + fleet.folder.resolve("asked"),
        number + "cat " + fleet.folder + "/boot$n",
        "false",
        5,
        batches);
  }

  private void boot(int host, String id) throws Exception {
    Files.writeString(fleet.folder.resolve("boot" + host), id + "\n");
  }

  private long asked() throws Exception {
    var file = fleet.folder.resolve("asked");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }
}

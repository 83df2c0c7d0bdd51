package dev.runbook.ssh;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reboots hosts, and knows by their boot ids that they came back. The ids are in the journal before
 * the first reboot is asked for, so that a host is not rebooted again after a crash.
 */
@ActionName("ssh.reboot")
@Doc(
    "reboot hosts and wait until they are back, which their boot ids prove; the step's timeout ends it")
@Fails({
  "a host cannot be reached before it is rebooted, or does not reboot",
  "a host comes back with another host key"
})
public record Reboot(
    @Nullable SshConnection connection,
    @Doc(
            "hosts: name, name:port, user@name:port, or maps of host, user and port; those of the connection if not given")
        @Nullable List<Object> hosts,
    @Doc("command that reboots a host") @Default("shutdown -r now") String command,
    @Doc("command that prints what is another after each boot")
        @Default("cat /proc/sys/kernel/random/boot_id")
        String boot_id,
    @Doc(
            "true to reboot as root, or the name of a user, with sudo; the password is the connection's `sudo_password`")
        @Default("false")
        String sudo,
    @Doc("how many hosts at a time") @Default("50") int max_parallel,
    @Doc(
            "hosts in batches of these sizes, numbers or percentages, the last one repeated: [1, 5, 25%]; the next when all of one are back; all if none")
        @Default("[]")
        List<String> batches)
    implements Action<Reboot.Outputs> {

  public Reboot {
    hosts = hosts == null ? null : List.copyOf(hosts);
    batches = List.copyOf(batches);
  }

  /** Who came back. */
  public record Outputs(@Doc("the hosts, each with its boot ids") List<Rebooted> hosts) {
    public Outputs {
      hosts = List.copyOf(hosts);
    }
  }

  /** A host that came back. */
  public record Rebooted(
      @Doc("host as the step or the connection names it") String host,
      @Doc("boot id before") String before,
      @Doc("boot id after") String after) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Rebooting.run(this, call);
  }

  @Override
  public void abandon(Call call) {
    call.line("rebooted, and not known to be back: " + RebootToken.of(call.token()).missing());
  }

  @Override
  public Preview preview(Look look) throws Exception {
    return SshPreview.of("reboot and wait", connection, hosts).probed(look, Preview::change);
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(
        Names.of(hosts, connection).stream()
            .map(host -> new Rebooted(host, "1f0e3dad-9990", "98f13708-2101"))
            .toList());
  }
}

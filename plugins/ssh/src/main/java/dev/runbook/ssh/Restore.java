package dev.runbook.ssh;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an upload back, unless somebody changed what it brought. */
@ActionName("ssh.restore")
@Doc("take an upload back: what was there before returns, unless somebody changed it since")
@Fails(
    "at a host, what was brought is another now, or what was before is gone: it is left as it is")
public record Restore(
    @Nullable SshConnection connection,
    @Doc(
            "hosts: name, name:port, user@name:port, or maps of host, user and port; those of the connection if not given")
        @Nullable List<Object> hosts,
    @Doc("what it is called at the hosts") @Example("/etc/site.conf") String path,
    @Doc("checksum of what was brought, as in its output `state`") String state,
    @Doc("hosts where there was none before: it is deleted there") @Default("[]") List<String> anew,
    @Doc(
            "true to write it as root, or the name of a user, with sudo; the password is the connection's `sudo_password`")
        @Default("false")
        String sudo,
    @Doc("how many hosts at a time") @Default("50") int max_parallel)
    implements Action<FileOutputs> {

  public Restore {
    hosts = hosts == null ? null : List.copyOf(hosts);
    anew = List.copyOf(anew);
  }

  @Override
  public Outcome<FileOutputs> run(Call call) throws Exception {
    return Uploading.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    return SshPreview.of("put back what was at " + path, connection, hosts)
        .probed(look, Preview::change);
  }

  @Override
  public FileOutputs example() {
    return FileOutputs.example(hosts, connection);
  }
}

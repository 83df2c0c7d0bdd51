package dev.runbook.ssh;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fetches a file or folder from hosts; it appears in its place when all of it is there. */
@ActionName("ssh.download")
@Doc(
    "fetch a file, or a folder with all that is in it, from hosts: whole, with its permissions, unless it is here like that already")
@Fails({
  "`from` is not there, or is a link, or changes while it is read",
  "`to` is a folder here, and `replace` is not set",
  "it cannot be fetched from more hosts than may fail, or a host cannot be reached"
})
public record Download(
    @Nullable SshConnection connection,
    @Doc(
            "hosts: name, name:port, user@name:port, or maps of host, user and port; those of the connection if not given")
        @Nullable List<Object> hosts,
    @Doc("file or folder of the hosts: absolute, or relative to the home of who logs in")
        @Example("/etc/site.conf")
        String from,
    @Doc("what it is called on this machine; of several hosts, the folder in which it is HOST/NAME")
        @Example("fetched/site.conf")
        Path to,
    @Doc("replace a folder that is here: what is in it and not in `from` is gone") @Default("false")
        boolean replace,
    @Doc(
            "true to read it as root, or the name of a user, with sudo; the password is the connection's `sudo_password`")
        @Default("false")
        String sudo,
    @Doc("how many hosts at a time") @Default("50") int max_parallel,
    @Doc("how many hosts, or what percentage, may fail; none if not given")
        @Nullable String max_failures)
    implements Action<FileOutputs> {

  public Download {
    hosts = hosts == null ? null : List.copyOf(hosts);
  }

  @Override
  public Outcome<FileOutputs> run(Call call) throws Exception {
    return Downloading.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    return SshPreview.of("download " + from + " to " + to, connection, hosts)
        .probed(look, Preview::local);
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public FileOutputs example() {
    return FileOutputs.example(hosts, connection);
  }
}

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file or folder of this machine to hosts. It is unpacked beside its place, compared with
 * what was sent, and only then put there; the former one stays beside it for the undo.
 */
@ActionName("ssh.upload")
@Doc(
    "bring a file, or a folder with all that is in it, to hosts: whole, with its permissions, unless it is there like that already")
@Fails({
  "`from` is not there, or holds anything but files, folders and links",
  "`to` is a folder there, and `replace` is not set",
  "it cannot be written at more hosts than may fail, or a host cannot be reached"
})
public record Upload(
    @Nullable SshConnection connection,
    @Doc(
            "hosts: name, name:port, user@name:port, or maps of host, user and port; those of the connection if not given")
        @Nullable List<Object> hosts,
    @Doc("file or folder of this machine") @Example("site.conf") Path from,
    @Doc("what it is called at the hosts: absolute, or relative to the home of who logs in")
        @Example("/etc/site.conf")
        String to,
    @Doc("permissions of its files in octal, such as 0640; as they are here if not given")
        @Nullable String mode,
    @Doc("replace a folder that is there: what is in it and not in `from` is gone")
        @Default("false")
        boolean replace,
    @Doc(
            "true to write it as root, or the name of a user, with sudo; the password is the connection's `sudo_password`")
        @Default("false")
        String sudo,
    @Doc("how many hosts at a time") @Default("50") int max_parallel,
    @Doc(
            "hosts in batches of these sizes, numbers or percentages, the last one repeated: [1, 5, 25%]; all if none")
        @Default("[]")
        List<String> batches,
    @Doc(
            "how many hosts, or what percentage, may fail before no more are begun; not given: none, but a batch begun is finished")
        @Nullable String max_failures)
    implements Action<FileOutputs> {

  public Upload {
    hosts = hosts == null ? null : List.copyOf(hosts);
    batches = List.copyOf(batches);
  }

  @Override
  public Outcome<FileOutputs> run(Call call) throws Exception {
    return Uploading.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview =
        SshPreview.of("upload " + from + " to " + to, connection, hosts)
            .probed(look, Preview::change)
            .withUndo("put back what was there");
    return Files.exists(look.directory().resolve(from))
        ? preview
        : preview.withFound(List.of(from + " is not there"));
  }

  @Override
  public Optional<Action<?>> undo(FileOutputs outputs) {
    var changed = outputs.hosts().stream().filter(HostFile::changed).toList();
    if (changed.isEmpty() || outputs.state() == null) {
      return Optional.empty();
    }
    var anew = changed.stream().filter(h -> h.before() == null).map(HostFile::host).toList();
    return Optional.of(
        new Restore(
            connection,
            changed.stream().<Object>map(HostFile::host).toList(),
            to,
            outputs.state(),
            anew,
            sudo,
            max_parallel));
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

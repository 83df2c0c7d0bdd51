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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a script of this machine at hosts, where no file of it stays. */
@ActionName("ssh.script")
@Doc("run a script of this machine at hosts; no file of it stays there")
@Fails({
  "the script is not there",
  "it ends with another exit code than 0 at more hosts than may fail, or a host cannot be reached"
})
public record Script(
    @Nullable SshConnection connection,
    @Doc(
            "hosts: name, name:port, user@name:port, or maps of host, user and port; those of the connection if not given")
        @Nullable List<Object> hosts,
    @Doc("script file of this machine; its first line may name the interpreter, /bin/sh if not")
        @Example("scripts/check.sh")
        Path script,
    @Doc("arguments of the script; never a secret") @Default("[]") List<String> arguments,
    @Doc("folder of the host to run it in; the user's home if not given")
        @Nullable String directory,
    @Doc("environment variables to add; the place for secrets") @Default("{}")
        Map<String, String> env,
    @Doc("text for its standard input; none if not given") @Nullable String stdin,
    @Doc(
            "true to run it as root, or the name of a user, with sudo; the password is the connection's `sudo_password`")
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
    implements Action<CommandOutputs> {

  public Script {
    hosts = hosts == null ? null : List.copyOf(hosts);
    arguments = List.copyOf(arguments);
    env = Map.copyOf(env);
    batches = List.copyOf(batches);
  }

  @Override
  public Outcome<CommandOutputs> run(Call call) throws Exception {
    var file = call.directory().resolve(script);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      return Outcome.failed("the script " + script + " cannot be read");
    }
    return new Errand(connection, hosts, new Rollout(max_parallel, batches, max_failures))
        .run(
            call,
            RemoteText.script(Files.readString(file), arguments),
            new Setting(directory, env, Setting.Input.of(stdin), sudo));
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview =
        SshPreview.of("run the script " + script, connection, hosts)
            .probed(look, Preview::unforeseen);
    return Files.isReadable(look.directory().resolve(script))
        ? preview
        : preview.withFound(List.of("the script " + script + " is not there"));
  }

  @Override
  public CommandOutputs example() {
    return CommandOutputs.example(hosts, connection);
  }
}

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
import dev.runbook.action.ShellText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a command of the operator at hosts; a non-zero exit code is a bad answer. */
@ActionName("ssh.run")
@Doc("run a command at hosts")
@Fails({
  "the command ends with another exit code than 0 at more hosts than may fail",
  "a host cannot be reached, where there are several; does not let the connection in; or has another key"
})
public record Run(
    @Nullable SshConnection connection,
    @Doc(
            "hosts: name, name:port, user@name:port, or maps of host, user and port; those of the connection if not given")
        @Nullable List<Object> hosts,
    @ShellText
        @Doc("text for the host's /bin/sh, or a list: a program and its arguments")
        @Example("uptime")
        Object command,
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

  public Run {
    hosts = hosts == null ? null : List.copyOf(hosts);
    env = Map.copyOf(env);
    batches = List.copyOf(batches);
  }

  @Override
  public Outcome<CommandOutputs> run(Call call) throws Exception {
    return new Errand(connection, hosts, new Rollout(max_parallel, batches, max_failures))
        .run(
            call,
            RemoteText.command(command),
            new Setting(directory, env, Setting.Input.of(stdin), sudo));
  }

  @Override
  public Preview preview(Look look) throws Exception {
    return SshPreview.of("run " + RemoteText.shown(command), connection, hosts)
        .probed(look, Preview::unforeseen);
  }

  @Override
  public CommandOutputs example() {
    return CommandOutputs.example(hosts, connection);
  }
}

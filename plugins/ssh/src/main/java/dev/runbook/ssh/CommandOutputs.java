package dev.runbook.ssh;

import dev.runbook.action.Doc;
import dev.runbook.action.Processes.Captured;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command did at hosts. */
public record CommandOutputs(
    @Doc("what happened at each host that was begun, in the order given") List<HostOutput> hosts,
    @Doc("hosts where it failed") List<String> failed,
    @Doc("hosts that were not begun, because too many others had failed") List<String> not_begun,
    @Doc("exit code, if there is one host; null otherwise") @Nullable Integer exitCode,
    @Doc("standard output, if there is one host; null otherwise") @Nullable Captured stdout) {
  public CommandOutputs {
    hosts = List.copyOf(hosts);
    failed = List.copyOf(failed);
    not_begun = List.copyOf(not_begun);
  }

  static CommandOutputs of(Errand.Results<HostOutput> results) {
    var hosts = results.hosts();
    var only = hosts.size() == 1 && results.notBegun().isEmpty() ? hosts.get(0) : null;
    return new CommandOutputs(
        hosts,
        results.failed(),
        results.notBegun(),
        only == null ? null : only.exitCode(),
        only == null ? null : only.stdout());
  }

  static CommandOutputs example(@Nullable List<Object> hosts, @Nullable SshConnection connection) {
    var all = Names.of(hosts, connection).stream().map(CommandOutputs::succeeded).toList();
    return of(new Errand.Results<>(all, List.of(), 0));
  }

  private static HostOutput succeeded(String host) {
    var text = new Captured("text", false);
    return new HostOutput(host, 0, text, new Captured("", false), 0.1, null);
  }
}

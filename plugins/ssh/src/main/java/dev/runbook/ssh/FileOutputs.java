package dev.runbook.ssh;

import dev.runbook.action.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a file or folder at hosts. */
public record FileOutputs(
    @Doc("what happened at each host that was begun, in the order given") List<HostFile> hosts,
    @Doc("hosts where it failed") List<String> failed,
    @Doc("hosts that were not begun, because too many others had failed") List<String> not_begun,
    @Doc("whether anything changed") boolean changed,
    @Doc(
            "checksum of all of it, with modes and names, by which an undo knows it again; null where hosts differ")
        @Nullable String state) {
  public FileOutputs {
    hosts = List.copyOf(hosts);
    failed = List.copyOf(failed);
    not_begun = List.copyOf(not_begun);
  }

  static FileOutputs of(Errand.Results<HostFile> results, @Nullable String state) {
    return new FileOutputs(
        results.hosts(),
        results.failed(),
        results.notBegun(),
        results.hosts().stream().anyMatch(HostFile::changed),
        state);
  }

  static FileOutputs example(@Nullable List<Object> hosts, @Nullable SshConnection connection) {
    var all = Names.of(hosts, connection).stream().map(HostFile::example).toList();
    return new FileOutputs(all, List.of(), List.of(), true, null);
  }
}

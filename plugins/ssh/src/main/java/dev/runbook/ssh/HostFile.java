package dev.runbook.ssh;

import dev.runbook.action.Doc;
import org.jspecify.annotations.Nullable;

/** What became of a file or folder at a host. */
public record HostFile(
    @Doc("host as the step or the connection names it") String host,
    @Doc("false if it was there like that already, or could not be brought there") boolean changed,
    @Doc("where the former one is now; null if there was none, or nothing changed")
        @Nullable String before,
    @Doc("how long it took, in seconds") double seconds,
    @Doc("why it failed; null if it did not") @Nullable String reason)
    implements Visited {

  static HostFile example(String host) {
    return new HostFile(host, true, null, 0.1, null);
  }
}

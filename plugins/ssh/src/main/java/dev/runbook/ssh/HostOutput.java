package dev.runbook.ssh;

import dev.runbook.action.Doc;
import dev.runbook.action.Processes.Captured;
import org.jspecify.annotations.Nullable;

/** What happened at a host. */
public record HostOutput(
    @Doc("host as the step or the connection names it") String host,
    @Doc("0 if it succeeded, 128 + N if signal N ended it; null if it was not reached, or lost")
        @Nullable Integer exitCode,
    @Doc(
            "what it wrote to standard output, without the last newline; of several hosts at most 64 KiB each")
        Captured stdout,
    @Doc(
            "what it wrote to standard error, without the last newline; of several hosts at most 64 KiB each")
        Captured stderr,
    @Doc("how long it took, in seconds") double seconds,
    @Doc("why it failed; null if it did not") @Nullable String reason)
    implements Visited {}

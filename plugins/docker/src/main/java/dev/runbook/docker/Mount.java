package dev.runbook.docker;

import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;

/** A folder, file or volume that a container sees. */
public record Mount(
    @Doc("folder or file of this machine, or the name of a volume") @Example("build/site")
        String source,
    @Doc("where the container sees it; absolute") @Example("/site") String target,
    @Doc("whether the container may only read it") @Default("false") boolean read_only) {}

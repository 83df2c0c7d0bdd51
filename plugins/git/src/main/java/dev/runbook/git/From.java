package dev.runbook.git;

import dev.runbook.action.Doc;
import org.jspecify.annotations.Nullable;

/** A repository other than the clone's own, and what of it. */
public record From(
    @Doc("URL or folder of the repository") String url,
    @Doc("branch to fetch; all of them if not given") @Nullable String branch) {}

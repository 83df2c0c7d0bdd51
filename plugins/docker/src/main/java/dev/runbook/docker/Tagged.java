package dev.runbook.docker;

import dev.runbook.action.Doc;
import org.jspecify.annotations.Nullable;

/** A tag of a registry, and what it names. */
public record Tagged(
    @Doc("name with its registry and tag") String tag,
    @Doc("digest it named before; null if it was not there, or cannot be told")
        @Nullable String before,
    @Doc("digest it names now") String digest) {}

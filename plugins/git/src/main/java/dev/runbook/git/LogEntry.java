package dev.runbook.git;

import dev.runbook.action.Doc;
import java.time.Instant;

/** A commit, as a log shows it in one line. */
public record LogEntry(
    @Doc("commit") String sha,
    @Doc("who wrote it, as Name <mail>") String author,
    @Doc("when it was committed") Instant at,
    @Doc("first paragraph of its message, in one line") String subject) {}

package dev.runbook.jenkins;

import dev.runbook.action.Doc;

/** Whether a switch was turned. */
public record Switched(@Doc("false if it was so already") boolean changed) {}

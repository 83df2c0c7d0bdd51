package dev.runbook.ansible;

import dev.runbook.action.Doc;

/** How many tasks went how at a host. */
public record HostResult(
    @Doc("host as the inventory names it") String host,
    @Doc("tasks that succeeded, those that changed something among them") int ok,
    @Doc("tasks that changed something") int changed,
    @Doc("1 if it could not be reached") int unreachable,
    @Doc("tasks that failed") int failed,
    @Doc("tasks that were skipped") int skipped,
    @Doc("tasks that failed and were rescued") int rescued,
    @Doc("tasks that failed where that is ignored") int ignored) {}

package dev.runbook.ansible;

import dev.runbook.action.Doc;
import java.util.List;

/** A task that changed something. */
public record ChangedTask(
    @Doc("name of the task") String task, @Doc("hosts where it did, by name") List<String> hosts) {
  public ChangedTask {
    hosts = List.copyOf(hosts);
  }
}

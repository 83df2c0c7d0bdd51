package dev.runbook.ansible;

import dev.runbook.action.Doc;
import org.jspecify.annotations.Nullable;

/** What a module did at a host. */
public record HostAnswer(
    @Doc("host as the inventory names it") String host,
    @Doc("whether it changed something") boolean changed,
    @Doc("why it failed or was not reached; null if it did not") @Nullable String reason,
    @Doc("all that the module returned, such as rc, stdout and stderr of a command")
        @Nullable Object result) {

  static HostAnswer of(Event event) {
    var reason = event.text("message");
    return new HostAnswer(
        event.text("host"),
        event.text("outcome").equals("changed"),
        event.text("outcome").equals("skipped") || reason.isEmpty() ? null : reason,
        event.value("result"));
  }
}

package dev.runbook.jenkins;

import dev.runbook.action.Doc;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node of a server, the server itself too. */
public record Node(
    @Doc("its name") String name,
    @Doc("whether it can build") boolean online,
    @Doc("why it cannot; null if nobody says") @Nullable String reason,
    @Doc("how many builds it can run at once") long executors,
    @Doc("how many it runs") long busy) {
  private static final String TREE =
      "computer[displayName,offline,offlineCauseReason,numExecutors,executors[idle]]";

  static List<Node> of(Server server) throws Exception {
    return server.json("/computer", TREE).list("computer").stream().map(Node::of).toList();
  }

  private static Node of(Fields computer) {
    var reason = computer.textOrEmpty("offlineCauseReason").strip();
    var busy = computer.list("executors").stream().filter(one -> !one.is("idle")).count();
    return new Node(
        computer.textOrEmpty("displayName"),
        !computer.is("offline"),
        reason.isEmpty() ? null : reason.lines().findFirst().orElse(reason),
        computer.number("numExecutors"),
        busy);
  }

  static List<Node> offline(List<Node> nodes) {
    return nodes.stream().filter(node -> !node.online()).toList();
  }

  /** Returns who is offline, in words; the reason once where there is but one. */
  static String shown(List<Node> offline) {
    var names = offline.stream().map(Node::name).collect(Collectors.joining(", "));
    var reasons =
        offline.stream()
            .map(node -> node.reason() == null ? "" : node.reason())
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return names
        + (offline.size() == 1 ? " is offline" : " are offline")
        + (reasons.isEmpty() ? "" : " (" + reasons + ")");
  }
}

package dev.runbook.ssh;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How hosts are called. */
final class Names {
  private static final int SHOWN = 5;

  private Names() {}

  /** Returns the names of a step's hosts; a plausible one where they are not known. */
  static List<String> of(@Nullable List<Object> hosts, @Nullable SshConnection connection) {
    try {
      return Place.of(hosts, connection).stream().map(Place::name).toList();
    } catch (Unfit e) {
      return List.of("host");
    }
  }

  /** Returns the first ones, and how many more there are. */
  static String some(List<String> names) {
    var shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  static String count(int hosts) {
    return hosts == 1 ? "1 host" : hosts + " hosts";
  }
}

package dev.runbook.ssh;

import dev.runbook.ssh.client.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host that a step goes to.
 *
 * @param name as the operator wrote it, for messages and outputs
 */
record Place(String name, Host host) {

  /**
   * Reads the hosts of a step, or else those of its connection; each is gone to once. A step whose
   * list is empty is meant for no host, and surely not for all of its connection.
   *
   * @throws Unfit if there is none, or one is none
   */
  static List<Place> of(@Nullable List<Object> hosts, @Nullable SshConnection connection)
      throws Unfit {
    var given = hosts != null ? hosts : connection != null ? connection.hosts() : List.of();
    if (given.isEmpty()) {
      throw new Unfit(
          hosts == null
              ? "there are no hosts: give `hosts` in the step or in the ssh connection"
              : "there are no hosts: `hosts` of the step is an empty list; `when` skips a step");
    }
    var places = new LinkedHashMap<Host, Place>();
    for (var each : given) {
      var place = of(each);
      places.putIfAbsent(place.host(), place);
    }
    return new ArrayList<>(places.values());
  }

  /** Reads a host: text, or a map. */
  static Place of(Object given) throws Unfit {
    try {
      if (given instanceof Map<?, ?> map) {
        return of(map);
      }
      var text = String.valueOf(given);
      return new Place(text, Host.of(text));
    } catch (IllegalArgumentException e) {
      throw new Unfit(String.valueOf(e.getMessage()));
    }
  }

  private static Place of(Map<?, ?> map) throws Unfit {
    for (var key : map.keySet()) {
      if (!Set.of("host", "user", "port").contains(String.valueOf(key))) {
        throw new Unfit("`" + key + "` is no key of a host: write `host`, `user` or `port`");
      }
    }
    if (map.get("host") == null) {
      throw new Unfit("a host without `host`: write { host: name, user: name, port: 22 }");
    }
    var said = Host.of(String.valueOf(map.get("host")));
    var user = map.get("user") == null ? said.user() : String.valueOf(map.get("user"));
    var port = map.get("port") == null ? "" : ":" + map.get("port");
    var name = said.name().contains(":") ? "[" + said.name() + "]" : said.name();
    var host = port.isEmpty() ? said : Host.of(name + port);
    var place = new Host(user, host.name(), host.port());
    return new Place(place.toString(), place);
  }
}

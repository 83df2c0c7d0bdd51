package dev.runbook.jenkins;

import dev.runbook.http.client.Refused;

/**
 * What a server says of itself.
 *
 * @param session another one after every start (the header {@code X-Jenkins-Session})
 * @param quiet whether it begins no new builds
 */
record Root(String session, String version, boolean quiet) {

  static Root of(Server server) throws Exception {
    var reply = server.get(Server.api("", "quietingDown")).good(server.connection());
    var fields = reply.json();
    var version = reply.header("x-jenkins");
    var session = reply.header("x-jenkins-session");
    if (version == null || session == null) {
      throw new Refused(
          reply.what() + ": this is no Jenkins, or something before it drops its headers");
    }
    return new Root(session, version, fields.is("quietingDown"));
  }
}

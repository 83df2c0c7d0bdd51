package dev.runbook.jenkins;

import dev.runbook.http.client.Body;
import dev.runbook.http.client.Refused;
import dev.runbook.http.client.Rest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param what the request, such as "GET https://jenkins.example.org/job/a"
 * @param headers their names in lower case
 * @param rest how long it asks to be left alone
 */
record Reply(String what, int status, Map<String, String> headers, Body body, Rest rest) {

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /**
   * Returns the object that it is.
   *
   * @param needed a field that every such answer has: without it, what is said to be empty or done
   *     would be so only because something else answers there
   */
  Fields json(String needed) throws Refused {
    var fields = json();
    if (!fields.values().containsKey(needed)) {
      throw new Refused(
          what
              + ": the answer has no `"
              + needed
              + "`: it is not what Jenkins answers"
              + body.excerpt());
    }
    return fields;
  }

  /** Returns the object that it is. */
  Fields json() throws Refused {
    if (body.isCut()) {
      throw new Refused(what + ": the answer is larger than 1 MiB");
    }
    if (body.type().equals("text/html")) {
      throw new Refused(
          what
              + " answered with a web page, not JSON: is `url` of the connection Jenkins' own"
              + " address, and does nothing before it want a login?");
    }
    try {
      return Fields.of(body.json());
    } catch (Refused e) {
      throw new Refused(what + ": " + e.reason(), e);
    }
  }

  /**
   * Returns it if it is a good answer.
   *
   * @throws Refused if it says no
   * @throws IOException if it says "not now"
   */
  Reply good(JenkinsConnection connection) throws Refused, IOException {
    new Verdict(this, connection).check();
    return this;
  }
}

package dev.runbook.jenkins;

import dev.runbook.action.NotNow;
import dev.runbook.http.client.Refused;
import java.io.IOException;
import java.util.regex.Pattern;

/** What a bad answer means, in the operator's words. */
final class Verdict {
  private static final Pattern MISSING = Pattern.compile("is missing the ([\\w/ ]+) permission");
  private static final Pattern LOGIN = Pattern.compile("/login\\b|/securityRealm/|[?&]from=");
  private static final String WHO = "`user` and `token` of the connection";

  /** The server waited too long for the request (RFC 9110 §15.5.9). */
  private static final int TOO_SLOW = 408;

  private final Reply reply;
  private final JenkinsConnection connection;

  Verdict(Reply reply, JenkinsConnection connection) {
    this.reply = reply;
    this.connection = connection;
  }

  void check() throws Refused, IOException {
    var status = reply.status();
    if (status >= 200 && status < 300) {
      return;
    }
    switch (status) {
      case 301, 302, 303, 307, 308 -> redirected();
      case 401 -> throw new Refused(unknown());
      case 403 -> throw new Refused(forbidden());
      case 404 ->
          throw new Refused(
              reply.what() + ": there is nothing there, or nothing that " + asker() + " may see");
      case 409 ->
          throw new Refused(reply.what() + ": Jenkins refuses it as things are (409): is it on?");
      case 429, 502, 503, 504 -> throw notNow();
      default -> broken();
    }
  }

  private void redirected() throws Refused {
    var location = String.valueOf(reply.header("location"));
    if (LOGIN.matcher(location).find()) {
      throw new Refused(reply.what() + " leads to a page to log in: " + WHO + " say who asks");
    }
    if (isElsewhere(location)) {
      throw new Refused(
          reply.what()
              + " is sent on to "
              + location.split("[?]", 2)[0]
              + ": write the server's own address as `url`");
    }
    if (isQuestion()) {
      throw new Refused(reply.what() + " is sent on to " + location.split("[?]", 2)[0]);
    }
  }

  /** A change is answered with where to look next, which is not followed. */
  private boolean isElsewhere(String location) {
    try {
      var to = connection.url().resolve(location);
      return !String.valueOf(to.getHost()).equals(connection.url().getHost())
          || !String.valueOf(to.getScheme()).equals(connection.url().getScheme());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String unknown() {
    return connection.user() == null
        ? reply.what() + ": Jenkins wants to know who asks: " + WHO
        : reply.what() + ": Jenkins does not accept " + WHO + " (`" + connection.user() + "`)";
  }

  private String forbidden() {
    var text = reply.body().text();
    if (text.contains("No valid crumb")) {
      return reply.what()
          + ": Jenkins does not accept the crumb that it gave; an API token needs none";
    }
    if (connection.user() == null) {
      return unknown();
    }
    var missing = MISSING.matcher(text);
    return missing.find()
        ? reply.what() + ": " + asker() + " is missing the " + missing.group(1) + " permission"
        : reply.what() + ": " + asker() + " may not do this" + reply.body().excerpt();
  }

  private String asker() {
    return connection.user() == null ? "nobody in particular" : "`" + connection.user() + "`";
  }

  private NotNow notNow() {
    var reason = reply.what() + ": " + unready() + reply.rest().asked();
    return new NotNow(reason, reply.rest().time());
  }

  /** Returns whether it may be asked again. */
  private boolean isQuestion() {
    return reply.what().startsWith("GET ");
  }

  private String unready() {
    var text = reply.body().text();
    if (text.contains("getting ready to work")) {
      return "Jenkins is getting ready to work (" + reply.status() + ")";
    }
    if (text.contains("is restarting")) {
      return "Jenkins is restarting (" + reply.status() + ")";
    }
    return "it cannot answer now (" + reply.status() + ")" + reply.body().excerpt();
  }

  private void broken() throws Refused, IOException {
    if (reply.status() == TOO_SLOW && isQuestion()) {
      throw notNow();
    }
    if (reply.status() >= 500 && isQuestion()) {
      throw new IOException(reply.what() + ": Jenkins broke over it (" + reply.status() + ")");
    }
    if (reply.status() >= 500) {
      throw new Refused(
          reply.what()
              + ": Jenkins broke over it ("
              + reply.status()
              + "); its log says why, and whether it was done is not known");
    }
    throw new Refused(reply.what() + " answered " + reply.status() + reply.body().excerpt());
  }
}

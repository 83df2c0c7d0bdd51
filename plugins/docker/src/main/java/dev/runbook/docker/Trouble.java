package dev.runbook.docker;

import dev.runbook.action.Processes.Exit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says in an operator's words what the docker command line refuses, from what it wrote. */
final class Trouble {
  private static final int LONGEST = 300;
  private static final Pattern PREFIX =
      Pattern.compile("^(Error response from daemon: |Error: |ERROR: |docker: )+");

  /** What the command line says where no engine answers; each of them in some release. */
  private static final List<String> NO_ENGINE =
      List.of(
          "cannot connect to the docker daemon",
          "failed to connect to the docker api",
          "error during connect",
          "is the docker daemon running");

  private static final List<String> NO_LOGIN =
      List.of(
          "unauthorized",
          "no basic auth credentials",
          "requested access to the resource is denied",
          "authentication required",
          "authorization failed");

  /** What the engine and the command line say of a registry that may answer the next time. */
  private static final Pattern NOT_NOW =
      Pattern.compile(
          "connection (refused|reset)|no such host|server misbehaving|(i/o|handshake) timeout"
              + "|client\\.timeout exceeded|(^|\\W)eof$|too ?many ?requests"
              + "|unexpected (http )?status\\b.* 5\\d\\d\\b");

  private Trouble() {}

  /** Throws where it says that no engine answered: nothing was done, so that it is an accident. */
  static void refuseIfUnreachable(String said, DockerConnection connection) throws IOException {
    var low = said.toLowerCase(Locale.ROOT);
    if (low.contains("permission denied") && low.contains("docker daemon socket")) {
      throw new IOException(
          "the Docker engine is not open to this user: add the user to the group `docker`, or name"
              + " another engine in the connection");
    }
    if (NO_ENGINE.stream().anyMatch(low::contains)) {
      throw new IOException(
          "no Docker engine answers"
              + (connection.host() == null ? "" : " at " + connection.host())
              + ": start it (`systemctl start docker`), or name another one in the connection's"
              + " `context` or `host`");
    }
  }

  /** Throws where the engine hung up in the middle: whether it was done is not known. */
  static void refuseIfCutOff(Exit exit, DockerConnection connection) throws IOException {
    var last = exit.stderr().text().lines().reduce("", (a, b) -> b);
    if (exit.code() != 0 && last.equals("unexpected EOF")) {
      throw new IOException(
          "the Docker engine"
              + (connection.host() == null ? "" : " at " + connection.host())
              + " hung up in the middle: it was stopped, or the way to it was cut off");
    }
  }

  /**
   * Returns why something was not done.
   *
   * @throws IOException if a registry was not reached, broke off or says "not now"
   */
  static String failure(String what, Exit exit) throws IOException {
    var reason = what + ": " + reason(exit);
    if (NOT_NOW.matcher(last(exit.stderr().text()).toLowerCase(Locale.ROOT)).find()) {
      throw new IOException(reason);
    }
    return reason;
  }

  /** Returns whether a registry wants to know who asks, or does not accept it. */
  static boolean isNoLogin(String said) {
    var low = said.toLowerCase(Locale.ROOT);
    return NO_LOGIN.stream().anyMatch(low::contains);
  }

  static String noProgram(DockerConnection connection) {
    return "there is no program `" + connection.program() + "`; " + needed();
  }

  static String needed() {
    return "Docker's command line is needed: install `docker.io` or `docker-ce-cli`, or write where"
        + " it is in the connection's `program`";
  }

  /** Returns why a command failed: the last thing it said, with what to do where that is known. */
  static String reason(Exit exit) {
    return reason(exit.stderr().text(), exit.code());
  }

  static String reason(String said, int code) {
    var last = last(said);
    if (last.isEmpty()) {
      return "docker ended with exit code " + code;
    }
    var advice = isNoLogin(said) ? "; log in with `docker login`, or check the name" : "";
    return shortened(PREFIX.matcher(last).replaceFirst("")) + advice;
  }

  private static String last(String said) {
    return said.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((a, b) -> b)
        .orElse("");
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "..";
  }
}

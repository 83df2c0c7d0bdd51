package dev.runbook.ssh.client;

import org.jspecify.annotations.Nullable;

/**
 * Where a session goes, as the operator says it; the OpenSSH configuration may know more of it.
 *
 * @param user null where none is said
 * @param port 0 or less where none is said
 */
public record Host(@Nullable String user, String name, int port) {

  /**
   * Reads {@code [user@]name[:port]}, an IPv6 address with a port as {@code [address]:port}.
   *
   * @throws IllegalArgumentException if it is not one; the message is for operators
   */
  public static Host of(String text) {
    var at = text.lastIndexOf('@');
    var user = at < 0 ? null : text.substring(0, at);
    var place = text.substring(at + 1);
    var colon = place.lastIndexOf(':');
    var isAddress = colon != place.indexOf(':') && !place.startsWith("[");
    if (colon < 0 || isAddress || place.endsWith("]")) {
      return new Host(user, checked(bare(place), text), 0);
    }
    return new Host(
        user,
        checked(bare(place.substring(0, colon)), text),
        port(place.substring(colon + 1), text));
  }

  @Override
  public String toString() {
    var place = port > 0 ? (name.contains(":") ? "[" + name + "]" : name) + ":" + port : name;
    return user == null ? place : user + "@" + place;
  }

  private static String bare(String place) {
    return place.startsWith("[") && place.endsWith("]")
        ? place.substring(1, place.length() - 1)
        : place;
  }

  private static String checked(String name, String text) {
    if (name.isEmpty() || name.startsWith("-") || name.chars().anyMatch(Character::isWhitespace)) {
      throw unfit(text);
    }
    return name;
  }

  private static int port(String digits, String text) {
    try {
      var port = Integer.parseInt(digits);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw unfit(text);
  }

  private static IllegalArgumentException unfit(String text) {
    return new IllegalArgumentException(
        "`" + text + "` is not a host: write name, name:port or user@name:port");
  }
}

package dev.runbook.shell;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permissions of a file, as chmod(1) takes them in octal. */
record FileMode(Set<PosixFilePermission> permissions) {
  private static final String ALL = "rwxrwxrwx";

  FileMode {
    permissions = Set.copyOf(permissions);
  }

  /**
   * Reads an octal number.
   *
   * @throws UnreadableException if it is none, or has bits besides read, write and execute
   */
  static FileMode of(String octal) throws UnreadableException {
    if (!octal.matches("0?[0-7]{3}")) {
      throw new UnreadableException("no permissions: write three octal digits, such as 0640");
    }
    var bits = Integer.parseInt(octal, 8);
    var named = new StringBuilder(ALL);
    for (var i = 0; i < ALL.length(); i++) {
      if ((bits & bit(i)) == 0) {
        named.setCharAt(i, '-');
      }
    }
    return new FileMode(PosixFilePermissions.fromString(named.toString()));
  }

  String octal() {
    var named = PosixFilePermissions.toString(permissions);
    var bits = 0;
    for (var i = 0; i < ALL.length(); i++) {
      bits |= named.charAt(i) == '-' ? 0 : bit(i);
    }
    return String.format("%04o", bits);
  }

  private static int bit(int position) {
    return 1 << (ALL.length() - 1 - position);
  }
}

package dev.runbook.ssh.client;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The programs that tests meet. */
public final class Lab {
  private Lab() {}

  /** Skips the test where a program is missing; with {@code CI=true} it fails. */
  public static void needs(Path program, String hint) {
    needs(Files.isExecutable(program), program + " is missing: " + hint);
  }

  /** Like {@link #needs(Path, String)}, where the tests are not run by root. */
  public static void needsRoot(String purpose) {
    needs(System.getProperty("user.name").equals("root"), "only root " + purpose);
  }

  private static void needs(boolean isThere, String message) {
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(isThere, message);
    } else {
      assumeTrue(isThere, message);
    }
  }
}

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
    var message = program + " is missing: " + hint;
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(Files.isExecutable(program), message);
    } else {
      assumeTrue(Files.isExecutable(program), message);
    }
  }
}

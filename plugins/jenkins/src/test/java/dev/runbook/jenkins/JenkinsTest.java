package dev.runbook.jenkins;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test with a stand-in for a server. */
@Timeout(60)
class JenkinsTest {
  @TempDir Path folder;
  JenkinsStandIn jenkins;
  JenkinsConnection connection;
  Driven driven;

  @BeforeEach
  void start() throws IOException {
    jenkins = JenkinsStandIn.start();
    connection = Driven.connection(jenkins);
    driven = new Driven(folder);
  }

  @AfterEach
  void stop() {
    driven.close();
    jenkins.close();
  }
}

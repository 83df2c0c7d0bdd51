package dev.runbook.docker;

import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which engine the docker command line talks to; without one, the one it is set up for. */
@ConnectionName("docker")
@Doc("which Docker engine is used; the one the docker command line is set up for, if not given")
public record DockerConnection(
    @Doc("name of a docker context") @Nullable String context,
    @Doc("address of the engine, such as unix:///run/docker.sock or ssh://build.example.org")
        @Nullable String host,
    @Doc("folder of the command line's configuration and logins; the user's if not given")
        @Nullable Path config,
    @Doc("the docker command line") @Default("docker") String program) {
  static final DockerConnection USUAL = new DockerConnection(null, null, null, "docker");

  public DockerConnection {
    if (context != null && host != null) {
      throw new IllegalArgumentException("`context` and `host` name an engine each: leave one out");
    }
  }

  static DockerConnection orUsual(@Nullable DockerConnection connection) {
    return connection == null ? USUAL : connection;
  }
}

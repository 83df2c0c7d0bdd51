package dev.runbook.ssh;

import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hosts, and how they are logged in to. */
@ConnectionName("ssh")
@Doc("hosts, and how they are logged in to")
public record SshConnection(
    @Doc(
            "hosts of the steps that name none: name, name:port, user@name:port, or a map of host, user and port")
        @Default("[]")
        List<Object> hosts,
    @Doc("user to log in as where a host names none; that of the SSH configuration if not given")
        @Nullable String user,
    @Doc("private key; the agent's and those of the SSH configuration if not given")
        @Nullable Path key,
    @Doc("passphrase of the key") @Nullable Secret passphrase,
    @Doc("password to log in with, where no key is accepted") @Nullable Secret password,
    @Doc("password that sudo asks for") @Nullable Secret sudo_password,
    @Doc("hosts to go through, the first of them first; those of the SSH configuration if none")
        @Default("[]")
        List<Object> jump,
    @Doc("host keys to trust; those of the user and the system if not given")
        @Nullable Path known_hosts,
    @Doc(
            "add the key of a host never seen before to known_hosts, and say so, instead of refusing it")
        @Default("false")
        boolean accept_new,
    @Doc("OpenSSH client configuration; the user's if not given") @Nullable Path ssh_config,
    @Doc("how long a host may stay silent until it is logged in to") @Default("10s")
        Duration timeout) {
  public SshConnection {
    hosts = List.copyOf(hosts);
    jump = List.copyOf(jump);
  }
}

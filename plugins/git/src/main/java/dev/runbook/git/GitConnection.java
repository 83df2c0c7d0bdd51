package dev.runbook.git;

import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How repositories are reached, and where their clones are kept. */
@ConnectionName("git")
@Doc("how git repositories are reached, and where their clones are kept")
public record GitConnection(
    @Doc("what a repository's name is put behind to fetch it: a URL, git@host:group, or a folder")
        @Nullable String fetch,
    @Doc("the same to push; where it is fetched from, if not given") @Nullable String push,
    @Doc("folder with one clone for each repository") @Default("checkouts") Path checkouts,
    @Doc("who commits and tags, as Name <mail>; the clone's user.name and user.email if not given")
        @Nullable String author,
    @Doc("private SSH key; the agent's and those of the SSH configuration if not given")
        @Nullable Path key,
    @Doc("passphrase of the key") @Nullable Secret passphrase,
    @Doc("host keys to trust; those of the user and the system if not given")
        @Nullable Path known_hosts,
    @Doc("add the key of a host never seen before to known_hosts instead of refusing it")
        @Default("false")
        boolean accept_new,
    @Doc("OpenSSH client configuration; the user's if not given") @Nullable Path ssh_config,
    @Doc("user for http(s)") @Nullable String user,
    @Doc("password for http(s)") @Nullable Secret password,
    @Doc("access token for http(s), in the place of a password") @Nullable Secret token,
    @Doc("how long a remote may stay silent") @Default("1m") Duration timeout) {}

package dev.runbook.ansible;

import dev.runbook.action.ConnectionName;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Secret;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which ansible is used, and how it logs in to hosts. */
@ConnectionName("ansible")
@Doc("which ansible is used, and how it logs in to hosts where the inventory does not say it")
public record AnsibleConnection(
    @Doc("user to log in as; that of ansible's configuration if not given") @Nullable String user,
    @Doc("private key; the agent's and those of the SSH configuration if not given")
        @Nullable Path key,
    @Doc("text of a private key without passphrase, instead of `key`; no file of it is written")
        @Nullable Secret private_key,
    @Doc("port to log in at") @Nullable Integer port,
    @Doc("host keys to trust; those of the user and the system if not given")
        @Nullable Path known_hosts,
    @Doc("hosts to go through, the first of them first: name, name:port or user@name:port")
        @Default("[]")
        List<String> jump,
    @Doc("password that `become` asks for") @Nullable Secret become_password,
    @Doc("ansible.cfg to use; ansible looks for one itself if not given") @Nullable Path config,
    @Doc(
            "folder of ansible's programs, such as bin of a virtual environment; the PATH if not given")
        @Nullable Path programs) {
  static final AnsibleConnection USUAL =
      new AnsibleConnection(null, null, null, null, null, List.of(), null, null, null);

  public AnsibleConnection {
    jump = List.copyOf(jump);
    if (key != null && private_key != null) {
      throw new IllegalArgumentException("`key` and `private_key` are a key each: leave one out");
    }
  }

  static AnsibleConnection orUsual(@Nullable AnsibleConnection connection) {
    return connection == null ? USUAL : connection;
  }
}

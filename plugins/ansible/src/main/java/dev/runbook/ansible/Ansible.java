package dev.runbook.ansible;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Processes;
import dev.runbook.action.Processes.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of ansible's programs, as a step uses it. */
final class Ansible {
  /** Lets it tell us, not people, what it does, and ask nobody. */
  private static final Map<String, String> TOLD =
      Map.of(
          "ANSIBLE_STDOUT_CALLBACK", "runbook.events.lines",
          "ANSIBLE_NOCOLOR", "true",
          "ANSIBLE_FORCE_COLOR", "false",
          "SSH_ASKPASS_REQUIRE", "never");

  private final Setting setting;
  private final Processes processes;
  private final Path directory;

  private Ansible(Setting setting, Processes processes, Path directory) {
    this.setting = setting;
    this.processes = processes;
    this.directory = directory;
  }

  static Ansible of(Setting setting, Call call) {
    return new Ansible(setting, call.processes(), call.directory());
  }

  /** Returns one that changes nothing; only while probing. */
  static Ansible of(Setting setting, Look look) {
    return new Ansible(setting.previewed(), look.processes(), look.directory());
  }

  /** Who is told what ansible does. */
  interface Audience {
    void event(Event event);

    /** Gets a line of another callback. */
    void line(String line);
  }

  /**
   * Runs one of the programs to its end.
   *
   * @param words what it gets besides what the setting says
   * @param environment added to what the setting says
   * @throws Unfit if the step cannot be carried out as it is written
   */
  Exit run(String program, List<String> words, Map<String, String> environment, Audience audience)
      throws Unfit, IOException, InterruptedException {
    try (var place = Workplace.make()) {
      var pipes = pipes(place);
      var command = new ArrayList<String>();
      if (setting.connection().private_key() != null) {
        command.add("ssh-agent");
      }
      command.addAll(List.of("/bin/sh", place.file("drive.sh"), place.folder().toString()));
      command.add(program(program));
      command.addAll(options());
      command.addAll(pipes.options());
      command.addAll(words);
      var variables = environment(place);
      variables.putAll(environment);
      return processes.run(
          new Processes.Command(command, cwd(), variables, pipes.lines(), lines(audience)));
    }
  }

  private static Consumer<String> lines(Audience audience) {
    return line -> Event.of(line).ifPresentOrElse(audience::event, () -> audience.line(line));
  }

  private String program(String name) {
    var programs = setting.connection().programs();
    return programs == null ? name : directory.resolve(programs).resolve(name).toString();
  }

  private Path cwd() throws Unfit {
    var cwd = setting.cwd() == null ? directory : directory.resolve(setting.cwd()).normalize();
    if (!Files.isDirectory(cwd)) {
      throw new Unfit("there is no folder " + cwd + ": check `cwd`");
    }
    return cwd;
  }

  private Pipes pipes(Workplace place) {
    var pipes = new Pipes(place.folder());
    var connection = setting.connection();
    if (connection.private_key() != null) {
      pipes.key(connection.private_key());
    }
    if (connection.become_password() != null) {
      pipes.text(
          "--become-password-file=", "become_password", connection.become_password().value());
    }
    if (setting.vault() != null) {
      pipes.text("--vault-password-file=", "vault", setting.vault().value());
    }
    setting
        .vaultIds()
        .forEach(
            (id, password) ->
                pipes.text("--vault-id=" + id + "@", "vault." + id, password.value()));
    if (!setting.extraVars().isEmpty()) {
      pipes.text("--extra-vars=@", "extra_vars", Json.write(setting.extraVars()));
    }
    return pipes;
  }

  private List<String> options() throws Unfit {
    var words = new ArrayList<String>();
    for (var inventory : setting.inventory()) {
      words.add("--inventory=" + inventory(inventory));
    }
    option(words, "--limit=", setting.limit());
    option(words, "--user=", setting.connection().user());
    if (setting.become() != null) {
      words.add("--become");
      option(words, "--become-user=", setting.become().isEmpty() ? null : setting.become());
    }
    if (setting.mode().check()) {
      words.add("--check");
    }
    if (setting.mode().diff()) {
      words.add("--diff");
    }
    return words;
  }

  private static void option(List<String> words, String name, @Nullable String value) {
    if (value != null) {
      words.add(name + value);
    }
  }

  /** Hosts that are named themselves are told from a file by a comma, as ansible does. */
  private String inventory(String inventory) throws Unfit {
    if (inventory.contains(",")) {
      return inventory;
    }
    var file = directory.resolve(inventory).normalize();
    if (!Files.exists(file)) {
      throw new Unfit(
          "there is no inventory "
              + file
              + ": check `inventory`; where it is a host itself, write"
              + " a comma behind it: `"
              + inventory
              + ",`");
    }
    return file.toString();
  }

  private Map<String, String> environment(Workplace place) throws Unfit, IOException {
    var variables = new HashMap<>(TOLD);
    var connection = setting.connection();
    if (!setting.inventory().isEmpty()) {
      // Else ansible goes on without the hosts that it cannot read.
      variables.put("ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED", "true");
    }
    if (connection.config() != null) {
      variables.put("ANSIBLE_CONFIG", config(connection.config()));
    }
    if (connection.port() != null) {
      variables.put("ANSIBLE_REMOTE_PORT", connection.port().toString());
    }
    if (connection.key() != null) {
      variables.put("ANSIBLE_PRIVATE_KEY_FILE", directory.resolve(connection.key()).toString());
    }
    var ssh = new SshConfig(connection, directory);
    if (ssh.isNeeded()) {
      var publicKey = place.folder().resolve(Pipes.PRIVATE_KEY + ".pub");
      var file = place.write("ssh_config", ssh.text(publicKey));
      variables.put("ANSIBLE_SSH_COMMON_ARGS", ssh.options(file));
    }
    return variables;
  }

  private String config(Path config) throws Unfit {
    var file = directory.resolve(config).normalize();
    if (!Files.isReadable(file)) {
      throw new Unfit("the connection's `config`, " + file + ", cannot be read");
    }
    return file.toString();
  }
}

package dev.runbook.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Action;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder with playbooks, inventories and an ansible.cfg, and what a step says of them. */
final class Site {
  static final String PASSWORD = "correct horse battery";
  static final String LOCAL = "web1 ansible_connection=local\nweb2 ansible_connection=local\n";

  private static final String CONFIGURATION =
      """
      [defaults]
      interpreter_python = /usr/bin/python3
      [ssh_connection]
      ssh_args = -o ControlMaster=no
      """;

  private static final String SUDO =
      """
      #!/bin/sh
      # asks for a password as `sudo -H -S -p PROMPT -u USER COMMAND` does
      while :; do
        case $1 in
          -p) printf %%s "$2" >&2; shift 2 ;;
          -u) shift 2 ;;
          -n) echo 'sudo: a password is required' >&2; exit 1 ;;
          -*) shift ;;
          *) break ;;
        esac
      done
      read -r word
      [ "$word" = '%s' ] || { echo 'Sorry, try again.' >&2; exit 1; }
      exec "$@"
      """
          .formatted(PASSWORD);

  final Path folder;
  private List<String> inventory = List.of("hosts");
  private @Nullable AnsibleConnection connection;
  private @Nullable String limit;
  private List<String> tags = List.of();
  private List<String> skipTags = List.of();
  private Map<String, Object> variables = Map.of();
  private boolean become;
  private boolean diff;
  private boolean check;
  private @Nullable Secret vault;
  private Map<String, Secret> vaultIds = Map.of();

  Site(Path folder) throws IOException {
    Lab.needs(Path.of("/usr/bin/ansible-playbook"), "apt-get install ansible");
    this.folder = folder;
    // No SSH session outlives a test.
    write("ansible.cfg", CONFIGURATION);
    write("hosts", "[web]\n" + LOCAL);
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  Site with(AnsibleConnection connection) {
    this.connection = connection;
    return this;
  }

  Site at(String... inventory) {
    this.inventory = List.of(inventory);
    return this;
  }

  Site limitedTo(String limit) {
    this.limit = limit;
    return this;
  }

  Site tagged(List<String> tags, List<String> skipTags) {
    this.tags = tags;
    this.skipTags = skipTags;
    return this;
  }

  Site knowing(Map<String, Object> variables) {
    this.variables = variables;
    return this;
  }

  /** Lets a step become root, with a sudo that only knows a password. */
  Site becoming(@Nullable String password) throws IOException {
    become = true;
    var sudo = write("sudo", SUDO);
    sudo.toFile().setExecutable(true);
    write(
        "ansible.cfg",
        CONFIGURATION
            + "[privilege_escalation]\nbecome_allow_same_user = true\n[sudo_become_plugin]\nexecutable = "
            + sudo
            + "\n");
    var secret = password == null ? null : new Secret(password);
    return with(new AnsibleConnection(null, null, null, null, null, List.of(), secret, null, null));
  }

  Site showingDiffs() {
    this.diff = true;
    return this;
  }

  Site checking() {
    this.check = true;
    return this;
  }

  Site opening(@Nullable String password, Map<String, Secret> vaultIds) {
    this.vault = password == null ? null : new Secret(password);
    this.vaultIds = vaultIds;
    return this;
  }

  /** Returns a play of some tasks at all hosts, as a step that runs it. */
  Playbook play(String tasks) throws IOException {
    return playbook(
        """
        - hosts: web
          gather_facts: false
          tasks:
        """
            + tasks.indent(4));
  }

  Playbook playbook(String text) throws IOException {
    return playbook(write("site.yml", text));
  }

  Playbook playbook(Path file) {
    return new Playbook(
        connection,
        file,
        inventory,
        limit,
        tags,
        skipTags,
        variables,
        become,
        null,
        diff,
        check,
        vault,
        vaultIds,
        null);
  }

  FakeCall call() {
    return new FakeCall(folder);
  }

  <O> O done(Action<O> action) throws Exception {
    var call = call();
    var outcome = action.run(call);
    assertThat(outcome).as("%s", call.lines()).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<O>) outcome).outputs();
  }

  /** A bad answer, which may have outputs. */
  record Bad<O>(String reason, @Nullable O nullable) {
    O outputs() {
      return Objects.requireNonNull(nullable);
    }
  }

  <O> Bad<O> failed(Action<O> action) throws Exception {
    var outcome = action.run(call());
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    var failed = (Outcome.Failed<O>) outcome;
    return new Bad<>(failed.reason(), failed.outputs());
  }

  /** Encrypts a file with ansible-vault. */
  void encrypt(String name, String id, String password) throws Exception {
    var file = write("password", password);
    must(
        "ansible-vault",
        "encrypt",
        "--encrypt-vault-id=" + id,
        "--vault-id",
        id + "@" + file,
        name);
    Files.delete(file);
  }

  /** Runs a program in the folder. */
  void must(String... command) throws Exception {
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Returns the folders that starts of ansible have left. */
  static List<Path> leftovers() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each -> each.getFileName().toString().startsWith("runbook-ansible-"))
          .toList();
    }
  }
}

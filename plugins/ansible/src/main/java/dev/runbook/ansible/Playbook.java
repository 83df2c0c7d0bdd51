package dev.runbook.ansible;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.action.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a playbook.
 *
 * <p>Cut off by a crash it is not run again unasked, though playbooks are meant to be idempotent: a
 * handler that was notified and not yet run is lost, since its task finds nothing to change the
 * second time. Whoever knows the playbook says {@code on_resume: rerun}. A check is simply run
 * again.
 */
@ActionName("ansible.playbook")
@Doc(
    "run a playbook; where a secret is among its variables, its tasks are well advised to say no_log")
@Fails({
  "a host fails or cannot be reached",
  "no host matches",
  "the playbook, the inventory or a vault's password cannot be used"
})
public record Playbook(
    @Nullable AnsibleConnection connection,
    @Doc("playbook to run") @Example("site.yml") Path playbook,
    @Doc(
            "inventories: files, folders, or hosts with a comma such as 'web1,web2'; that of ansible's configuration if none")
        @Default("[]")
        List<String> inventory,
    @Doc("pattern of the hosts to limit it to") @Nullable String limit,
    @Doc("only tasks with one of these tags") @Default("[]") List<String> tags,
    @Doc("no tasks with one of these tags") @Default("[]") List<String> skip_tags,
    @Doc("variables, before all others; tasks that use a secret among them should say no_log")
        @Default("{}")
        Map<String, Object> extra_vars,
    @Doc("become another user at the hosts, root if `become_user` is not given") @Default("false")
        boolean become,
    @Doc("user to become") @Nullable String become_user,
    @Doc("show what changes in files") @Default("false") boolean diff,
    @Doc("change nothing, only say what would change") @Default("false") boolean check,
    @Doc("password of the vault") @Nullable Secret vault,
    @Doc("passwords of vaults that have a name") @Default("{}") Map<String, Secret> vault_ids,
    @Doc("folder to start ansible in, where its ansible.cfg may be; the run's if not given")
        @Nullable Path cwd)
    implements Action<Playbook.Outputs> {

  public Playbook {
    inventory = List.copyOf(inventory);
    tags = List.copyOf(tags);
    skip_tags = List.copyOf(skip_tags);
    vault_ids = Setting.named(vault_ids);
  }

  /** What it did. */
  public record Outputs(
      @Doc("how many tasks went how, host by host") List<HostResult> hosts,
      @Doc("whether anything changed") boolean changed,
      @Doc("tasks that changed something, in the order in which they first did")
          List<ChangedTask> changed_tasks,
      @Doc("what the playbook told with set_stats for the whole run") @Nullable Object stats) {
    public Outputs {
      hosts = List.copyOf(hosts);
      changed_tasks = List.copyOf(changed_tasks);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return new Playing(this).run(call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview = check ? Preview.read(text()) : Preview.change(text());
    return look.probing() ? preview.withFound(new Playing(this).probe(look)) : preview;
  }

  private String text() {
    var text = new StringBuilder(check ? "check playbook " : "run playbook ").append(playbook);
    if (!inventory.isEmpty()) {
      text.append(" at ").append(String.join(", ", inventory));
    }
    if (limit != null) {
      text.append(", limited to ").append(limit);
    }
    if (!tags.isEmpty()) {
      text.append(", only ").append(String.join(", ", tags));
    }
    if (!skip_tags.isEmpty()) {
      text.append(", without ").append(String.join(", ", skip_tags));
    }
    return text.toString();
  }

  @Override
  public Again again() {
    return check ? Again.YES : Again.NO;
  }

  @Override
  public Outputs example() {
    var task = new ChangedTask("Install the packages", List.of("web1"));
    return new Outputs(
        List.of(new HostResult("web1", 3, 1, 0, 0, 0, 0, 0)), true, List.of(task), Map.of());
  }

  Setting setting() {
    return new Setting(
        AnsibleConnection.orUsual(connection),
        inventory,
        limit,
        extra_vars,
        Setting.become(become, become_user),
        new Setting.Mode(check, diff),
        vault,
        vault_ids,
        cwd);
  }
}

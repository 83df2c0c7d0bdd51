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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs one module at hosts. Cut off by a crash it is not run again unasked: not every module finds
 * out by itself that its work is done.
 */
@ActionName("ansible.command")
@Doc("run one module of ansible at hosts of an inventory")
@Fails({
  "the module fails at a host, or a host cannot be reached",
  "no host matches",
  "the module, the inventory or a vault's password cannot be used"
})
public record Command(
    @Nullable AnsibleConnection connection,
    @Doc("pattern of the hosts, such as web or 'web:!web1'") @Example("web") String hosts,
    @Doc("module to run") @Default("command") @Example("service") String module,
    @Doc("its arguments: a map, or a text for command, shell, raw and script") @Default("{}")
        Object args,
    @Doc(
            "inventories: files, folders, or hosts with a comma such as 'web1,web2'; that of ansible's configuration if none")
        @Default("[]")
        List<String> inventory,
    @Doc("pattern of the hosts to limit it to") @Nullable String limit,
    @Doc("variables, before all others") @Default("{}") Map<String, Object> extra_vars,
    @Doc("become another user at the hosts, root if `become_user` is not given") @Default("false")
        boolean become,
    @Doc("user to become") @Nullable String become_user,
    @Doc("show what changes in files") @Default("false") boolean diff,
    @Doc("change nothing, only say what would change") @Default("false") boolean check,
    @Doc("password of the vault") @Nullable Secret vault,
    @Doc("passwords of vaults that have a name") @Default("{}") Map<String, Secret> vault_ids,
    @Doc("folder to start ansible in, where its ansible.cfg may be; the run's if not given")
        @Nullable Path cwd)
    implements Action<Command.Outputs> {

  public Command {
    inventory = List.copyOf(inventory);
    vault_ids = Setting.named(vault_ids);
  }

  /** What the module answered. */
  public record Outputs(
      @Doc("what it did at each host, by name") List<HostAnswer> hosts,
      @Doc("whether anything changed") boolean changed,
      @Doc("hosts where it failed or that were not reached") List<String> failed,
      @Doc("what the module returned, if there is one host; null otherwise")
          @Nullable Object result) {
    public Outputs {
      hosts = List.copyOf(hosts);
      failed = List.copyOf(failed);
    }

    static Outputs of(List<HostAnswer> hosts) {
      return new Outputs(
          hosts,
          hosts.stream().anyMatch(HostAnswer::changed),
          hosts.stream().filter(host -> host.reason() != null).map(HostAnswer::host).toList(),
          hosts.size() == 1 ? hosts.get(0).result() : null);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return new Commanding(this).run(call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var words = (module + " " + ModuleArguments.words(args)).strip();
    var text = words + " at " + hosts + (limit == null ? "" : ", limited to " + limit);
    var preview = check ? Preview.read("check " + text) : Preview.unforeseen("run " + text);
    return look.probing() ? preview.withFound(new Commanding(this).probe(look)) : preview;
  }

  @Override
  public Again again() {
    return check ? Again.YES : Again.NO;
  }

  @Override
  public Outputs example() {
    var result = new TreeMap<String, Object>(Map.of("rc", 0, "stdout", "text", "stderr", ""));
    return Outputs.of(List.of(new HostAnswer("web1", true, null, result)));
  }

  Setting setting() {
    Map<String, Object> variables = new LinkedHashMap<>(extra_vars);
    var texts = ModuleArguments.of(args).texts();
    if (!texts.isEmpty()) {
      variables.put(ModuleArguments.VARIABLE, texts);
    }
    return new Setting(
        AnsibleConnection.orUsual(connection),
        inventory,
        limit,
        variables,
        Setting.become(become, become_user),
        new Setting.Mode(check, diff),
        vault,
        vault_ids,
        cwd);
  }
}

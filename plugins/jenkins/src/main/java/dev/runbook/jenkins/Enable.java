package dev.runbook.jenkins;

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
import java.util.Optional;

/** Lets a job be enabled; its undo is {@code jenkins.disable} if this changed it. */
@ActionName("jenkins.enable")
@Doc("enable a job")
@Fails({
  "there is no such job, and `missing` is fail",
  "the server does not accept who asks, or refuses it"
})
public record Enable(
    JenkinsConnection connection,
    @Doc("job to enable; folders separated by `/`") @Example("kernel-tree-monitor") String job,
    @Doc("ok: a job that is not there is left at that") @Default("fail") Tolerance missing)
    implements Action<Switched> {

  public Enable {
    JobName.check(job);
  }

  private Switching switching() {
    return new Switching(new JobName(job), missing, true);
  }

  @Override
  public Outcome<Switched> run(Call call) throws Exception {
    return Answer.of(connection, call, server -> switching().run(server, call));
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview = Preview.change("enable Jenkins job " + job).withUndo("disable it");
    return Answer.probed(preview, connection, look, switching()::probe);
  }

  @Override
  public Optional<Action<?>> undo(Switched outputs) {
    return outputs.changed()
        ? Optional.of(new Disable(connection, job, missing))
        : Optional.empty();
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Switched example() {
    return new Switched(true);
  }
}

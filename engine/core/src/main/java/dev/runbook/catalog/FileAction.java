package dev.runbook.catalog;

import dev.runbook.action.Action;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.action.Processes;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.json.Json;
import dev.runbook.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An action whose work a program does: it gets one line of JSON, and answers with lines of JSON.
 *
 * @param arguments as values of runbooks
 * @param outputs what its outputs can be
 */
record FileAction(
    FileBlueprint blueprint, Map<String, @Nullable Object> arguments, PartsForm outputs)
    implements Action<Map<String, @Nullable Object>> {
  private static final ActionType.Connections NONE =
      (type, name, required, span, problems) -> Optional.empty();

  static Map<?, ?> argumentsOf(Object action) {
    return ((FileAction) action).arguments();
  }

  static Map<?, ?> outputsOf(Object outputs) {
    return (Map<?, ?>) outputs;
  }

  String name() {
    return blueprint.name();
  }

  @Override
  public Outcome<Map<String, @Nullable Object>> run(Call call)
      throws IOException, InterruptedException {
    var answer = new ProgramAnswer(name(), call::line, call::progress);
    var exit = ask("run", call, answer);
    return answer.outcome(exit, this::made);
  }

  @SuppressWarnings("unchecked") // made by DeclaredForms.map
  private Map<String, @Nullable Object> made(Map<String, ?> values) {
    return (Map<String, @Nullable Object>) outputs.outputs(name(), values);
  }

  private Processes.Exit ask(String what, Call call, Consumer<String> answer)
      throws IOException, InterruptedException {
    var more = new LinkedHashMap<String, @Nullable Object>();
    more.put("token", call.token());
    more.put("cut_off", call.cutOff());
    return call.processes().run(command(what, call.directory(), more, answer));
  }

  private Processes.Command command(
      String what, Path directory, Map<String, ?> more, Consumer<String> answer) {
    var request = new LinkedHashMap<String, @Nullable Object>();
    request.put("do", what);
    request.put("action", name());
    request.put("arguments", ProgramValues.of(arguments));
    request.putAll(more);
    var program = List.of(blueprint.program().toString());
    return new Processes.Command(program, directory, Map.of(), Json.write(request) + "\n", answer);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var effect = Preview.Effect.valueOf(blueprint.file().effect().name());
    var undo = blueprint.undo().map(type -> "run `" + type.name() + "`").orElse(null);
    var preview = new Preview(effect, text(), undo, List.of());
    return look.probing() && blueprint.file().probe() ? preview.withFound(found(look)) : preview;
  }

  private String text() throws EvaluationException {
    var template = blueprint.file().preview();
    var scope = new Parts(Map.of("arguments", Result.of(arguments)));
    return template != null && template.evaluate(scope) instanceof Result.Known known
        ? String.valueOf(known.value())
        : "run `" + name() + "`";
  }

  private List<String> found(Look look) throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    var answer = new ProgramAnswer(name(), found::add, progress -> {});
    var exit = look.processes().run(command("probe", look.directory(), Map.of(), answer));
    answer.ended(exit);
    return found;
  }

  @Override
  public Optional<Action<?>> undo(Map<String, @Nullable Object> outputs) {
    var undo = blueprint.file().undo();
    return undo == null ? Optional.empty() : Optional.of(undo(undo.with(), outputs));
  }

  private Action<?> undo(Value.Entries with, Map<String, @Nullable Object> outputs) {
    var type = blueprint.undo().orElseThrow();
    var problems = new Problems();
    try {
      var scope =
          new Parts(Map.of("arguments", Result.of(arguments), "output", Result.of(outputs)));
      var given = (Given.Entries) Evaluation.of(with, scope);
      return type.bind(given, with.span(), NONE, problems)
          .orElseThrow(() -> new IllegalStateException(problems.inFileOrder().get(0).message()));
    } catch (EvaluationException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void abandon(Call call) throws IOException, InterruptedException {
    if (!blueprint.file().abandon()) {
      call.line("what `" + name() + "` began goes on: it has no `abandon`");
      return;
    }
    var answer = new ProgramAnswer(name(), call::line, call::progress);
    answer.ended(ask("abandon", call, answer));
  }

  @Override
  public Again again() {
    return Again.valueOf(blueprint.file().again().name());
  }

  /** The names that templates of the file may use. */
  private record Parts(Map<String, Result> roots) implements Scope {
    @Override
    public Result root(String name) {
      return roots.getOrDefault(name, new Result.Missing("there is no `" + name + "` here", null));
    }

    @Override
    public Result now() {
      return new Result.Missing("`now()` has no meaning here", null);
    }
  }
}

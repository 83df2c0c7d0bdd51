package dev.runbook.model;

import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one runbook file says.
 *
 * @param path where it was read from; absolute
 */
public record Runbook(
    Path path,
    Source source,
    Word name,
    @Nullable String description,
    List<Declaration> inputs,
    List<Declaration.Secret> secrets,
    List<Declaration.Connection> connections,
    List<Named> vars,
    Defaults defaults,
    @Nullable Value lock,
    List<Step> steps,
    List<Step> rescue,
    List<Step> always,
    List<Named> outputs,
    Notify notices) {

  /** A named value: a variable or an output. */
  public record Named(Word name, Value value) {}

  /** Settings of all action steps that do not say otherwise. */
  public record Defaults(
      @Nullable Value timeout,
      @Nullable Retry retry,
      @Nullable Value every,
      @Nullable Value maxParallel) {}

  /** Steps that tell people. */
  public record Notify(List<Step> gate, List<Step> failure, List<Step> success) {
    public Notify {
      gate = List.copyOf(gate);
      failure = List.copyOf(failure);
      success = List.copyOf(success);
    }
  }

  public Runbook {
    inputs = List.copyOf(inputs);
    secrets = List.copyOf(secrets);
    connections = List.copyOf(connections);
    vars = List.copyOf(vars);
    steps = List.copyOf(steps);
    rescue = List.copyOf(rescue);
    always = List.copyOf(always);
    outputs = List.copyOf(outputs);
  }
}

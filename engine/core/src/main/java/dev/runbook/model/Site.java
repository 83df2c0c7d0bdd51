package dev.runbook.model;

import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * What is given from outside in one file: {@code --site}.
 *
 * @param path where it was read from; paths in it start at its folder
 */
public record Site(
    Path path,
    Source source,
    List<Value.Entry> inputs,
    List<Declaration.Secret> secrets,
    List<Declaration.Connection> connections) {
  public Site {
    inputs = List.copyOf(inputs);
    secrets = List.copyOf(secrets);
    connections = List.copyOf(connections);
  }
}

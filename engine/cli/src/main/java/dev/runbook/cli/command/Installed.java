package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.load.Loader;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The actions of this installation: those it is built with, the jars of {@code plugins.d}, the
 * files of {@code actions.d} and of the folders that {@code RUNBOOK_ACTIONS} lists.
 */
final class Installed {
  private Installed() {}

  /** Returns them; a plugin that cannot be used is reported. */
  static Catalog catalog(Console console) {
    var home = Path.of(System.getProperty("runbook.home", "."));
    var folders =
        Stream.concat(Stream.of(home.resolve("actions.d")), named(console).stream()).toList();
    var catalog =
        Catalog.installed(
            home.resolve("plugins.d"),
            folders,
            (file, problems) -> new Loader(problems).action(file));
    catalog.warnings().forEach(text -> console.report(Diagnostic.warning(null, text, null)));
    return catalog;
  }

  private static List<Path> named(Console console) {
    var around = console.surroundings();
    return around.variable("RUNBOOK_ACTIONS").stream()
        .flatMap(text -> Stream.of(text.split(File.pathSeparator)))
        .filter(text -> !text.isBlank())
        .map(text -> around.directory().resolve(text))
        .toList();
  }
}

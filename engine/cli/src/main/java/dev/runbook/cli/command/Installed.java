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
 * The actions of this installation: those it is built with, the jars of {@code plugins.d} and of
 * the folders that {@code RUNBOOK_PLUGINS} lists, the files of {@code actions.d} and of the folders
 * that {@code RUNBOOK_ACTIONS} lists.
 */
final class Installed {
  private Installed() {}

  /** Returns them; a plugin that cannot be used is reported. */
  static Catalog catalog(Console console) {
    var catalog =
        Catalog.installed(
            folders("plugins.d", "RUNBOOK_PLUGINS", console),
            folders("actions.d", "RUNBOOK_ACTIONS", console),
            (file, problems) -> new Loader(problems).action(file));
    catalog.warnings().forEach(text -> console.report(Diagnostic.warning(null, text, null)));
    return catalog;
  }

  /** Returns a folder of the installation, and those that a variable lists. */
  private static List<Path> folders(String own, String variable, Console console) {
    var around = console.surroundings();
    var listed =
        around.variable(variable).stream()
            .flatMap(text -> Stream.of(text.split(File.pathSeparator)))
            .filter(text -> !text.isBlank())
            .map(text -> around.directory().resolve(text));
    var home = Path.of(System.getProperty("runbook.home", "."));
    return Stream.concat(Stream.of(home.resolve(own)), listed).toList();
  }
}

package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.diagnostic.Diagnostic;
import java.nio.file.Path;

/** The actions of this installation. */
final class Installed {
  private Installed() {}

  /** Returns them; a plugin that cannot be used is reported. */
  static Catalog catalog(Console console) {
    var home = System.getProperty("runbook.home", ".");
    var catalog = Catalog.installed(Path.of(home, "plugins.d"));
    catalog.warnings().forEach(text -> console.report(Diagnostic.warning(null, text, null)));
    return catalog;
  }
}

package dev.runbook.cli.command;

/** What {@code runbook --help} prints. */
final class Help {
  private Help() {}

  static String overview() {
    var text = new StringBuilder();
    text.append("usage: runbook COMMAND [OPTION...]\n\n");
    text.append(
        "Carries out procedures that are written in YAML files, and remembers what was done.\n\n");
    text.append("commands:\n");
    for (var command : Commands.ALL) {
      text.append("  %-12s%s\n".formatted(command.word(), command.summary()));
    }
    text.append("\n`runbook COMMAND --help` explains a command, with examples.\n\n");
    text.append("exit codes:\n");
    text.append("  0    succeeded, also with warnings\n");
    text.append("  1    failed, rejected or cancelled\n");
    text.append("  2    the runbook or the command line is wrong; nothing was done\n");
    text.append("  3    paused: waits for a person, or went as far as `--until` said\n");
    text.append("  4    the run or its lock is held by another process\n");
    text.append("  129, 130, 143   interrupted; can be resumed\n");
    return text.toString();
  }
}

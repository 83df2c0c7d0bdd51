package dev.runbook.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What can be given to a command. Each option and parameter is declared once and returns where its
 * value is found after the command line was read.
 *
 * <p>Made by hand and not from annotations: reading those doubles the time picocli needs.
 */
final class Syntax {
  private static final int WIDTH = 100;

  private final CommandSpec spec = CommandSpec.create();
  private final List<String> synopsis = new ArrayList<>();
  private final List<String> examples = new ArrayList<>();

  Syntax(String name, String summary) {
    spec.name("runbook " + name);
    spec.usageMessage().description(summary).sortOptions(false).width(WIDTH).autoWidth(false);
    spec.usageMessage().synopsisHeading("usage: ").optionListHeading("%noptions:%n");
    spec.usageMessage().parameterListHeading("%n").descriptionHeading("%n");
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
    flag("--debug", "show where in the program a bug is");
  }

  /** Adds an example to the help. */
  Syntax example(String commandLine) {
    examples.add("  " + commandLine);
    return this;
  }

  /** Adds a paragraph to the help, below its first line. */
  Syntax details(String... lines) {
    var all = new ArrayList<>(List.of(spec.usageMessage().description()));
    all.add("");
    all.addAll(List.of(lines));
    spec.usageMessage().description(all.toArray(String[]::new));
    return this;
  }

  BooleanSupplier flag(String name, String description) {
    var option = OptionSpec.builder(names(name)).description(description).build();
    spec.addOption(option);
    return () -> Boolean.TRUE.equals(option.getValue());
  }

  /** Adds an option with a value; {@code name} may hold several, separated by a comma. */
  Supplier<Optional<String>> option(String name, String label, String description) {
    var option = OptionSpec.builder(names(name)).type(String.class).paramLabel(label);
    var built = option.description(description).build();
    spec.addOption(built);
    return () -> Optional.ofNullable(built.getValue());
  }

  /** Adds an option with a value that may be given again. */
  Supplier<List<String>> options(String name, String label, String description) {
    var option = OptionSpec.builder(names(name)).type(List.class).auxiliaryTypes(String.class);
    var built = option.paramLabel(label).description(description).build();
    spec.addOption(built);
    return () -> list(built);
  }

  /** Adds a parameter that must be given. */
  Supplier<String> required(String label, String description) {
    var built = parameter(label, "1", description);
    synopsis.add(label);
    return () -> list(built).get(0);
  }

  /** Adds a parameter that may be left out; no other may follow. */
  Supplier<Optional<String>> optional(String label, String description) {
    var built = parameter(label, "0..1", description);
    synopsis.add("[" + label + "]");
    return () -> list(built).stream().findFirst();
  }

  /** Adds a parameter that may be given any number of times; no other may follow. */
  Supplier<List<String>> any(String label, String description) {
    var built = parameter(label, "0..*", description);
    synopsis.add("[" + label + "...]");
    return () -> list(built);
  }

  /** Adds a parameter that must be given, and may be given again; no other may follow. */
  Supplier<List<String>> several(String label, String description) {
    var built = parameter(label, "1..*", description);
    synopsis.add(label + "...");
    return () -> list(built);
  }

  private ArgSpec parameter(String label, String arity, String description) {
    var index = synopsis.size() + (arity.endsWith("*") ? "..*" : "");
    var parameter = PositionalParamSpec.builder().index(index).arity(arity).paramLabel(label);
    var built = parameter.type(List.class).auxiliaryTypes(String.class).description(description);
    var added = built.required(!arity.startsWith("0")).build();
    spec.addPositional(added);
    return added;
  }

  /** Returns it as picocli wants it. */
  CommandSpec spec() {
    var words = String.join(" ", synopsis);
    spec.usageMessage().customSynopsis((spec.name() + " " + words).strip() + " [OPTION...]");
    if (!examples.isEmpty() && spec.usageMessage().footer().length == 0) {
      spec.usageMessage().footerHeading("%nexamples:%n");
      spec.usageMessage().footer(examples.toArray(String[]::new));
    }
    return spec;
  }

  private static String[] names(String names) {
    return names.split(", ", -1);
  }

  private static List<String> list(ArgSpec argument) {
    List<String> given = argument.getValue();
    return given == null ? List.of() : List.copyOf(given);
  }
}

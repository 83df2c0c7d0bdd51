package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Spelling;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads what is given to a command; a mistake is one line and a hint. */
final class CommandReader {
  private final Syntax syntax;
  private boolean help;

  private CommandReader(Syntax syntax) {
    this.syntax = syntax;
  }

  /** Reads the words behind the command's name into its syntax. */
  static CommandReader read(Syntax syntax, List<String> words) throws Refusal {
    var reader = new CommandReader(syntax);
    reader.read(words);
    return reader;
  }

  /** Returns whether help was asked for, and nothing else is to be done. */
  boolean isHelp() {
    return help;
  }

  static String help(Syntax syntax) {
    return commandLine(syntax).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static CommandLine commandLine(Syntax syntax) {
    var line = new CommandLine(syntax.spec());
    return line.setExpandAtFiles(false).setInterpolateVariables(false);
  }

  private void read(List<String> words) throws Refusal {
    try {
      help = commandLine(syntax).parseArgs(words.toArray(String[]::new)).isUsageHelpRequested();
    } catch (UnmatchedArgumentException e) {
      throw unmatched(e.getUnmatched().get(0));
    } catch (MissingParameterException e) {
      throw missing(e.getMissing().get(0));
    } catch (OverwrittenOptionException e) {
      throw refusal(name(e.getOverwritten()) + " is given twice");
    } catch (MaxValuesExceededException e) {
      throw refusal("there is too much on the command line");
    } catch (ParameterException e) {
      throw refusal(plain(e));
    }
  }

  private Refusal unmatched(String word) {
    if (!word.startsWith("-")) {
      return refusal("`" + word + "` is too much");
    }
    var option = word.replaceFirst("=.*", "");
    var known = syntax.spec().options().stream().flatMap(o -> List.of(o.names()).stream()).toList();
    return Refusal.of(
        "unknown option `" + option + "`", Spelling.didYouMean(option, known).orElse(usage()));
  }

  private Refusal missing(ArgSpec argument) {
    return refusal(
        argument instanceof OptionSpec
            ? name(argument) + " needs a value: `" + argument.paramLabel() + "`"
            : "`" + argument.paramLabel() + "` is missing");
  }

  private Refusal refusal(String message) {
    return Refusal.of(message, usage());
  }

  private String usage() {
    var synopsis = String.join("", syntax.spec().usageMessage().customSynopsis());
    return "usage: `" + synopsis + "`; `" + syntax.spec().name() + " --help` explains it";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? "`" + option.longestName() + "`"
        : "`" + argument.paramLabel() + "`";
  }

  private static String plain(ParameterException mistake) {
    var message = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
    return message.replace('\'', '`');
  }
}

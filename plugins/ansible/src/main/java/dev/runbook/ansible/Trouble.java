package dev.runbook.ansible;

import dev.runbook.action.Processes.Exit;
import dev.runbook.ansible.Told.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in an operator's words why ansible did not do all that it was to do. */
final class Trouble {
  /** What {@code drive.sh} answers. */
  private static final int NO_SUCH_PROGRAM = 127;

  private static final int UNFIT_KEY = 125;
  private static final int NO_PIPE = 124;

  /** What a shell adds to the number of the signal that ended a program. */
  private static final int SIGNAL = 128;

  private static final int MOST_SIGNALS = 64;

  /** What ansible says where one of the processes it forks was killed. */
  private static final String LOST_WORKER = "A worker was found in a dead state";

  private static final int SHOWN = 5;
  private static final int LONGEST = 300;

  /** How ansible begins an error; from core 2.19 on in brackets. */
  private static final Pattern ERROR = Pattern.compile("(?m)^(?:\\[ERROR]:|ERROR[!:]) ?(.*)$");

  private static final Pattern YAML =
      Pattern.compile(
          "(?m)^(?:Syntax Error while loading YAML\\.|YAML parsing failed:) *\\n? *(.+)$");
  private static final Pattern PLACE =
      Pattern.compile("The error appears to be in '(.+?)': line (\\d+), column (\\d+)");
  private static final Pattern ORIGIN = Pattern.compile("(?m)^Origin: (\\S+:\\d+:\\d+)$");

  /** What to do about what ansible or ssh says, by a part of it in small letters. */
  private static final List<Entry<String, String>> ADVICE =
      List.of(
          Map.entry(
              "host key verification failed",
              "compare the host's key and add it with `ssh-keyscan`, or check the connection's"
                  + " `known_hosts`"),
          Map.entry("permission denied (", "check the connection's `user` and `key`"),
          Map.entry("missing sudo password", "give the connection a `become_password`"),
          Map.entry("a password is required", "give the connection a `become_password`"),
          Map.entry("incorrect sudo password", "check the connection's `become_password`"),
          Map.entry("sorry, try again", "check the connection's `become_password`"),
          Map.entry("no vault secrets found", "give the vault's password in `vault`"),
          Map.entry(
              "no vault secrets were found that could decrypt",
              "check the password in `vault`, or the names in `vault_ids`"),
          Map.entry("locale encoding to be utf-8", "set LANG=C.UTF-8 where the engine is started"),
          Map.entry(
              "completely failed to parse inventory source",
              "the step's log has what is wrong with it"),
          Map.entry("does not match any hosts", "check `limit` and `inventory`"),
          Map.entry("leaves us with no hosts to target", "check `limit` and `inventory`"));

  private Trouble() {}

  /**
   * Returns why it failed; null if it did not.
   *
   * @throws IOException if the program is not there, or was cut off: nobody says what it did
   */
  static @Nullable String reason(Exit exit, Told told, String program) throws IOException {
    if (exit.code() == 0) {
      return null;
    }
    if (!told.hasEnded()) {
      refuseIfNotStarted(exit, program);
      refuseIfCutOff(exit, told, program);
      return (exit.code() == UNFIT_KEY ? unfitKey(exit) : error(exit, program)) + before(told);
    }
    var parts = new ArrayList<String>();
    hosts(told.unreachable(), "unreachable", Trouble::unreachable).ifPresent(parts::add);
    hosts(told.failures(), "failed", Trouble::failure).ifPresent(parts::add);
    return parts.isEmpty() ? error(exit, program) : String.join("; ", parts);
  }

  private static void refuseIfNotStarted(Exit exit, String program) throws IOException {
    if (exit.code() == NO_SUCH_PROGRAM) {
      throw new IOException(
          "there is no program `"
              + program
              + "`: install ansible (Debian: `apt-get install ansible`), or write the folder of its"
              + " programs in the connection's `programs`");
    }
    if (exit.code() == NO_PIPE) {
      throw new IOException("no pipe could be made for ansible: " + last(exit.stderr().text()));
    }
  }

  private static void refuseIfCutOff(Exit exit, Told told, String program) throws IOException {
    var signal = exit.code() - SIGNAL;
    var isKilled = signal > 0 && signal <= MOST_SIGNALS;
    if (isKilled || exit.stderr().text().contains(LOST_WORKER)) {
      throw new IOException(
          program
              + (isKilled ? " was killed by signal " + signal : " lost one of its own processes")
              + (told.task().isEmpty() ? "" : " in `" + told.task() + "`")
              + before(told));
    }
  }

  /** Returns where it changed something; for those without a recap. */
  private static String before(Told told) {
    var hosts = told.changedHosts();
    if (hosts.isEmpty()) {
      return told.task().isEmpty() ? "" : "; it had changed nothing yet";
    }
    var shown = hosts.stream().limit(SHOWN).collect(Collectors.joining(", "));
    var more = hosts.size() - SHOWN;
    return "; it had changed something at "
        + shown
        + (more > 0 ? " and " + more + " more" : "")
        + ": the step's log says what";
  }

  private static String unfitKey(Exit exit) {
    return "the connection's `private_key` cannot be used: "
        + last(exit.stderr().text())
        + "; it must be the whole text of a private key without passphrase";
  }

  /** Returns what ansible says before it comes to any host, and where. */
  private static String error(Exit exit, String program) {
    var said = exit.stderr().text();
    var error = ERROR.matcher(said);
    if (!error.find()) {
      return program + " ended with exit code " + exit.code() + ": " + last(said);
    }
    var rest = said.substring(error.start());
    var yaml = YAML.matcher(rest);
    var text = yaml.find() ? "syntax error: " + yaml.group(1).strip() : error.group(1).strip();
    return advised(shortened(phrase(text)) + place(rest));
  }

  private static String place(String said) {
    var place = PLACE.matcher(said);
    if (place.find()) {
      return " at " + place.group(1) + ":" + place.group(2) + ":" + place.group(3);
    }
    var origin = ORIGIN.matcher(said);
    return origin.find() ? " at " + origin.group(1) : "";
  }

  private interface Words {
    String of(Problem problem);
  }

  private static Optional<String> hosts(List<Problem> problems, String what, Words words) {
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    var count = problems.size() == 1 ? "1 host " : problems.size() + " hosts ";
    var shown = problems.stream().limit(SHOWN).map(words::of).collect(Collectors.joining("; "));
    var more = problems.size() - SHOWN;
    return Optional.of(count + what + ": " + shown + (more > 0 ? "; and " + more + " more" : ""));
  }

  private static String unreachable(Problem problem) {
    return problem.host() + ": " + advised(problem.message());
  }

  private static String failure(Problem problem) {
    return problem.host() + " at `" + problem.task() + "`: " + advised(problem.message());
  }

  private static String advised(String text) {
    var low = text.toLowerCase(Locale.ROOT);
    return ADVICE.stream()
        .filter(advice -> low.contains(advice.getKey()))
        .findFirst()
        .map(advice -> stripped(text) + "; " + advice.getValue())
        .orElse(text);
  }

  private static String phrase(String text) {
    var isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return isWord ? Character.toLowerCase(text.charAt(0)) + stripped(text.substring(1)) : text;
  }

  private static String stripped(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String last(String said) {
    return said.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((a, b) -> b)
        .map(Trouble::shortened)
        .orElse("it gave no reason");
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "..";
  }
}

package dev.runbook.ssh;

import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text for the shell of a host (POSIX.1-2017, Shell Command Language). */
final class RemoteText {
  /** What holds a newline in the one line that a host's shell reads. */
  private static final String NEWLINE = "_n";

  /** Costs a process, so that it is left out where nothing needs it. */
  private static final String NEWLINE_SET = NEWLINE + "=$(printf '\\nx'); _n=${_n%x}; ";

  private RemoteText() {}

  /** Makes it of a command: text, or a list of words. */
  static String command(Object command) {
    return command instanceof List<?> list
        ? list.stream()
            .map(RemoteText::word)
            .map(RemoteText::quoted)
            .collect(Collectors.joining(" "))
        : word(command);
  }

  /** Returns a command as the operator wrote it. */
  static String shown(Object command) {
    return command instanceof List<?> list
        ? list.stream()
            .map(RemoteText::word)
            .map(RemoteText::plain)
            .collect(Collectors.joining(" "))
        : word(command).strip();
  }

  /** Makes it of a script, which is a file of the host while it runs. */
  static String script(String text, List<String> arguments) {
    return "d=$(mktemp -d) || exit 1; trap 'rm -rf \"$d\"' EXIT; trap 'exit 143' TERM HUP INT; "
        + ("printf %s " + quoted(text) + " > \"$d/script\" && " + interpreter(text))
        + " \"$d/script\" "
        + arguments.stream().map(RemoteText::quoted).collect(Collectors.joining(" "));
  }

  /** Returns the command as one line that tells who it is, settles down, and runs the command. */
  static String line(String token, String command, Setting setting) {
    var line =
        new StringBuilder("unset _r; echo ")
            .append(token)
            .append("-pid $$ >&2; export RUNBOOK_CALL=")
            .append(token);
    if (setting.directory() != null) {
      line.append("; cd ").append(oneLine(folder(setting.directory()))).append(" || exit 1");
    }
    for (var each : new TreeMap<>(setting.env()).entrySet()) {
      line.append("; export ").append(each.getKey()).append('=').append(oneLine(each.getValue()));
    }
    line.append("; _c=").append(oneLine(command)).append("; unset _n; eval \"$_c\"\n");
    return line.indexOf("$" + NEWLINE) < 0 ? line.toString() : NEWLINE_SET + line;
  }

  /** Returns what ends a command that told its token and process, and all that it started. */
  static String end(String token, String pid) {
    return ("k() { kill -s $1 -- -PID PID $(grep -ls RUNBOOK_CALL=TOKEN /proc/[0-9]*/environ"
            + " | tr -dc '0-9\\n'); } 2>/dev/null; "
            + "k TERM; i=0; while [ $i -lt 5 ] && kill -0 -- -PID 2>/dev/null; "
            + "do sleep 0.1; i=$((i+1)); done; k KILL; :")
        .replace("PID", pid)
        .replace("TOKEN", token);
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String oneLine(String text) {
    return quoted(text).replace("\n", "'\"$" + NEWLINE + "\"'");
  }

  /** Keeps a folder whose name begins with a hyphen from being an option. */
  private static String folder(String name) {
    return name.startsWith("-") ? "./" + name : name;
  }

  private static String interpreter(String script) {
    if (!script.startsWith("#!")) {
      return "/bin/sh";
    }
    var words = script.lines().findFirst().orElse("").substring(2).strip().split("\\s+", 2);
    return words.length == 1 ? quoted(words[0]) : quoted(words[0]) + " " + quoted(words[1].strip());
  }

  private static String word(@Nullable Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }

  private static String plain(String word) {
    var isPlain =
        !word.isEmpty()
            && word.chars().allMatch(c -> c > ' ' && "'\"\\$`!*?[]{}()<>|&;#~".indexOf(c) < 0);
    return isPlain ? word : quoted(word);
  }
}

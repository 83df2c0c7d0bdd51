package dev.runbook.shell;

import dev.runbook.action.Look;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says what a probe finds of the program of a command. */
final class FoundProgram {
  /** The first word of a text for a shell, where it is plain. */
  private static final Pattern FIRST = Pattern.compile("([A-Za-z0-9_./+-]+)(?=[\\s;&|)]|$)");

  /** What a shell does itself: POSIX.1-2017, shell command language. */
  private static final Set<String> BUILT_IN =
      Set.of(
          (". : alias bg break case cd command continue do done echo elif else esac eval exec exit"
                  + " export false fc fg fi for getopts hash if jobs kill local newgrp printf pwd"
                  + " read readonly return set shift test then times trap true type ulimit umask"
                  + " unalias unset until wait while")
              .split(" "));

  private FoundProgram() {}

  static List<String> of(Run run, Look look) {
    var found = new ArrayList<String>();
    var cwd = run.cwd();
    if (cwd != null && !Files.isDirectory(look.directory().resolve(cwd))) {
      found.add("the folder " + cwd + " is not there now");
    }
    if (cwd == null && !run.env().containsKey("PATH")) {
      name(run.command()).map(name -> of(name, look)).ifPresent(found::add);
    }
    return found;
  }

  /** Returns the program of a list, or what a text begins with where no shell does that itself. */
  private static Optional<String> name(Object command) {
    if (command instanceof List<?> words) {
      return words.stream().findFirst().map(String::valueOf);
    }
    var first = FIRST.matcher(command.toString().strip());
    return first.lookingAt() && !BUILT_IN.contains(first.group())
        ? Optional.of(first.group())
        : Optional.empty();
  }

  private static String of(String name, Look look) {
    var file = look.program(name);
    if (file.isPresent()) {
      return name.contains("/")
          ? "the program `" + name + "` is there"
          : "`" + name + "` is " + file.get();
    }
    return name.contains("/")
        ? "the program `" + name + "` is not there now"
        : "there is no program `" + name + "` on the PATH now";
  }
}

package dev.runbook.ssh;

import java.util.regex.Pattern;

/**
 * Where a file or folder of a host is, and the shell text that reads and writes it. It needs the
 * usual programs there: tar, find, stat, sha256sum, mktemp.
 *
 * @param folder the one it is in
 */
record RemoteFile(String folder, String name) {
  private static final Pattern SIDES = Pattern.compile("(?s)(.*/)?([^/]+)/*");

  /** Prints the checksum of all that is below {@code ./$1}, as {@link Manifest#state} makes it. */
  private static final String STATE =
      """
      s() { {
      find "./$1" -type f -exec sha256sum {} + | sed 's/^/f /'
      find "./$1" ! -type l -exec stat -c 'm %a %n' {} +
      find "./$1" -type d | sed 's/^/d /'
      find "./$1" -type l -exec sh -c 'for l do printf "l %s -> %s\\n" "$l" "$(readlink "$l")"; done' _ {} +
      } | LC_ALL=C sort | sha256sum | cut -c 1-64; }
      is() { [ -e "$1" ] || [ -L "$1" ]; }
      full() { set -- $(df -P . | tail -n 1); [ "$4" != 0 ] || echo "the disk at $6 is full" >&2; }
      """;

  /** What is there: {@code none}, or its kind and checksum. */
  private static final String LOOK =
      """
      cd FOLDER 2>/dev/null || { echo none none; exit 0; }
      is "./$n" || { echo none none; exit 0; }
      k=file; [ -d "./$n" ] && k=folder; [ -L "./$n" ] && k=link
      echo $k $(s "$n")
      """;

  /** Only what arrived whole is put into place; what was there is kept beside it. */
  private static final String RECEIVE =
      """
      mkdir -p FOLDER && cd FOLDER || exit 1
      t=$(mktemp -d "./.$n.XXXXXX") || exit 1
      trap 'rm -rf "$t"' EXIT; trap 'exit 143' TERM HUP INT
      tar -xpof - -C "$t" || { full; exit 1; }
      [ "$(cd "$t" && s "$n")" = STATE ] || { echo 'what arrived is not what was sent' >&2; exit 1; }
      rm -rf "./.$n.before"
      if [ -d "./$n" ] || [ -d "$t/$n" ]; then
        if is "./$n"; then mv "./$n" "./.$n.before" || exit 1; fi
        mv "$t/$n" "./$n" || { mv "./.$n.before" "./$n"; exit 1; }
      else
        if is "./$n"; then
          ln "./$n" "./.$n.before" 2>/dev/null || cp -pP "./$n" "./.$n.before" || exit 1
        fi
        mv -f "$t/$n" "./$n" || exit 1
      fi
      if is "./.$n.before"; then echo kept; fi
      """;

  /** Nothing that somebody changed since is touched. */
  private static final String RESTORE =
      """
      cd FOLDER || exit 1
      [ "$(s "$n")" = STATE ] || { echo 'it was changed since, and is left as it is' >&2; exit 1; }
      if [ KEPT = no ]; then rm -rf "./$n"; exit; fi
      is "./.$n.before" || { echo 'what was there before is gone' >&2; exit 1; }
      if [ -d "./$n" ] || [ -d "./.$n.before" ]; then
        rm -rf "./.$n.after"; mv "./$n" "./.$n.after" || exit 1
        mv "./.$n.before" "./$n" || { mv "./.$n.after" "./$n"; exit 1; }
        rm -rf "./.$n.after"
      else
        mv -f "./.$n.before" "./$n"
      fi
      """;

  /**
   * Reads a path: absolute, or relative to the home of who logs in.
   *
   * @throws Unfit if it names no file or folder
   */
  static RemoteFile of(String path) throws Unfit {
    var matcher = SIDES.matcher(path.startsWith("~/") ? path.substring(2) : path);
    if (!matcher.matches()
        || matcher.group(2).matches("\\.\\.?|~.*")
        || path.chars().anyMatch(c -> c == '\n' || c == '\\')) {
      throw new Unfit("`" + path + "` names no file or folder of a host: write /folder/name");
    }
    var folder = matcher.group(1) == null ? "./" : matcher.group(1);
    return new RemoteFile(folder.startsWith("/") ? folder : "./" + folder, matcher.group(2));
  }

  /** Returns the path, for people. */
  String shown() {
    return (folder.startsWith("./") ? folder.replaceFirst("^(\\./)+", "") : folder) + name;
  }

  /** Returns where the former one is kept. */
  String before() {
    return new RemoteFile(folder, "." + name + ".before").shown();
  }

  String look() {
    return script(LOOK);
  }

  /** Returns what unpacks an archive of this, read from standard input. */
  String receive(String state) {
    return script(RECEIVE.replace("STATE", state));
  }

  /** Returns what makes an archive of this. */
  String send() {
    return script("cd FOLDER && tar -cf - \"./$n\"\n");
  }

  /**
   * Returns what puts back the former one.
   *
   * @param kept false if there was none
   */
  String restore(String state, boolean kept) {
    return script(RESTORE.replace("STATE", state).replace("KEPT", kept ? "yes" : "no"));
  }

  private String script(String text) {
    return STATE
        + "n="
        + RemoteText.quoted(name)
        + "\n"
        + text.replace("FOLDER", RemoteText.quoted(folder));
  }
}

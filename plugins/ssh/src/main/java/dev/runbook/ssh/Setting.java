package dev.runbook.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command at a host finds around it.
 *
 * @param directory null for the user's home
 * @param input null for none
 * @param sudo {@code true} for root, {@code false} for nobody else, or a user
 */
record Setting(
    @Nullable String directory, Map<String, String> env, @Nullable Input input, String sudo) {

  /** What a command reads, made anew for each host. */
  interface Input {
    InputStream open() throws IOException;

    /** Makes it of text; null for none. */
    static @Nullable Input of(@Nullable String text) {
      return text == null
          ? null
          : () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static Setting plain(String sudo) {
    return new Setting(null, Map.of(), null, sudo);
  }

  /** Returns the user to become; null for none. */
  @Nullable String user() {
    return sudo.equals("false") ? null : sudo.equals("true") ? "root" : sudo;
  }

  void check() throws Unfit {
    for (var name : env.keySet()) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new Unfit("`" + name + "` cannot be the name of an environment variable");
      }
    }
    if (sudo.isBlank() || sudo.startsWith("-")) {
      throw new Unfit("`" + sudo + "` is not a user: write `true` or the name of one in `sudo`");
    }
  }
}

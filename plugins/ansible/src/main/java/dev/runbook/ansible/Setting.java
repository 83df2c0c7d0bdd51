package dev.runbook.ansible;

import dev.runbook.action.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a step says, whatever it has ansible do.
 *
 * @param become the user to become; empty for the one of ansible's configuration, null for none
 * @param vault its password
 * @param vaultIds passwords of vaults that have a name
 */
record Setting(
    AnsibleConnection connection,
    List<String> inventory,
    @Nullable String limit,
    Map<String, Object> extraVars,
    @Nullable String become,
    Mode mode,
    @Nullable Secret vault,
    Map<String, Secret> vaultIds,
    @Nullable Path cwd) {
  private static final Pattern VAULT_ID = Pattern.compile("[\\w.-]+");

  /**
   * How much it does.
   *
   * @param check whether it only says what it would do
   * @param diff whether it shows what changes in files
   */
  record Mode(boolean check, boolean diff) {}

  /** Returns the passwords of vaults, if their names are such. */
  static Map<String, Secret> named(Map<String, Secret> vaultIds) {
    for (var id : vaultIds.keySet()) {
      if (!VAULT_ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "`" + id + "` in `vault_ids` is no name: write letters, digits, `_`, `.` and `-`");
      }
    }
    return Map.copyOf(vaultIds);
  }

  /** Returns the user to become, as a step says it. */
  static @Nullable String become(boolean become, @Nullable String user) {
    return !become ? null : user == null ? "" : user;
  }

  /** Returns the same for a preview: it changes nothing and shows all. */
  Setting previewed() {
    return new Setting(
        connection,
        inventory,
        limit,
        extraVars,
        become,
        new Mode(true, true),
        vault,
        vaultIds,
        cwd);
  }
}

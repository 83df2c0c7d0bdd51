package dev.runbook.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit to what it is given: no system's and no user's configuration, no programs started to
 * find out about the machine, no seconds spent on measuring the clock of the file system, no
 * collecting of garbage on the side.
 */
final class Isolation extends SystemReader.Delegate {
  private static final Path PROCESS = Path.of("/proc/self/status");

  static {
    LfsClean.register();
    SystemReader.setInstance(new Isolation(SystemReader.getInstance()));
    if (FS.DETECTED instanceof FS_POSIX posix) {
      keepUmask(posix);
    }
  }

  private Isolation(SystemReader machine) {
    super(machine);
  }

  /** Takes effect once, whatever is called first. */
  static void install() {
    // loading this class has done it
  }

  /** No variable of git's own, such as a program to use in the place of SSH. */
  @Override
  public @Nullable String getenv(String variable) {
    return variable.startsWith("GIT_") ? null : super.getenv(variable);
  }

  /** It only stands in a name that nobody reads; asking the network for it may take seconds. */
  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  /** JGit runs a shell to ask for the umask; Linux tells it in a file. */
  static void keepUmask(FS_POSIX fs) {
    try (var lines = Files.lines(PROCESS)) {
      lines
          .filter(line -> line.startsWith("Umask:"))
          .map(line -> Integer.parseInt(line.substring(6).strip(), 8))
          .findFirst()
          .ifPresent(fs::setUmask);
    } catch (IOException elsewhere) {
      // not Linux: JGit asks the shell
    }
  }

  /** A configuration without a file. */
  private static final class Settings extends FileBasedConfig {
    Settings(Config parent, FS fs) {
      super(parent, null, fs);
      setString("gc", null, "auto", "0");
      setString("gc", null, "autoPackLimit", "0");
      setBoolean("filter", "lfs", "useJGitBuiltin", true);
    }

    /**
     * Says how fine the clock of every file system is, so that JGit does not measure it for
     * seconds: that of Linux ticks each 1 to 10 ms.
     */
    @Override
    public String getString(String section, String subsection, String name) {
      return section.equals("filesystem")
          ? "10 milliseconds"
          : super.getString(section, subsection, name);
    }

    @Override
    public void load() {
      // there is no file
    }

    @Override
    public void save() {
      // there is no file
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}

package dev.runbook.cli.command;

import dev.runbook.run.Accounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The accounts of this machine, as its own programs tell them. */
final class SystemAccounts implements Accounts {

  /** The kernel says who runs this process; a property of Java could be set to anybody's name. */
  @Override
  public String current() {
    try {
      return Files.getOwner(Path.of("/proc/self")).getName();
    } catch (IOException e) {
      return System.getProperty("user.name");
    }
  }

  /** An account or group that is not known is no member. */
  @Override
  public boolean isMember(String account, String group) {
    try {
      var id = new ProcessBuilder("id", "-Gn", "--", account).start();
      id.getOutputStream().close();
      var groups = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return id.waitFor() == 0 && List.of(groups.strip().split(" ", -1)).contains(group);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package dev.runbook.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/** Somebody who commits or tags. */
record Person(String name, String mail) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([^<>\\n]*[^<>\\s])\\s*<([^<>\\s]+)>\\s*");

  /** Reads {@code Name <mail>}. */
  static Person of(String text) throws Refused {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new Refused("`" + text + "` is not an author: write Name <mail>");
    }
    return new Person(matcher.group(1), matcher.group(2));
  }

  /** Returns the connection's author, or who the clone or the user's configuration names. */
  static Person of(@Nullable GitConnection connection, Clone clone) throws Refused, IOException {
    if (connection != null && connection.author() != null) {
      return of(connection.author());
    }
    var person = in(clone.repository().getConfig());
    person = person == null ? in(users()) : person;
    if (person == null) {
      throw new Refused(
          "nobody is named as the author: give `author: Name <mail>` in the git connection, or"
              + " `git config user.name` and `user.email` in "
              + clone.folder());
    }
    return person;
  }

  PersonIdent now() {
    return new PersonIdent(name, mail);
  }

  @Override
  public String toString() {
    return name + " <" + mail + ">";
  }

  private static @Nullable Person in(Config config) {
    var name = config.getString("user", null, "name");
    var mail = config.getString("user", null, "email");
    return name == null || mail == null ? null : new Person(name, mail);
  }

  /** The user's own configuration; it is read for nothing else. */
  private static Config users() throws Refused, IOException {
    var config = new Config();
    var file = Path.of(System.getProperty("user.home"), ".gitconfig");
    try {
      if (Files.isReadable(file)) {
        config.fromText(Files.readString(file));
      }
      return config;
    } catch (ConfigInvalidException e) {
      throw new Refused(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}

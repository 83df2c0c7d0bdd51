package dev.runbook.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in an operator's words why a file cannot be used. */
final class Trouble {
  private static final String ELSEWHERE = "choose another state folder with `--state DIR`";
  private static final String GONE = "it does not exist";

  private Trouble() {}

  /** Returns that a file or folder cannot be {@code made}, {@code written} or {@code read}. */
  static StateException cannot(String done, Path path, IOException cause) {
    var reason = reason(cause);
    return because("`" + path + "` cannot be " + done + ": " + reason, hint(reason), cause);
  }

  static StateException bad(String message, @Nullable String hint) {
    return new StateException(StateException.Reason.BAD, message, hint);
  }

  static StateException held(String message, @Nullable String hint) {
    return new StateException(StateException.Reason.HELD, message, hint);
  }

  private static StateException because(String message, String hint, IOException cause) {
    var trouble = bad(message, hint);
    trouble.initCause(cause);
    return trouble;
  }

  /** Returns the reason alone, such as {@code no space left on device}. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return GONE;
    }
    if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    }
    var said = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return said == null ? "the file system refuses" : systemWords(said);
  }

  /** The older classes of the JDK say {@code path (Reason)}. */
  private static String systemWords(String said) {
    var open = said.endsWith(")") ? said.lastIndexOf('(') : -1;
    var words = open < 0 ? said : said.substring(open + 1, said.length() - 1);
    return words.equals("Not a directory") ? "a file is in the way" : lower(words);
  }

  private static String lower(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  /** Returns what has to be done before a file can be written again, in a few words. */
  static String remedy(String reason) {
    if (isFull(reason)) {
      return "make room";
    }
    return reason.equals(GONE) ? "put it back where it was" : "have it writable again";
  }

  private static boolean isFull(String reason) {
    return reason.equals("no space left on device") || reason.equals("disk quota exceeded");
  }

  static String hint(String reason) {
    return isFull(reason)
        ? "free some space, such as with `runbook runs --prune --keep 30d` (and the same `--state`), or "
            + ELSEWHERE
        : ELSEWHERE;
  }
}

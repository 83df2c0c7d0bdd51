package dev.runbook.git;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.internal.JGitText;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong in the operator's words. What would go wrong again is {@link Refused};
 * anything else stays an accident.
 */
final class Trouble {
  private static final int LONGEST = 300;

  /** How the library begins when what it reads names no branches. */
  private static final String NO_REFS =
      JGitText.get().invalidAdvertisementOf.replaceFirst("[{]0.*", "").strip();

  private Trouble() {}

  /** Returns the failure of something asked of a remote. */
  static Exception with(String url, HttpLogin login, Exception e) {
    var local = local(e);
    if (local != null) {
      return local;
    }
    var missing = find(e, NoRemoteRepositoryException.class);
    if (missing != null) {
      return new Refused("there is no repository `" + url + "`, or it is not open to you", e);
    }
    var text = String.valueOf(e.getMessage());
    if (text.endsWith(JGitText.get().notAuthorized)) {
      return new Refused(login(url, login), e);
    }
    if (text.endsWith(JGitText.get().authenticationNotSupported)) {
      return new Refused("`" + url + "` wants another kind of login than user and password", e);
    }
    if (text.contains("not permitted")) {
      return new Refused("`" + url + "` is not open to you for this", e);
    }
    if (text.endsWith(JGitText.get().atomicPushNotSupported)) {
      return new Refused(
          "`"
              + url
              + "` cannot move several branches and tags at once: push them in steps of their own",
          e);
    }
    var certificate = certificate(e);
    if (certificate != null) {
      return new Refused("the certificate of `" + url + "` " + certificate, e);
    }
    return new IOException("no answer of use from `" + url + "`: " + reason(url, e), e);
  }

  /** Returns the failure of something done in a clone. */
  static Exception in(Exception e) {
    var local = local(e);
    return local == null ? e : local;
  }

  static String locked(Object file) {
    return file
        + " is locked by another git, or by one that crashed: if none is at work there, type `rm "
        + file
        + ".lock`";
  }

  private static @Nullable Exception local(Exception e) {
    var refused = find(e, Refused.class);
    if (refused != null) {
      return refused;
    }
    var lock = find(e, LockFailedException.class);
    return lock == null ? null : new Refused(locked(lock.getFile()), e);
  }

  /** Returns what is wrong with the certificate of a server; null if nothing is. */
  private static @Nullable String certificate(Exception e) {
    if (find(e, CertificateExpiredException.class) != null) {
      return "has expired";
    }
    if (find(e, CertPathBuilderException.class) != null) {
      return "is signed by nobody whom this Java trusts: `keytool -importcert -cacerts` adds who"
          + " signed it";
    }
    var other = find(e, CertificateException.class);
    return other == null ? null : "is not accepted: " + other.getMessage();
  }

  private static String login(String url, HttpLogin login) {
    return login.wasAsked()
        ? "`" + url + "` does not accept the user and password, or token, of the git connection"
        : "`"
            + url
            + "` wants a login: give `user` and `password`, or `token`, in a git connection"
            + " whose `fetch` or `push` is on that server";
  }

  /** Returns the last cause that says something, without the URL that the message names anyhow. */
  private static String reason(String url, Exception e) {
    var said = e.getClass().getSimpleName();
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof InterruptedIOException || at instanceof ClosedByInterruptException) {
        return "it was silent for too long";
      }
      if (at instanceof EOFException || String.valueOf(at.getMessage()).equals("Premature EOF")) {
        return "it ended too early";
      }
      if (at.getMessage() != null) {
        said = at.getMessage();
      }
    }
    return shortened(said.replace(url + ": ", "").strip());
  }

  /** What is no repository may answer with a page of any length. */
  private static String shortened(String said) {
    if (said.startsWith(NO_REFS)) {
      return "what answers there is no git repository: a wrong address, or a page to log in?";
    }
    var line = said.lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "..";
  }

  private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}

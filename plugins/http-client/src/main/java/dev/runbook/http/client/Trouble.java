package dev.runbook.http.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Says in the operator's words why there is no answer. What would go wrong again is {@link
 * Refused}; anything else stays an accident.
 */
public final class Trouble {
  private Trouble() {}

  /**
   * Returns the failure.
   *
   * @param what the request, such as "GET https://example.org/"
   */
  public static Exception of(String what, URI address, IOException e) {
    var certificate = certificate(address.getHost(), e);
    return certificate == null
        ? new IOException(what + ": " + reason(address.getHost(), e), e)
        : new Refused(what + ": " + certificate, e);
  }

  private static @Nullable String certificate(String host, IOException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return "the certificate that is shown is not for `" + host + "`";
    }
    if (has(e, CertificateExpiredException.class)) {
      return "the certificate of `" + host + "` has expired";
    }
    if (has(e, CertificateNotYetValidException.class)) {
      return "the certificate of `"
          + host
          + "` is not valid yet: is the clock of this machine right?";
    }
    if (has(e, CertPathBuilderException.class) || has(e, CertPathValidatorException.class)) {
      return "the certificate of `"
          + host
          + "` is signed by nobody who is trusted; `ca` of the connection says whom to trust";
    }
    var said = String.valueOf(e.getMessage());
    var wanted = said.contains("certificate_required") || said.contains("bad_certificate");
    return has(e, SSLException.class) && wanted
        ? "`"
            + host
            + "` wants a client certificate that it trusts: `certificate` of the connection"
        : null;
  }

  private static String reason(String host, IOException e) {
    if (e instanceof UnknownHostException) {
      return "no address is known for `" + host + "`";
    }
    if (has(e, ConnectException.class)) {
      return "connection refused: nothing listens there";
    }
    if (e instanceof Client.LacksKeys) {
      return "it broke off; it had asked for a client certificate: `certificate` of the connection";
    }
    if (e instanceof InterruptedIOException) {
      return "no answer in time; `timeout` of the connection says how long it may take";
    }
    if (e instanceof SSLException) {
      return "no secure connection: " + insecure(String.valueOf(e.getMessage()));
    }
    return e.getMessage() == null ? "it broke off" : broken(e, e.getMessage());
  }

  private static String insecure(String said) {
    return said.startsWith("Unsupported or unrecognized SSL message")
        ? "what answers there does not speak TLS; is the address one of http://?"
        : said;
  }

  /** The library shows the address with its query, and what came: nobody's business. */
  private static String broken(IOException e, String said) {
    if (e instanceof EOFException || said.startsWith("unexpected end of stream")) {
      return "it broke off: it ended too early";
    }
    return e instanceof ProtocolException
        ? "what answers there does not keep to HTTP; is it the right port?"
        : "it broke off: " + said;
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}

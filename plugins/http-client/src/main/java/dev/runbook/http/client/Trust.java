package dev.runbook.http.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client trusts, and who it says it is.
 *
 * @param lacksKeys whether a server asked for a client certificate, and there is none
 */
record Trust(SSLSocketFactory sockets, X509TrustManager manager, BooleanSupplier lacksKeys) {

  /**
   * Returns what the settings say.
   *
   * @param directory what relative paths start at
   */
  static Trust of(Settings settings, Path directory) throws Refused {
    try {
      var manager = manager(settings.ca() == null ? null : directory.resolve(settings.ca()));
      var context = SSLContext.getInstance("TLS");
      var keys = ClientKeys.of(settings, directory);
      var none = new NoKeys();
      context.init(
          keys == null ? new KeyManager[] {none} : keys, new X509TrustManager[] {manager}, null);
      return new Trust(context.getSocketFactory(), manager, none::isAsked);
    } catch (GeneralSecurityException e) {
      throw new Refused("the certificates of the connection cannot be used: " + e.getMessage(), e);
    }
  }

  private static X509TrustManager manager(@Nullable Path ca)
      throws GeneralSecurityException, Refused {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(ca == null ? null : authorities(ca));
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("this Java knows no X.509");
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException, Refused {
    try (var in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      if (store.size() == 0) {
        throw new Refused("`ca`: " + file + " holds no certificate");
      }
      return store;
    } catch (IOException e) {
      throw new Refused("`ca`: " + file + " cannot be read", e);
    }
  }
}

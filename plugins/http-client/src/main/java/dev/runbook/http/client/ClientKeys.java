package dev.runbook.http.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** The client certificate of a connection, and its key. */
final class ClientKeys {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private ClientKeys() {}

  /** Returns them for a TLS context; null if the connection has none. */
  static KeyManager @Nullable [] of(Settings settings, Path directory)
      throws Refused, GeneralSecurityException {
    if (settings.certificate() == null) {
      return null;
    }
    var certificate = directory.resolve(settings.certificate());
    var secret = settings.certificatePassword();
    var password = (secret == null ? "" : secret.value()).toCharArray();
    var store =
        settings.key() == null
            ? pkcs12(certificate, password)
            : pem(certificate, directory.resolve(settings.key()), password);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore pkcs12(Path file, char[] password)
      throws Refused, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return store;
    } catch (IOException e) {
      var hint =
          Files.isReadable(file)
              ? " is no PKCS #12 file that opens with this `certificate_password`; a PEM file"
                  + " needs its `key`"
              : " cannot be read";
      throw new Refused("`certificate`: " + file + hint, e);
    }
  }

  private static KeyStore pem(Path certificate, Path key, char[] password)
      throws Refused, GeneralSecurityException {
    try (var in = Files.newInputStream(certificate)) {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", key(key), password, chain);
      return store;
    } catch (IOException e) {
      throw new Refused("`certificate`: " + certificate + " cannot be read", e);
    }
  }

  private static PrivateKey key(Path file) throws Refused, GeneralSecurityException {
    var matcher = KEY.matcher(text(file));
    if (!matcher.find()) {
      throw new Refused(
          "`key`: " + file + " holds no PKCS #8 key; `openssl pkcs8 -topk8 -nodes` makes one");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      var key = key(algorithm, spec);
      if (key != null) {
        return key;
      }
    }
    throw new Refused("`key`: " + file + " holds a key that is neither RSA, EC nor Ed25519");
  }

  /** Returns null for a key of another kind: the file does not say which it is. */
  private static @Nullable PrivateKey key(String algorithm, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return null;
    }
  }

  private static String text(Path file) throws Refused {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Refused("`key`: " + file + " cannot be read", e);
    }
  }
}

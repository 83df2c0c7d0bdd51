package dev.runbook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TrustTest {
  @TempDir Path folder;
  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private FakeCall call;

  @BeforeEach
  void open() throws IOException {
    call = new FakeCall(folder);
    Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
  }

  @AfterEach
  void close() {
    call.close();
    server.close();
  }

  private String serve(HeldCertificate.Builder own, MockResponse answer) throws IOException {
    var held = own.signedBy(authority).build();
    var certificates =
        new HandshakeCertificates.Builder()
            .heldCertificate(held)
            .addTrustedCertificate(authority.certificate())
            .build();
    server.useHttps(certificates.sslSocketFactory());
    server.enqueue(answer);
    server.start();
    return "https://127.0.0.1:" + server.getPort();
  }

  private String serve(HeldCertificate.Builder own) throws IOException {
    return serve(own, new MockResponse.Builder().body("safe").build());
  }

  private String serve(HeldCertificate.Builder own, String location) throws IOException {
    return serve(own, new MockResponse.Builder().code(302).setHeader("Location", location).build());
  }

  private static HeldCertificate.Builder local() {
    return new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1");
  }

  private String reason(HttpConnection connection) throws Exception {
    var outcome = Asked.get(connection, null).run(call);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<HttpRequest.Outputs>) outcome).reason();
  }

  @Test
  void theConnectionSaysWhomToTrust() throws Exception {
    var url = serve(local());
    assertThat(Asked.get(Asked.trusting(url, Path.of("ca.pem"), null, null), null).run(call))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whoIsNotTrustedIsNotSpokenTo() throws Exception {
    var url = serve(local());
    assertThat(reason(Asked.connection(url)))
        .isEqualTo(
            "GET "
                + url
                + ": the certificate of `127.0.0.1` is signed by nobody who is trusted; `ca` of"
                + " the connection says whom to trust");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    var url = serve(new HeldCertificate.Builder().addSubjectAlternativeName("other.example"));
    assertThat(reason(Asked.trusting(url, Path.of("ca.pem"), null, null)))
        .endsWith("the certificate that is shown is not for `127.0.0.1`");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    var url = serve(local().validityInterval(0, TimeUnit.DAYS.toMillis(1)));
    assertThat(reason(Asked.trusting(url, Path.of("ca.pem"), null, null)))
        .endsWith("the certificate of `127.0.0.1` has expired");
  }

  @Test
  void aCertificateThatIsNotValidYetIsRefused() throws Exception {
    var tomorrow = System.currentTimeMillis() + TimeUnit.DAYS.toMillis(1);
    var url = serve(local().validityInterval(tomorrow, tomorrow + TimeUnit.DAYS.toMillis(1)));
    assertThat(reason(Asked.trusting(url, Path.of("ca.pem"), null, null)))
        .endsWith("is not valid yet: is the clock of this machine right?");
  }

  @Test
  void aClientShowsItsCertificate() throws Exception {
    server.requireClientAuth();
    var url = serve(local());
    var client = new HeldCertificate.Builder().commonName("rita").signedBy(authority).build();
    Files.writeString(folder.resolve("rita.pem"), client.certificatePem());
    Files.writeString(folder.resolve("rita.key"), client.privateKeyPkcs8Pem());
    var connection =
        Asked.trusting(url, Path.of("ca.pem"), Path.of("rita.pem"), Path.of("rita.key"));

    assertThat(Asked.get(connection, null).run(call)).isInstanceOf(Outcome.Done.class);

    assertThat(server.takeRequest().getHandshake()).isNotNull();
  }

  @Test
  void filesThatCannotServeAreNamed() throws Exception {
    var url = "https://127.0.0.1:1";
    Files.writeString(folder.resolve("empty"), "");

    assertThat(reason(Asked.trusting(url, Path.of("none"), null, null)))
        .isEqualTo("`ca`: " + folder.resolve("none") + " cannot be read");
    assertThat(reason(Asked.trusting(url, Path.of("empty"), null, null)))
        .isEqualTo("`ca`: " + folder.resolve("empty") + " holds no certificate");
    assertThat(reason(Asked.trusting(url, null, Path.of("empty"), null)))
        .startsWith("`certificate`: " + folder.resolve("empty") + " is no PKCS #12 file");
    assertThat(reason(Asked.trusting(url, null, Path.of("ca.pem"), Path.of("empty"))))
        .startsWith("`key`: " + folder.resolve("empty") + " holds no PKCS #8 key");
  }

  @Test
  void aClientCertificateMayBeAPkcs12File() throws Exception {
    server.requireClientAuth();
    var url = serve(local());
    var client = new HeldCertificate.Builder().commonName("rita").signedBy(authority).build();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {client.certificate()};
    store.setKeyEntry("rita", client.keyPair().getPrivate(), "sesame".toCharArray(), chain);
    try (var out = Files.newOutputStream(folder.resolve("rita.p12"))) {
      store.store(out, "sesame".toCharArray());
    }

    assertThat(Asked.get(shown(url, "sesame"), null).run(call)).isInstanceOf(Outcome.Done.class);
    assertThat(reason(shown(url, "simsalabim")))
        .isEqualTo(
            "`certificate`: "
                + folder.resolve("rita.p12")
                + " is no PKCS #12 file that opens with this `certificate_password`; a PEM file"
                + " needs its `key`");
  }

  private static HttpConnection shown(String url, String password) {
    return new HttpConnection(
        URI.create(url),
        null,
        null,
        null,
        Map.of(),
        Path.of("ca.pem"),
        Path.of("rita.p12"),
        null,
        new Secret(password),
        null,
        null,
        null,
        Duration.ofSeconds(10));
  }

  @Test
  void aServerThatWantsACertificateOfTheClientIsNamed() throws Exception {
    server.requireClientAuth();
    var url = serve(local());
    // Whether the server's refusal can still be read is a race that the protocol leaves open.
    assertThat(complaint(Asked.trusting(url, Path.of("ca.pem"), null, null)))
        .startsWith("GET " + url + ": ")
        .contains("client certificate", "`certificate` of the connection");
  }

  private String complaint(HttpConnection connection) throws Exception {
    try {
      return reason(connection);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aRedirectOutOfEncryptionIsNotFollowed() throws Exception {
    try (var plain = new MockWebServer()) {
      plain.start();
      var url = serve(local(), "http://127.0.0.1:" + plain.getPort() + "/in-the-open?token=hush");
      assertThat(reason(Asked.trusting(url, Path.of("ca.pem"), null, null)))
          .isEqualTo(
              "GET "
                  + url
                  + " is sent on to http://127.0.0.1:"
                  + plain.getPort()
                  + "/in-the-open, not encrypted");
      assertThat(plain.getRequestCount()).isZero();
    }
  }
}

package dev.runbook.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private String serve(HeldCertificate.Builder own) throws IOException {
    var held = own.signedBy(authority).build();
    var certificates =
        new HandshakeCertificates.Builder()
            .heldCertificate(held)
            .addTrustedCertificate(authority.certificate())
            .build();
    server.useHttps(certificates.sslSocketFactory());
    server.enqueue(new MockResponse.Builder().body("safe").build());
    server.start();
    return "https://127.0.0.1:" + server.getPort();
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
}

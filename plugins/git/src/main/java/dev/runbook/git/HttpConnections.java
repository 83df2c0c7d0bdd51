package dev.runbook.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Tells no server who asks but those meant: the library tells where it is sent on to as well. */
final class HttpConnections extends JDKHttpConnectionFactory {
  private final URIish remote;
  private final HttpLogin login;

  HttpConnections(URIish remote, HttpLogin login) {
    this.remote = remote;
    this.login = login;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return new Discreet(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return new Discreet(url, proxy);
  }

  private final class Discreet extends JDKHttpConnection {
    private final URL url;

    Discreet(URL url, Proxy proxy) throws IOException {
      super(url, proxy);
      this.url = url;
    }

    @Override
    public void setRequestProperty(String name, String value) {
      if (!name.equals("Authorization") || login.mayBeKnownTo(new URIish(url), remote)) {
        super.setRequestProperty(name, value);
      }
    }
  }
}

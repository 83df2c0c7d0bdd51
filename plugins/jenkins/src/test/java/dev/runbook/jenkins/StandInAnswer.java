package dev.runbook.jenkins;

import com.sun.net.httpserver.HttpExchange;
import dev.runbook.http.client.JsonText;
import java.io.IOException;

/** How the stand-in answers; not at all if it is mute. */
final class StandInAnswer {
  private final HttpExchange exchange;
  private final boolean mute;

  private StandInAnswer(HttpExchange exchange, boolean mute) {
    this.exchange = exchange;
    this.mute = mute;
  }

  static StandInAnswer of(HttpExchange exchange) {
    return new StandInAnswer(exchange, false);
  }

  static StandInAnswer mute(HttpExchange exchange) {
    return new StandInAnswer(exchange, true);
  }

  StandInAnswer header(String name, String value) {
    exchange.getResponseHeaders().add(name, value);
    return this;
  }

  void send(int status, String type, String body) throws IOException {
    if (!mute) {
      JenkinsStandIn.send(exchange, status, type, body);
    }
  }

  void redirect(String location) throws IOException {
    header("Location", location).send(302, "text/html", "");
  }

  void json(Object value) throws IOException {
    send(200, "application/json", JsonText.write(value));
  }
}

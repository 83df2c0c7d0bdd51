package dev.runbook.http.client;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Response;

/**
 * How long a server asks to be left alone: {@code Retry-After}, seconds or a date (RFC 9110
 * §10.2.3).
 *
 * @param time zero if it does not ask
 */
public record Rest(Duration time) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Rest NONE = new Rest(Duration.ZERO);

  public static Rest of(Response response) {
    var said = response.header("Retry-After");
    if (said == null) {
      return NONE;
    }
    if (SECONDS.matcher(said).matches()) {
      return new Rest(Duration.ofSeconds(Long.parseLong(said)));
    }
    var until = response.headers().getInstant("Retry-After");
    return until == null || until.isBefore(at(response))
        ? NONE
        : new Rest(Duration.between(at(response), until));
  }

  /** A date is one of the server's clock, which may differ from ours. */
  private static Instant at(Response response) {
    var date = response.headers().getInstant("Date");
    return date == null ? Instant.ofEpochMilli(response.receivedResponseAtMillis()) : date;
  }

  /** Returns what is put behind a reason; empty if it does not ask. */
  public String asked() {
    var seconds = time.toSeconds();
    return seconds == 0 ? "" : "; it asks to wait " + shown(seconds);
  }

  private static String shown(long seconds) {
    return seconds <= 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
  }
}

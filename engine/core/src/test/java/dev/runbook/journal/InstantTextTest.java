package dev.runbook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  @Test
  void whateverAnInstantIsItIsReadAsItWasWritten() {
    var random = new Random(1);
    for (var i = 0; i < 10_000; i++) {
      var second = random.nextLong(-100_000_000_000L, 300_000_000_000L);
      var nano = random.nextInt(1_000_000_000);
      for (var unit : new int[] {1, 1000, 1_000_000, 1_000_000_000}) {
        var instant = Instant.ofEpochSecond(second, (long) nano / unit * unit);
        assertThat(InstantText.parse(instant.toString())).isEqualTo(instant);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-29T14:00:00.5Z",
        "2026-11-29T14:00:00.123456Z",
        "2026-11-29T14:00Z",
        "2026-11-29T14:00:00+01:00",
        "2026-11-29T24:00:00Z",
        "2026-11-29T24:00:00.000Z",
        "2026-11-29T23:59:60.000Z",
        "2026-02-29T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-11-29T14:00:00.Z",
        "2026-11-29 14:00:00.000Z",
        "2026-11-29T14:00:00.00000000000Z",
        "",
        "Z"
      })
  void whatIsWrittenOtherwiseIsReadAsTheGeneralWayReadsIt(String text) {
    Instant general;
    try {
      general = Instant.parse(text);
    } catch (DateTimeException e) {
      assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
      return;
    }
    assertThat(InstantText.parse(text)).isEqualTo(general);
  }
}

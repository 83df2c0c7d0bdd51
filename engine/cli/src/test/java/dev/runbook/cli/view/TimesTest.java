package dev.runbook.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void twoUnitsAreEnough() {
    assertThat(Times.text(Duration.ofMillis(900))).isEqualTo("0s");
    assertThat(Times.text(Duration.ofSeconds(3))).isEqualTo("3s");
    assertThat(Times.text(Duration.ofSeconds(120))).isEqualTo("2min");
    assertThat(Times.text(Duration.ofSeconds(130))).isEqualTo("2min 10s");
    assertThat(Times.text(Duration.ofMinutes(110))).isEqualTo("1h 50min");
    assertThat(Times.text(Duration.ofHours(74))).isEqualTo("3d 2h");
    assertThat(Times.text(Duration.ofSeconds(-1))).isEqualTo("0s");
  }

  @Test
  void whatTookNoSecondIsNotWorthTelling() {
    assertThat(Times.ifAny(Duration.ofMillis(999))).isEmpty();
    assertThat(Times.ifAny(Duration.ofSeconds(1))).isEqualTo("1s");
  }

  @Test
  void whatIsNearIsToldByItsDistanceAndWhatIsFarAlsoByTheClock() {
    var now = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(Times.ahead(now.plusSeconds(15), now)).isEqualTo("in 15s");
    assertThat(Times.ahead(now.plusSeconds(3600), now)).startsWith("in 1h, at ");
    assertThat(Times.ahead(now.plusSeconds(3 * 86400), now)).contains("2026-11-26 ");
  }
}

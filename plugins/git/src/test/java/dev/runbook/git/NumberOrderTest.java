package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberOrderTest {

  @Test
  void numbersAreOrderedAsNumbers() {
    var ordered =
        List.of(
            "v1.0-alpha",
            "v1.0-rc1",
            "v1.0-rc2",
            "v1.0-rc10",
            "v1.0",
            "v1.0-fix",
            "v1.0.1",
            "v1.2",
            "v1.9",
            "v1.10",
            "v1.10.1",
            "v2.0",
            "v20261123.9",
            "v20261123.10");
    for (int seed = 0; seed < 50; seed++) {
      var shuffled = new ArrayList<>(ordered);
      Collections.shuffle(shuffled, new Random(seed));

      shuffled.sort(new NumberOrder());

      assertThat(shuffled).isEqualTo(ordered);
    }
  }

  @Test
  void longNumbersDoNotOverflow() {
    assertThat(new NumberOrder().compare("a99999999999999999999", "a100000000000000000000"))
        .isNegative();
    assertThat(new NumberOrder().compare("a1", "a1")).isZero();
  }
}

package dev.runbook.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskerTest {
  private final Masker masker = new Masker();

  @Test
  void aSecretIsMaskedWhereItStands() {
    masker.add(List.of("hunter2!"));
    assertThat(masker.mask("a hunter2! b hunter2!hunter2!, hunter2"))
        .isEqualTo("a *** b ***, hunter2");
  }
}

package dev.runbook.run;

import dev.runbook.run.Crashes.Case;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run is cut at every line of its journal, in each way that a process or a machine can die, and
 * resumed. It ends as the uncut run did; each effect was performed once, or found again by its
 * token, or asked about.
 */
@Tag("once")
class CrashTest {
  static Stream<Case> cases() {
    return CrashCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRunThatIsCutAnywhereEndsAsTheUncutRun(Case one) {
    new Crashes(one).everywhere();
  }
}

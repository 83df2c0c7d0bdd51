package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextTagTest {
  private Workshop shop;
  private Path remote;

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
  }

  @Test
  void theFirstOfADayIsZero() throws Exception {
    shop.git(remote, "tag", "app-20261122.4", "main");
    shop.git(remote, "tag", "other-20261123.4", "main");

    assertThat(next("20261123")).isEqualTo("app-20261123.0");
  }

  @Test
  void numbersAreCountedAsNumbers() throws Exception {
    for (int i = 0; i <= 20; i++) {
      shop.git(remote, "tag", "--annotate", "--message", "x", "app-20261123." + i, "main");
    }
    shop.git(remote, "tag", "app-20261123.99x", "main");

    assertThat(next("20261123")).isEqualTo("app-20261123.21");
    shop.git(remote, "tag", "-d", "app-20261123.20");
    shop.git(remote, "tag", "-d", "app-20261123.5");
    assertThat(next("20261123")).isEqualTo("app-20261123.20");
  }

  @Test
  void withoutADateItIsTheDayOfToday() throws Exception {
    var before = today();
    var tag = next(null);

    assertThat(tag).isIn("app-" + before + ".0", "app-" + today() + ".0");
  }

  @Test
  void theRemoteIsAskedNotTheClone() throws Exception {
    shop.done(shop.checkout("app", "main"));
    shop.git(shop.clone("app"), "tag", "app-20261123.7");
    shop.git(remote, "tag", "app-20261123.0", "main");

    assertThat(next("20261123")).isEqualTo("app-20261123.1");
    var clone = new NextTag(null, null, Path.of("checkouts/app"), "app-", "20261123");
    assertThat(shop.done(clone).tag()).isEqualTo("app-20261123.1");
  }

  @Test
  void argumentsThatDoNotFitAreExplained() throws Exception {
    assertThat(shop.failed(new NextTag(shop.connection(), "app", null, "app-", "2026-11-23")))
        .isEqualTo("`2026-11-23` is not a day: write YYYYMMDD");
    assertThat(shop.failed(new NextTag(shop.connection(), "app", null, "a b", "20261123")))
        .isEqualTo("`a b20261123.0` cannot be the name of a tag");
  }

  private String next(@Nullable String date) throws Exception {
    return shop.done(new NextTag(shop.connection(), "app", null, "app-", date)).tag();
  }

  private static String today() {
    return LocalDate.now(ZoneId.systemDefault()).format(DateTimeFormatter.BASIC_ISO_DATE);
  }
}

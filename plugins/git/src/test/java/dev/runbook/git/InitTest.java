package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
  private Workshop shop;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
  }

  @Test
  void aRepositoryIsMadeOnce() throws Exception {
    assertThat(shop.done(new Init(Path.of("new"), false, "main")).created()).isTrue();
    assertThat(shop.done(new Init(Path.of("new"), false, "main")).created()).isFalse();

    assertThat(shop.git(shop.path("new"), "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(shop.git(shop.path("new"), "status", "--porcelain")).isEmpty();
  }

  @Test
  void aBareRepositoryCanBePushedTo() throws Exception {
    shop.done(new Init(Path.of("remotes/app"), true, "main"));

    assertThat(shop.git(shop.path("remotes/app"), "rev-parse", "--is-bare-repository"))
        .isEqualTo("true");
    var head = shop.commit("app", "main", "file", "text\n");
    assertThat(shop.git(shop.path("remotes/app"), "rev-parse", "main")).isEqualTo(head);
    assertThat(shop.done(shop.checkout("app", null)).head()).isEqualTo(head);
  }

  @Test
  void aRepositoryOfTheOtherKindIsRefused() throws Exception {
    shop.done(new Init(Path.of("new"), true, "main"));

    assertThat(shop.failed(new Init(Path.of("new"), false, "main")))
        .isEqualTo(shop.path("new") + " is there and is bare: name another folder");
    assertThat(shop.failed(new Init(Path.of("other"), false, "a b")))
        .isEqualTo("`a b` cannot be the name of a branch");
  }
}

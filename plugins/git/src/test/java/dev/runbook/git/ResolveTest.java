package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolveTest {
  private Workshop shop;
  private Path remote;
  private String first = "";
  private String second = "";

  @BeforeEach
  void makeRemote(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    remote = shop.remote("app");
    first = shop.git(remote, "rev-parse", "main");
    shop.git(remote, "tag", "v1.9", "main");
    second = shop.commit("app", "main", "README", "more\n");
    shop.git(remote, "tag", "--annotate", "--message", "ten", "v1.10", "main");
    shop.git(remote, "tag", "w2", first);
  }

  @Test
  void withoutACloneTheRemoteIsAsked() throws Exception {
    assertThat(resolve("main", null)).isEqualTo(new Resolve.Outputs(second, null));
    assertThat(resolve("origin/main", null)).isEqualTo(new Resolve.Outputs(second, null));
    assertThat(resolve("v1.9", null)).isEqualTo(new Resolve.Outputs(first, "v1.9"));
    assertThat(resolve(null, null)).isEqualTo(new Resolve.Outputs(second, null));
    assertThat(resolve(null, "v*")).isEqualTo(new Resolve.Outputs(second, "v1.10"));
    assertThat(shop.clone("app")).doesNotExist();
  }

  @Test
  void aCloneAnswersAsItWasFetched() throws Exception {
    shop.done(shop.checkout("app", "v1.9"));
    shop.commit("app", "main", "README", "even more\n");
    shop.git(remote, "tag", "v3", "main");

    assertThat(resolve(null, null)).isEqualTo(new Resolve.Outputs(first, null));
    assertThat(resolve("main", null)).isEqualTo(new Resolve.Outputs(second, null));
    assertThat(resolve("v1.10", null)).isEqualTo(new Resolve.Outputs(second, "v1.10"));
    assertThat(resolve(second.substring(0, 8), null)).isEqualTo(new Resolve.Outputs(second, null));
    assertThat(resolve(null, "v?.*")).isEqualTo(new Resolve.Outputs(second, "v1.10"));
    assertThat(resolve(null, "w*")).isEqualTo(new Resolve.Outputs(first, "w2"));
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    assertThat(shop.failed(resolving("nope", null, Tolerance.FAIL)))
        .contains("has no branch or tag `nope`");
    assertThat(shop.failed(resolving(null, "x*", Tolerance.FAIL)))
        .isEqualTo(remote + " has no tag of the form `x*`");
    assertThat(shop.failed(resolving("a", "b", Tolerance.FAIL)))
        .isEqualTo("give either `ref` or `newest_tag`");
  }

  @Test
  void aTagThatIsNotThereYetMayBeMissing() throws Exception {
    var none = new Resolve.Outputs(null, null);
    assertThat(shop.done(resolving(null, "x*", Tolerance.OK))).isEqualTo(none);
    shop.done(shop.checkout("app", "main"));
    assertThat(shop.done(resolving(null, "x*", Tolerance.OK))).isEqualTo(none);
    assertThat(shop.done(resolving(null, "w*", Tolerance.OK)).tag()).isEqualTo("w2");
  }

  private Resolve resolving(@Nullable String ref, @Nullable String tag, Tolerance missing) {
    return new Resolve(shop.connection(), "app", null, ref, tag, missing);
  }

  private Resolve.Outputs resolve(@Nullable String ref, @Nullable String tag) throws Exception {
    return shop.done(resolving(ref, tag, Tolerance.FAIL));
  }
}

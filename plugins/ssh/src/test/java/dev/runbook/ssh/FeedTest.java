package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {
  private final Feed feed = new Feed();

  @Test
  void whatIsGivenIsReadAndThenTheRest(@TempDir Path folder) throws Exception {
    feed.give("given, ".getBytes(StandardCharsets.UTF_8));
    feed.end(Files.newInputStream(Files.writeString(folder.resolve("rest"), "rest")));

    assertThat(feed).hasContent("given, rest");
    assertThat(feed.trouble()).isNull();
  }

  @Test
  void aHostThatIsDoneBeforeItHasReadAllIsNoTrouble() throws Exception {
    feed.end(InputStream.nullInputStream());

    feed.close();

    assertThat(feed.read()).isEqualTo(-1);
    assertThat(feed.trouble()).isNull();
  }

  @Test
  void aRestThatBreaksEndsItAndIsTrouble(@TempDir Path folder) throws Exception {
    var rest = new FileInputStream(Files.createFile(folder.resolve("rest")).toFile());
    rest.close();
    feed.end(rest);

    assertThat(feed.read()).isEqualTo(-1);
    assertThat(feed.trouble()).hasMessage("Stream Closed");
  }
}

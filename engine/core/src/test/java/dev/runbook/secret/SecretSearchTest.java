package dev.runbook.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SecretSearchTest {
  private static final String TOKEN = "hunter2!";

  private static List<String> found(Map<String, String> secrets, String text) throws IOException {
    var places = new ArrayList<String>();
    new SecretSearch(secrets)
        .search(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            (line, column, names) -> places.add(line + ":" + column + names.names()));
    return places;
  }

  @Test
  void aPlaceIsALineAndAColumnInBytes() throws IOException {
    assertThat(found(Map.of("token", TOKEN), "hunter2!\n\nö hunter2! hunter2!\r\nx"))
        .containsExactly("1:1[token]", "3:4[token]", "3:13[token]");
    assertThat(found(Map.of("token", TOKEN), "hunter2\n!")).isEmpty();
    assertThat(found(Map.of(), "hunter2!")).isEmpty();
  }

  @Test
  void eachSecretOfAPlaceIsNamed() throws IOException {
    var secrets = Map.of("inner", TOKEN, "outer", "<" + TOKEN + ">", "other", "something");
    assertThat(found(secrets, "a <hunter2!>"))
        .singleElement()
        .asString()
        .startsWith("1:3[")
        .contains("inner", "outer")
        .doesNotContain("other");
  }

  @Test
  void formsAreFoundWhereTheyBegin() throws IOException {
    var text = "x".repeat(50) + TOKEN;
    var mime = Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    assertThat(found(Map.of("token", TOKEN), "a\n" + mime)).containsExactly("2:68[token]");
    assertThat(found(Map.of("token", "a\"b\\c\n"), "{\"a\":\"a\\\"b\\\\c\"}"))
        .isEmpty(); // five characters of it are not looked for
    assertThat(found(Map.of("token", "a\"b\\cd\n"), "{\"a\":\"a\\\"b\\\\cd\"}"))
        .containsExactly("1:7[token]");
  }

  @Test
  void aLongTextIsNotKept() throws IOException {
    var size = 256L << 20;
    var left = new AtomicLong(size);
    var zeros =
        new InputStream() {
          @Override
          public int read() {
            return left.getAndDecrement() > 0 ? 'h' : -1;
          }

          @Override
          public int read(byte[] text, int offset, int length) {
            var count = (int) Math.min(length, left.getAndAdd(-length));
            Arrays.fill(text, offset, offset + Math.max(0, count), (byte) 'h');
            return count > 0 ? count : -1;
          }
        };
    new SecretSearch(Map.of("token", TOKEN))
        .search(zeros, (line, column, names) -> assertThat(line).isNegative());
    assertThat(left.get()).isNotPositive();
  }
}

package dev.runbook.journal;

import dev.runbook.json.Json;
import dev.runbook.json.JsonException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How an event stands on a line of a journal. */
final class JournalLine {
  /** The newest form of journals that this engine reads, and the one that it writes. */
  static final int FORMAT = 1;

  /** What stands for the hash of the line before on the first line. */
  static final String NOTHING = "0".repeat(64);

  private static final String BEFORE = ",\"before\":\"";
  private static final String CHECK = "\",\"check\":\"";
  private static final int HASH = 64;
  private static final int CHECKSUM = 8;

  /** Length of what is behind the data: {@code ,"before":"..","check":".."}} and a brace. */
  private static final int TAIL = BEFORE.length() + HASH + CHECK.length() + CHECKSUM + 2;

  private JournalLine() {}

  /** Returns the line, without its end. */
  static byte[] write(Event event, String before) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    if (event.seq() == 1) {
      fields.put("format", FORMAT);
    }
    fields.put("seq", event.seq());
    fields.put("at", event.at().toString());
    fields.put("event", event.event());
    if (event.step() != null) {
      fields.put("step", event.step());
    }
    fields.put("data", event.data());
    var json = Json.writeTyped(fields);
    var start = json.substring(0, json.length() - 1) + BEFORE + before + CHECK;
    var bytes = start.getBytes(StandardCharsets.UTF_8);
    var end = (checksum(bytes, 0, bytes.length) + "\"}").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(bytes.length + end.length).put(bytes).put(end).array();
  }

  /** Returns how the line of an event begins. */
  static String start(long seq) {
    return (seq == 1 ? "{\"format\":" + FORMAT + ",\"seq\":" : "{\"seq\":") + seq + ",\"at\":\"";
  }

  /** Returns whether bytes are as a line was written. */
  static boolean isWhole(byte[] line, int from, int to) {
    var check = to - 2 - CHECKSUM;
    return to - from > TAIL
        && line[to - 1] == '}'
        && checksum(line, from, check - from)
            .equals(new String(line, check, CHECKSUM, StandardCharsets.US_ASCII));
  }

  /** Returns the hash of the line before, as a whole line says. */
  static String before(byte[] line, int from, int to) {
    return new String(line, to - TAIL + BEFORE.length(), HASH, StandardCharsets.US_ASCII);
  }

  /** Returns what a whole line says. */
  static Event read(byte[] line, int from, int to) throws JsonException {
    var json = Json.readTyped(new String(line, from, to - from, StandardCharsets.UTF_8));
    if (json instanceof Map<?, ?> fields
        && fields.get("seq") instanceof BigDecimal seq
        && fields.get("at") instanceof String at
        && fields.get("event") instanceof String event
        && fields.get("data") instanceof Map<?, ?> data) {
      return new Event(seq.longValue(), instant(at), event, step(fields), named(data));
    }
    throw new JsonException("it is not an event");
  }

  private static @Nullable String step(Map<?, ?> fields) {
    return fields.get("step") instanceof String step ? step : null;
  }

  private static Instant instant(String at) throws JsonException {
    try {
      return InstantText.parse(at);
    } catch (DateTimeException e) {
      throw new JsonException("`at` is not an instant");
    }
  }

  @SuppressWarnings("unchecked") // keys of a map that was read from JSON are text
  private static Map<String, ?> named(Map<?, ?> data) {
    return (Map<String, ?>) data;
  }

  private static String checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}

package dev.runbook.journal;

import dev.runbook.json.JsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks a journal file from its beginning to its end, or to where it cannot be believed. */
final class JournalReader {
  private static final Pattern FORMAT = Pattern.compile("\\{\"format\":(\\d{1,9})\\D.*");

  private final Lines lines;
  private final MessageDigest digest = Sha256.digest();
  private long seq;
  private String head = JournalLine.NOTHING;

  private JournalReader(Lines lines) {
    this.lines = lines;
  }

  /**
   * What a walk found.
   *
   * @param size of the lines that are good, in bytes
   */
  record Found(Verification verification, long size) {}

  /** Tells the events of the good lines, in order. */
  static Found walk(Path file, Consumer<Event> events) throws IOException {
    try (var lines = new Lines(file)) {
      var verification = new JournalReader(lines).walk(events);
      return new Found(verification, lines.offset());
    }
  }

  /** Returns the first event alone; empty if there is none that is good. */
  static Optional<Event> first(Path file) throws IOException {
    try (var lines = new Lines(file)) {
      var reader = new JournalReader(lines);
      var events = new ArrayList<Event>();
      var isGood = lines.next() && reader.newer() == null && reader.line(events::add) == null;
      return isGood ? Optional.of(events.get(0)) : Optional.empty();
    }
  }

  private Verification walk(Consumer<Event> events) throws IOException {
    while (lines.next()) {
      var newer = newer();
      if (newer != null) {
        return newer;
      }
      var damage = line(events);
      if (damage != null) {
        return damage;
      }
    }
    var newer = newer();
    return newer == null ? end() : newer;
  }

  private @Nullable Verification newer() {
    if (seq > 0) {
      return null;
    }
    var start = lines.start(24);
    var format = FORMAT.matcher(start);
    return format.matches() && Long.parseLong(format.group(1)) > JournalLine.FORMAT
        ? new Verification.Newer(Long.parseLong(format.group(1)))
        : null;
  }

  private @Nullable Verification line(Consumer<Event> events) {
    if (!JournalLine.isWhole(lines.buffer, lines.from, lines.to)) {
      return new Verification.Damaged(seq + 1, "it was changed: its check sum does not fit");
    }
    try {
      var event = JournalLine.read(lines.buffer, lines.from, lines.to);
      if (event.seq() != seq + 1) {
        var found = "it is number " + event.seq() + ": lines were removed, added or swapped";
        return new Verification.Damaged(seq + 1, found);
      }
      if (!JournalLine.before(lines.buffer, lines.from, lines.to).equals(head)) {
        return new Verification.Damaged(
            seq, "it was changed: the line behind it continues another");
      }
      digest.update(lines.buffer, lines.from, lines.to - lines.from);
      head = HexFormat.of().formatHex(digest.digest());
      seq++;
      events.accept(event);
      return null;
    } catch (JsonException e) {
      return new Verification.Damaged(seq + 1, "it is not an event: " + e.getMessage());
    }
  }

  /** What is behind the last end of line is torn, if it can be the beginning of the next line. */
  private Verification end() {
    var bytes = lines.to - lines.from;
    if (bytes == 0) {
      return new Verification.Sound(seq, head);
    }
    var expected = JournalLine.start(seq + 1);
    var start = lines.start(expected.length());
    var zeros = start.indexOf('\0');
    var written = zeros < 0 ? start : start.substring(0, zeros);
    if (!expected.startsWith(written)
        || JournalLine.isWhole(lines.buffer, lines.from, lines.to - 1)) {
      return new Verification.Damaged(seq + 1, "it was changed, or never written by an engine");
    }
    return new Verification.Torn(seq, head, bytes);
  }
}

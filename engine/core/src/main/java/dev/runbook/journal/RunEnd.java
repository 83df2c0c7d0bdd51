package dev.runbook.journal;

import dev.runbook.json.JsonException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * When a run succeeded, failed, was cancelled or taken back: its last event of the kind {@code
 * run.*}, but for warnings, is {@code run.ended}, and not with a status that only stops for a
 * while.
 */
final class RunEnd {
  private static final String EVENT = "run.ended";

  /** May come behind the end: somebody could not be told of it. */
  private static final String WARNING = "run.warned";

  private static final Set<String> FOR_A_WHILE = Set.of("paused", "interrupted");
  private static final int LOOK = 1 << 16;

  private RunEnd() {}

  /** Returns when it ended; empty if it goes on, is paused or was cut off. */
  static Optional<Instant> of(Path journal) throws IOException, StateException {
    if (!Files.exists(journal)) {
      return Optional.empty();
    }
    var last = last(tail(journal));
    return (last.isPresent() ? last : lastOfAll(journal)).filter(RunEnd::isEnd).map(Event::at);
  }

  private static boolean isEnd(Event last) {
    return last.event().equals(EVENT)
        && !FOR_A_WHILE.contains(String.valueOf(last.data().get("status")));
  }

  private static byte[] tail(Path journal) throws IOException {
    try (var file = new RandomAccessFile(journal.toFile(), "r")) {
      var bytes = new byte[(int) Math.min(LOOK, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      return bytes;
    }
  }

  private static Optional<Event> last(byte[] bytes) {
    for (var to = end(bytes, bytes.length); to > 0; to = end(bytes, to)) {
      var found = event(bytes, end(bytes, to) + 1, to);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns where the last end of line before a place is; -1 if there is none. */
  private static int end(byte[] bytes, int before) {
    var at = before - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }

  private static Optional<Event> event(byte[] bytes, int from, int to) {
    try {
      return JournalLine.isWhole(bytes, from, to)
          ? Optional.of(JournalLine.read(bytes, from, to)).filter(RunEnd::isOfTheRun)
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfTheRun(Event event) {
    return event.event().startsWith("run.") && !event.event().equals(WARNING);
  }

  private static Optional<Event> lastOfAll(Path journal) throws IOException, StateException {
    return FileJournal.read(journal).stream()
        .filter(RunEnd::isOfTheRun)
        .reduce((one, later) -> later);
  }
}

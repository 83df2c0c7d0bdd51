package dev.runbook.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file, one event a line.
 *
 * <p>Branches that force it at the same time share one write to the disk: who comes second waits
 * for the first, and mostly finds its own lines written with those of a third.
 */
final class FileJournal implements Journal {
  private final InstantSource clock;
  private final List<Event> past;
  // Unlike a channel, a file of this kind is not closed when a thread that writes is interrupted.
  private final Path path;
  private final RandomAccessFile file;
  private final ReentrantLock forcing = new ReentrantLock();
  private long seq;
  private long size;
  private String head;
  private @Nullable IOException broken;
  private volatile Mark forced;

  private FileJournal(
      InstantSource clock, Path path, List<Event> past, String head, RandomAccessFile file)
      throws IOException {
    this.path = path;
    this.clock = clock;
    this.past = past;
    this.file = file;
    this.head = head;
    this.seq = past.size();
    this.size = file.length();
    this.forced = mark();
    file.seek(size);
  }

  /** Opens a file that exists; a torn tail is put aside, into a file beside it, and cut off. */
  static FileJournal open(Path path, Access access, InstantSource clock)
      throws IOException, StateException {
    var past = new ArrayList<Event>();
    var found = JournalReader.walk(path, past::add);
    var head = sound(path, found.verification());
    var file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (found.verification() instanceof Verification.Torn torn) {
        cut(path, file, new Tail(access, found.size(), torn));
      }
      return new FileJournal(clock, path, List.copyOf(past), head, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private record Tail(Access access, long size, Verification.Torn torn) {}

  private static void cut(Path path, RandomAccessFile file, Tail tail) throws IOException {
    var bytes = new byte[(int) tail.torn().bytes()];
    file.seek(tail.size());
    file.readFully(bytes);
    var aside = path.resolveSibling("torn-" + (tail.torn().lines() + 1) + ".txt");
    tail.access().write(aside, bytes);
    file.setLength(tail.size());
    file.getFD().sync();
  }

  /** Returns the events of a journal that another process may be writing. */
  static List<Event> read(Path path) throws IOException, StateException {
    var events = new ArrayList<Event>();
    sound(path, JournalReader.walk(path, events::add).verification());
    return List.copyOf(events);
  }

  /** Returns the head, or says why the journal cannot be used. */
  private static String sound(Path path, Verification verification) throws StateException {
    if (verification instanceof Verification.Sound sound) {
      return sound.head();
    }
    if (verification instanceof Verification.Torn torn) {
      return torn.head();
    }
    if (verification instanceof Verification.Newer newer) {
      throw Trouble.bad(
          "`" + path + "` was written by a newer runbook: format " + newer.format(),
          "use that one; this one knows formats up to " + JournalLine.FORMAT);
    }
    var damaged = (Verification.Damaged) verification;
    throw Trouble.bad(
        "`" + path + "` is damaged in line " + damaged.line() + ": " + damaged.reason(),
        "put back the file as it was, such as from a backup; it is never repaired");
  }

  @Override
  public List<Event> past() {
    return past;
  }

  @Override
  public synchronized Event append(String event, @Nullable String step, Map<String, ?> data) {
    refuseIfBroken();
    var added = new Event(seq + 1, clock.instant(), event, step, data);
    var line = JournalLine.write(added, head);
    if (line.length >= Lines.LONGEST) {
      var reason = new IOException("what `" + event + "` tells is longer than 64 MiB");
      throw unwritable(reason, "have the step give less");
    }
    var ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    try {
      file.write(ended);
    } catch (IOException e) {
      throw breakOff(e, size);
    }
    size += ended.length;
    seq++;
    head = Sha256.of(line);
    return added;
  }

  /** Leaves the file with whole lines only; nothing is ever written behind a hole. */
  private synchronized JournalException breakOff(IOException reason, long sound) {
    try {
      file.setLength(sound);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
    broken = reason;
    return unwritable(reason);
  }

  private JournalException unwritable(IOException reason) {
    return unwritable(reason, Trouble.remedy(Trouble.reason(reason)));
  }

  private JournalException unwritable(IOException reason, String remedy) {
    var message = "`" + path + "` cannot be written: " + Trouble.reason(reason);
    return new JournalException(message, remedy, reason, seq == 0);
  }

  private synchronized void refuseIfBroken() {
    if (broken != null) {
      throw unwritable(broken);
    }
  }

  /** A file that was deleted can be written to the end, and nobody would ever read it. */
  private synchronized void refuseIfGone() {
    if (Files.notExists(path)) {
      broken = new NoSuchFileException(path.toString());
      throw unwritable(broken);
    }
  }

  private synchronized Mark mark() {
    return new Mark(seq, size);
  }

  private record Mark(long seq, long size) {}

  @Override
  public void force() {
    var mine = mark().seq();
    if (forced.seq() >= mine) {
      return;
    }
    forcing.lock();
    try {
      if (forced.seq() < mine) {
        refuseIfBroken();
        var all = mark();
        file.getFD().sync();
        refuseIfGone();
        forced = all; // only now: who finds its line among these returns at once
      }
    } catch (IOException e) {
      throw breakOff(e, forced.size());
    } finally {
      forcing.unlock();
    }
  }

  @Override
  public synchronized String head() {
    return head;
  }

  @Override
  public void close() {
    try (file) {
      if (!isBroken()) {
        force();
      }
    } catch (IOException e) {
      var reason = Trouble.reason(e);
      throw new UncheckedIOException("`" + path + "` cannot be closed: " + reason, e);
    }
  }

  private synchronized boolean isBroken() {
    return broken != null;
  }
}

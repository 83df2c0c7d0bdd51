package dev.runbook.secret;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Finds secrets in texts of any size, in every form in which a {@link Masker} masks them. */
public final class SecretSearch {
  private static final int CHUNK = 64 << 10;

  private final Map<String, String> secrets;
  private final Patterns all;
  private final Map<String, Patterns> byName = new HashMap<>();

  /**
   * Prepares a search.
   *
   * @param secrets their values by their names; none shorter than {@link Masker#SHORTEST}
   */
  public SecretSearch(Map<String, String> secrets) {
    this.secrets = new LinkedHashMap<>(secrets);
    this.all = Patterns.of(new LinkedHashSet<>(secrets.values()));
  }

  /** Gets where secrets are. */
  public interface Found {
    /**
     * Gets a place, whose names need not be looked for if it is not wanted.
     *
     * @param line counted from 1
     * @param column counted from 1, in bytes
     */
    void at(long line, long column, Names names);
  }

  /** Says which secrets a place holds. */
  public interface Names {
    List<String> names();
  }

  /** Returns in how many forms, or pieces of long ones, the secrets are looked for. */
  public int forms() {
    return all.size();
  }

  /** Searches a text to its end; what stands side by side is one place. */
  public void search(InputStream text, Found found) throws IOException {
    try (var sieve = new Sieve(() -> all, new Places(found))) {
      var chunk = new byte[CHUNK];
      for (var length = text.read(chunk); length >= 0; length = text.read(chunk)) {
        sieve.write(chunk, 0, length);
      }
    }
  }

  private List<String> names(byte[] text, int from, int end) {
    var after = Math.min(text.length, end + 2); // the dots behind a beginning
    return secrets.keySet().stream()
        .filter(name -> patterns(name).next(text, from, after, true).end() > 0)
        .toList();
  }

  private Patterns patterns(String name) {
    return byName.computeIfAbsent(
        name, none -> Patterns.of(List.of(secrets.getOrDefault(name, ""))));
  }

  /** Counts lines and columns. */
  private final class Places implements Sieve.Sink {
    private final Found found;
    private long line = 1;
    private long column = 1;
    private boolean matches;

    Places(Found found) {
      this.found = found;
    }

    @Override
    public void pass(byte[] text, int from, int length) {
      matches = false;
      count(text, from, from + length);
    }

    @Override
    public void match(byte[] text, int start, int from, int end) {
      if (!matches) {
        found.at(line, column, () -> names(text, start, end));
      }
      matches = true;
      count(text, from, end);
    }

    private void count(byte[] text, int from, int end) {
      var begun = from;
      for (var i = from; i < end; i++) {
        if (text[i] == '\n') {
          line++;
          column = 1;
          begun = i + 1;
        }
      }
      column += end - begun;
    }

    @Override
    public void close() {}
  }
}

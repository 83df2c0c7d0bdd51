package dev.runbook.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secret values by {@code ***}, as they are and in their JSON, shell, URL, hex and base64
 * forms (three alignments, wrapped), and each line of one with several lines. Safe for several
 * threads.
 */
public final class Masker {
  /** The shortest secret that can be masked without masking ordinary text. */
  public static final int SHORTEST = 6;

  private final Set<String> secrets = new HashSet<>();
  private final SecretForms forms = new SecretForms();
  private volatile Patterns patterns = Patterns.NONE;

  /**
   * Adds secrets, from when on they are masked, in streams that are open too.
   *
   * @throws IllegalArgumentException if one has less than {@link #SHORTEST} characters
   */
  public synchronized void add(Collection<String> added) {
    for (var secret : added) {
      if (secret.length() < SHORTEST) {
        throw new IllegalArgumentException("a secret has at least " + SHORTEST + " characters");
      }
    }
    var fresh = added.stream().filter(secrets::add).toList();
    if (!fresh.isEmpty()) {
      fresh.forEach(forms::add);
      patterns = Patterns.of(forms);
    }
  }

  public String mask(String text) {
    var known = patterns;
    if (text.length() < SHORTEST || known.isEmpty()) {
      return text;
    }
    var masked = new ByteArrayOutputStream(text.length() + 16);
    var masking = new MaskingOutput(masked);
    try (var sieve = new Sieve(() -> known, masking)) {
      sieve.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory has no such trouble", e);
    }
    return masking.hasMasked() ? masked.toString(StandardCharsets.UTF_8) : text;
  }

  /** Returns text, lists, maps and their keys masked; any other value as it is. */
  public @Nullable Object maskValue(@Nullable Object value) {
    if (value instanceof String text) {
      return mask(text);
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(this::maskValue).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      var masked = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      entries.forEach((key, item) -> masked.put(maskValue(key), maskValue(item)));
      return masked;
    }
    return value;
  }

  /** Returns entries whose names are no secrets, such as outputs, with their values masked. */
  public Map<String, @Nullable Object> maskEntries(
      Map<String, ? extends @Nullable Object> entries) {
    var masked = new LinkedHashMap<String, @Nullable Object>();
    entries.forEach((name, value) -> masked.put(name, maskValue(value)));
    return masked;
  }

  /**
   * Returns a stream that hands on what is written to it, masked, as soon as it cannot be part of a
   * secret any more. A secret is found though it comes in several pieces or over several lines.
   * Closing it hands on what is left and closes {@code out}.
   */
  public OutputStream masking(OutputStream out) {
    return new Sieve(() -> patterns, new MaskingOutput(out));
  }
}

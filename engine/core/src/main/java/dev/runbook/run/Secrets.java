package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.model.Declaration;
import dev.runbook.secret.Masker;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secrets of a run: read once from where the runbook says, and masked from then on. */
final class Secrets implements Frame.SecretStore {
  /** Stands for a secret in what a journal keeps to take a step back; written by nobody. */
  private static final Pattern MARKER = Pattern.compile("\u0001secret:([^\u0001]*)\u0001");

  private final Outside outside;
  private final Masker masker;
  private final Map<String, Result> byName = new LinkedHashMap<>();

  Secrets(Outside outside, Masker masker) {
    this.outside = outside;
    this.masker = masker;
  }

  /** Reads secrets from outside this process. */
  public interface Outside {
    /**
     * Returns the value of a secret, or why there is none.
     *
     * @param folder where a relative path of a file starts
     */
    Result read(String name, Declaration.SecretFrom from, Path folder);
  }

  @Override
  public synchronized Result value(
      Declaration.Secret secret, Declaration.SecretFrom from, Path folder) {
    return byName.computeIfAbsent(identity(secret, folder), none -> read(secret, from, folder));
  }

  private Result read(Declaration.Secret secret, Declaration.SecretFrom from, Path folder) {
    var result = outside.read(secret.name().text(), from, folder);
    if (!(result instanceof Result.Known known) || !(known.value() instanceof String text)) {
      return result;
    }
    if (text.length() < Masker.SHORTEST) {
      return new Result.Missing(
          "secret `" + secret.name() + "` has less than " + Masker.SHORTEST + " characters",
          "one so short cannot be kept out of the output; use a longer one");
    }
    masker.add(List.of(text));
    return result;
  }

  /** Returns the value with each secret in a text replaced by what stands for it. */
  synchronized @Nullable Object seal(@Nullable Object value) {
    return map(value, this::sealText);
  }

  /** Returns the value as it was before {@link #seal}; secrets must have been read again. */
  synchronized @Nullable Object open(@Nullable Object value) {
    return map(value, this::openText);
  }

  private String sealText(String text) {
    var longestFirst =
        byName.entrySet().stream()
            .filter(entry -> known(entry.getValue()) != null)
            .sorted(Comparator.comparingInt(e -> -String.valueOf(known(e.getValue())).length()))
            .toList();
    var sealed = text;
    for (var entry : longestFirst) {
      sealed =
          sealed.replace(
              String.valueOf(known(entry.getValue())), "\u0001secret:" + entry.getKey() + "\u0001");
    }
    return sealed;
  }

  private String openText(String text) {
    return MARKER
        .matcher(text)
        .replaceAll(
            match -> {
              var value = known(byName.getOrDefault(match.group(1), Result.of(null)));
              return Matcher.quoteReplacement(value == null ? match.group() : value);
            });
  }

  private static @Nullable String known(Result result) {
    return result instanceof Result.Known known && known.value() instanceof String text
        ? text
        : null;
  }

  private static String identity(Declaration.Secret secret, Path folder) {
    return folder + "#" + secret.name().text();
  }

  private static @Nullable Object map(
      @Nullable Object value, java.util.function.UnaryOperator<String> change) {
    if (value instanceof String text) {
      return change.apply(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> map(item, change)).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      var changed = new LinkedHashMap<String, @Nullable Object>();
      entries.forEach((key, item) -> changed.put(String.valueOf(key), map(item, change)));
      return changed;
    }
    return value;
  }
}

package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.journal.Sha256;
import dev.runbook.model.Declaration;
import dev.runbook.secret.Masker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The secrets of a run: read once from where the runbook says, and masked from then on. */
final class Secrets implements Frame.SecretStore {
  /**
   * Stands for a secret in what a journal keeps to take a step back; written by nobody. It holds a
   * hash, because a folder or a name may have the value of a secret in it.
   */
  private static final Pattern MARKER = Pattern.compile("\u0001([0-9a-f]{64})\u0001");

  private final Outside outside;
  private final Masker masker;
  private final Map<String, Result> byName = new LinkedHashMap<>();
  private final Map<String, Supplier<Result>> declared = new LinkedHashMap<>();

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

  /**
   * Notes where a secret comes from, for what a journal keeps of it. One that lies ready is masked
   * from now on, whether or not a step needs it: a program may print its whole environment.
   */
  synchronized void declare(Declaration.Secret secret, Path folder) {
    var from = secret.from();
    if (from == null) {
      return;
    }
    var identity = identity(secret, folder);
    declared.put(identity, () -> value(secret, from, folder));
    if (OutsideSecrets.isReady(from, folder)
        && read(secret, from, folder) instanceof Result.Known known) {
      byName.putIfAbsent(identity, known);
    }
  }

  /** Returns whether a value has a secret in it. */
  boolean isIn(@Nullable Object value) {
    return !Objects.equals(masker.maskValue(value), value);
  }

  /**
   * Takes over a secret that was given as an input.
   *
   * @return why it cannot be; empty if it can
   */
  synchronized Optional<Result.Missing> give(String input, String value) {
    var result = checked("input `" + input + "`", value);
    if (result instanceof Result.Missing missing) {
      return Optional.of(missing);
    }
    byName.put("-i#" + input, result);
    return Optional.empty();
  }

  @Override
  public synchronized Result value(
      Declaration.Secret secret, Declaration.SecretFrom from, Path folder) {
    return byName.computeIfAbsent(identity(secret, folder), none -> read(secret, from, folder));
  }

  private Result read(Declaration.Secret secret, Declaration.SecretFrom from, Path folder) {
    var result = outside.read(secret.name().text(), from, folder);
    if (result instanceof Result.Missing missing && missing.hint() != null) {
      return new Result.Missing(missing.reason(), masker.mask(missing.hint()));
    }
    if (!(result instanceof Result.Known known) || !(known.value() instanceof String text)) {
      return result;
    }
    return checked("secret `" + secret.name() + "`", text);
  }

  private Result checked(String what, String text) {
    if (text.length() < Masker.SHORTEST) {
      return new Result.Missing(
          what + " has less than " + Masker.SHORTEST + " characters",
          "one so short cannot be kept out of the output; use a longer one");
    }
    masker.add(List.of(text));
    return Result.of(text);
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
      var value = String.valueOf(known(entry.getValue()));
      var marker = "\u0001" + Sha256.of(entry.getKey()) + "\u0001";
      sealed = besides(sealed, part -> part.replace(value, marker));
    }
    return sealed;
  }

  /** Returns a sealed value without what else of secrets is in it, such as other forms of them. */
  @Nullable Object maskRest(@Nullable Object sealed) {
    return map(sealed, masker::mask, text -> besides(text, masker::mask));
  }

  /** Changes what stands besides the markers; what only looks like one is nobody's. */
  private String besides(String text, UnaryOperator<String> change) {
    var changed = new StringBuilder();
    var markers = MARKER.matcher(text);
    var from = 0;
    while (markers.find()) {
      if (identity(markers.group(1)).isEmpty()) {
        continue;
      }
      changed.append(change.apply(text.substring(from, markers.start()))).append(markers.group());
      from = markers.end();
    }
    return changed.append(change.apply(text.substring(from))).toString();
  }

  private String openText(String text) {
    return MARKER
        .matcher(text)
        .replaceAll(
            match -> {
              var value = known(marked(match.group(1)));
              if (value == null) {
                throw new IllegalStateException("a secret that is needed is gone");
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** Returns what was read, by the name of the secret, or of the input that it was given as. */
  synchronized Map<String, String> read() {
    var read = new LinkedHashMap<String, String>();
    byName.forEach(
        (identity, result) -> {
          var value = known(result);
          if (value != null) {
            var name = shortName(identity);
            read.put(read.containsKey(name) ? name + " of " + folder(identity) : name, value);
          }
        });
    return read;
  }

  private static String folder(String identity) {
    return identity.substring(0, identity.lastIndexOf('#'));
  }

  private static String shortName(String identity) {
    return identity.substring(identity.lastIndexOf('#') + 1);
  }

  private static @Nullable String known(Result result) {
    return result instanceof Result.Known known && known.value() instanceof String text
        ? text
        : null;
  }

  /** Returns the secrets that a sealed value holds and that cannot be read now: why not. */
  synchronized List<Result.Missing> missing(@Nullable Object sealed) {
    var missing = new ArrayList<Result.Missing>();
    map(
        sealed,
        text -> {
          MARKER
              .matcher(text)
              .results()
              .map(match -> marked(match.group(1)))
              .filter(Result.Missing.class::isInstance)
              .forEach(result -> missing.add((Result.Missing) result));
          return text;
        });
    return missing;
  }

  /** Returns a sealed value as it can be shown. */
  static @Nullable Object hidden(@Nullable Object sealed) {
    return map(sealed, text -> MARKER.matcher(text).replaceAll("***"));
  }

  /** Returns the secret whose identity has a hash. */
  private Result marked(String hash) {
    return identity(hash)
        .map(this::named)
        .orElse(
            new Result.Missing("a secret that it was done with is not declared any more", null));
  }

  private Optional<String> identity(String hash) {
    return Stream.concat(byName.keySet().stream(), declared.keySet().stream())
        .filter(identity -> Sha256.of(identity).equals(hash))
        .findFirst();
  }

  private Result named(String identity) {
    var known = byName.get(identity);
    return known == null ? source(identity).get() : known;
  }

  private Supplier<Result> source(String identity) {
    return Objects.requireNonNull(declared.get(identity), identity);
  }

  private static String identity(Declaration.Secret secret, Path folder) {
    return folder + "#" + secret.name().text();
  }

  private static @Nullable Object map(@Nullable Object value, UnaryOperator<String> change) {
    return map(value, UnaryOperator.identity(), change);
  }

  private static @Nullable Object map(
      @Nullable Object value, UnaryOperator<String> keys, UnaryOperator<String> change) {
    if (value instanceof String text) {
      return change.apply(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> map(item, keys, change)).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      var changed = new LinkedHashMap<String, @Nullable Object>();
      entries.forEach(
          (key, item) -> changed.put(keys.apply(String.valueOf(key)), map(item, keys, change)));
      return changed;
    }
    return value;
  }
}

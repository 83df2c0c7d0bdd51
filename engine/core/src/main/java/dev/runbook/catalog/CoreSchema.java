package dev.runbook.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar without quotes stands for where no type is declared: the core schema of YAML 1.2.2,
 * section 10.3.2. Infinity and not-a-number stay text, since runbooks have no such numbers.
 */
final class CoreSchema {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Map<String, Boolean> BOOLEANS =
      Map.of(
          "true", true, "True", true, "TRUE", true, "false", false, "False", false, "FALSE", false);
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,9})?");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final int LONGEST_NUMBER = 1000;

  private CoreSchema() {}

  static @Nullable Object read(String text) {
    if (isNull(text)) {
      return null;
    }
    var truth = BOOLEANS.get(text);
    return truth != null ? truth : number(text).map(Object.class::cast).orElse(text);
  }

  static boolean isNull(String text) {
    return NULLS.contains(text);
  }

  static Optional<Boolean> truth(String text) {
    return Optional.ofNullable(BOOLEANS.get(text));
  }

  static Optional<BigDecimal> number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    if (DECIMAL.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return Optional.of(new BigDecimal(new BigInteger(text.substring(2), 8)));
    }
    return HEXADECIMAL.matcher(text).matches()
        ? Optional.of(new BigDecimal(new BigInteger(text.substring(2), 16)))
        : Optional.empty();
  }
}

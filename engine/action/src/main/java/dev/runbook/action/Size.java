package dev.runbook.action;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A number of bytes, written like {@code 512}, {@code 10MB} (1000 based) or {@code 1.5 GiB} (1024
 * based).
 */
public record Size(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kKMGTP]?i?B?)");
  private static final Map<Character, Integer> POWER =
      Map.of('K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5);

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative");
    }
  }

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if the text is not one
   */
  public static Size of(String text) {
    var matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || matcher.group(2).equals("i") || matcher.group(2).equals("iB")) {
      throw new IllegalArgumentException("`" + text + "` is not a size; write 512, 10MB or 1.5GiB");
    }
    var unit = matcher.group(2);
    var power = unit.isEmpty() ? 0 : POWER.getOrDefault(Character.toUpperCase(unit.charAt(0)), 0);
    var factor = BigDecimal.valueOf(unit.contains("i") ? 1024 : 1000).pow(power);
    return new Size(new BigDecimal(matcher.group(1)).multiply(factor).longValueExact());
  }

  @Override
  public String toString() {
    return bytes + "B";
  }
}

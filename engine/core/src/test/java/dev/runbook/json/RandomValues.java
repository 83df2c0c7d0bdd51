package dev.runbook.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes values of all kinds, the same ones for the same seed. */
public final class RandomValues {
  private static final String ODD = "$\"\\/\n\r\t\u0000\u001f\u007f\u2028\u2029äß€ \ud83d\ude00a1";
  private static final int DEEPEST = 4;
  private final Random random;

  public RandomValues(long seed) {
    random = new Random(seed);
  }

  public @Nullable Object next() {
    return value(0);
  }

  private @Nullable Object value(int depth) {
    return switch (random.nextInt(depth < DEEPEST ? 10 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> new BigDecimal(new BigInteger(1 + random.nextInt(90), random), scale());
      case 3 -> Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
      case 4 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      case 5 -> new CutText(text(), text());
      case 6 -> text();
      case 7 -> list(depth);
      default -> map(depth);
    };
  }

  private int scale() {
    return random.nextInt(60) - 30;
  }

  public String text() {
    var text = new StringBuilder();
    for (var i = random.nextInt(12); i > 0; i--) {
      text.append(ODD.charAt(random.nextInt(ODD.length())));
    }
    return text.toString();
  }

  private Object list(int depth) {
    var list = new ArrayList<@Nullable Object>();
    for (var i = random.nextInt(5); i > 0; i--) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private Object map(int depth) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    var names = new String[] {"$map", "$duration", "$cut", "$", "a", text(), text()};
    for (var i = random.nextInt(5); i > 0; i--) {
      map.put(names[random.nextInt(names.length)], value(depth + 1));
    }
    return map;
  }
}

package dev.runbook.expression;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A word of an expression.
 *
 * @param text as written; for a {@link Sort#TEXT} what it says
 * @param number the value of a {@link Sort#NUMBER}
 */
record Token(Sort sort, String text, @Nullable BigDecimal number, Node.Place place) {
  /** What it is. */
  enum Sort {
    NUMBER,
    TEXT,
    WORD,
    SIGN,
    END
  }

  Token(Sort sort, String text, Node.Place place) {
    this(sort, text, null, place);
  }

  boolean isSign(String sign) {
    return sort == Sort.SIGN && text.equals(sign);
  }

  boolean isWord(String word) {
    return sort == Sort.WORD && text.equals(word);
  }
}

package dev.runbook.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what a run would do to programs. */
public final class PreviewJson {
  private PreviewJson() {}

  /** Returns it as values that can be written as JSON. */
  public static Map<String, @Nullable Object> of(PreviewResult preview) {
    throw new UnsupportedOperationException(preview.runbook());
  }
}

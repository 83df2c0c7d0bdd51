/**
 * JSON text and the values it stands for; the only place that knows the JSON library.
 *
 * <p>The values that runbooks work with, everywhere in the engine: {@code null}, {@link Boolean},
 * {@link String}, {@link java.math.BigDecimal} for every number (its scale as written, stripped of
 * trailing zeros when computed), {@link java.time.Duration}, {@link java.time.Instant},
 * unmodifiable {@link java.util.List} and {@link java.util.Map} (text keys, in order) of values,
 * and {@link dev.runbook.json.CutText}. Paths, URLs and enums are text; a size is a number of
 * bytes.
 *
 * <p>Depends on: nothing.
 */
@NullMarked
package dev.runbook.json;

import org.jspecify.annotations.NullMarked;

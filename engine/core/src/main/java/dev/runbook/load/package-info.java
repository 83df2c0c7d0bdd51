/**
 * Reads YAML text into the model; the only place that knows YAML.
 *
 * <p>Depends on: model, expression, diagnostic.
 */
@NullMarked
package dev.runbook.load;

import org.jspecify.annotations.NullMarked;

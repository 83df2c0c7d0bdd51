/**
 * What a runbook says, as immutable values; every value knows its span.
 *
 * <p>Depends on: expression, text.
 */
@NullMarked
package dev.runbook.model;

import org.jspecify.annotations.NullMarked;

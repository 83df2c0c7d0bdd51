/**
 * Sources, and the spans that point into them.
 *
 * <p>Depends on: nothing.
 */
@NullMarked
package dev.runbook.text;

import org.jspecify.annotations.NullMarked;

/**
 * Problems in a runbook, and how they are shown to people.
 *
 * <p>Depends on: text.
 */
@NullMarked
package dev.runbook.diagnostic;

import org.jspecify.annotations.NullMarked;

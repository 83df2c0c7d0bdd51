/**
 * Starts programs, streams their output, and ends them with all they started.
 *
 * <p>Depends on: action, secret.
 */
@NullMarked
package dev.runbook.process;

import org.jspecify.annotations.NullMarked;

/**
 * Hides secret values in whatever is shown or stored.
 *
 * <p>Depends on: nothing.
 */
@NullMarked
package dev.runbook.secret;

import org.jspecify.annotations.NullMarked;

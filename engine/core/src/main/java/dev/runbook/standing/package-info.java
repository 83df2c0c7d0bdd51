/**
 * How runs stand, read from their journals alone: for people who look at a run, from any process.
 *
 * <p>Depends on: journal.
 */
@NullMarked
package dev.runbook.standing;

import org.jspecify.annotations.NullMarked;

/**
 * What happened in a run, append only; runs on disk, locks, decisions.
 *
 * <p>Depends on: json, action.
 */
@NullMarked
package dev.runbook.journal;

import org.jspecify.annotations.NullMarked;

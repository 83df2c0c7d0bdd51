/**
 * Runbooks carried out in the scripted world: scenarios with what is expected, and rehearsals.
 * Depends on {@link dev.runbook.run} and what that uses.
 */
@NullMarked
package dev.runbook.scenario;

import org.jspecify.annotations.NullMarked;

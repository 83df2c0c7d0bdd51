/**
 * Carries a plan out: the interpreter, and the worlds it runs in.
 *
 * <p>Depends on: plan, standing, load, journal, process, secret, catalog, model, expression,
 * diagnostic, action.
 */
@NullMarked
package dev.runbook.run;

import org.jspecify.annotations.NullMarked;

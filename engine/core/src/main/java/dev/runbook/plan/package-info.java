/**
 * A runbook checked against the installed actions before anything runs.
 *
 * <p>Depends on: catalog, model, expression, diagnostic.
 */
@NullMarked
package dev.runbook.plan;

import org.jspecify.annotations.NullMarked;

/**
 * Conditions and templates: grammar, types, unknowns, scopes; the only place that knows MVEL.
 *
 * <p>Depends on: diagnostic, text, json.
 */
@NullMarked
package dev.runbook.expression;

import org.jspecify.annotations.NullMarked;

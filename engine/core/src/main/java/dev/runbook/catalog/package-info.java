/**
 * The actions that are installed, their arguments and outputs, and how arguments are bound.
 *
 * <p>Depends on: action, model, expression, diagnostic, json.
 */
@NullMarked
package dev.runbook.catalog;

import org.jspecify.annotations.NullMarked;

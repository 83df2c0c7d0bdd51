/**
 * The terminal, or what stands in for it: streams, colours, exit codes, refusals.
 *
 * <p>Depends on: diagnostic, journal.
 */
@NullMarked
package dev.runbook.cli.console;

import org.jspecify.annotations.NullMarked;

/**
 * The command line: commands, console, reports and exit codes. Depends on everything, nothing
 * depends on it.
 */
@NullMarked
package dev.runbook.cli;

import org.jspecify.annotations.NullMarked;

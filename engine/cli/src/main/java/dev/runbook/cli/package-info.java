/**
 * The program: its start, and the training run for its class archive. The commands are in {@code
 * cli.command}, what a run looks like in {@code cli.view}, the terminal in {@code cli.console}.
 *
 * <p>Depends on everything, nothing depends on it.
 */
@NullMarked
package dev.runbook.cli;

import org.jspecify.annotations.NullMarked;

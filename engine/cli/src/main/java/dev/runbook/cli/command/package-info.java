/**
 * The commands, one class each, and the options they share.
 *
 * <p>Depends on: cli.console, cli.view and the engine.
 */
@NullMarked
package dev.runbook.cli.command;

import org.jspecify.annotations.NullMarked;

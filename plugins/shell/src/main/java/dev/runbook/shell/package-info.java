/**
 * Commands and files of this machine.
 *
 * <p>The public records are what a runbook sees; each leaves its work to the class named after what
 * it does ({@link dev.runbook.shell.Run} to {@code Running}). They name no class of the libraries
 * that read JSON and YAML, so that listing them loads none.
 *
 * <p>Depends on the plugin interface, gson and snakeyaml-engine.
 */
@NullMarked
package dev.runbook.shell;

import org.jspecify.annotations.NullMarked;

/**
 * What a run looks like: as text for people, as JSON for programs.
 *
 * <p>Depends on: cli.console, run, standing, json.
 */
@NullMarked
package dev.runbook.cli.view;

import org.jspecify.annotations.NullMarked;

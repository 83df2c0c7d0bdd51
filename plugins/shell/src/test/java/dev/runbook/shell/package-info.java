/** Tests of the actions for commands and files, with real ones. */
@NullMarked
package dev.runbook.shell;

import org.jspecify.annotations.NullMarked;

/** Tests of the command line, and of what ships with it. */
@NullMarked
package dev.runbook.cli;

import org.jspecify.annotations.NullMarked;

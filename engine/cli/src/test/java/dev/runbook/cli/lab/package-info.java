/** A KernelCI in miniature on this machine, for a production update from end to end. */
@NullMarked
package dev.runbook.cli.lab;

import org.jspecify.annotations.NullMarked;

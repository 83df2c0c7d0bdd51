/** Whole runs as stories: a fake world outside, a virtual clock, a journal in memory. */
@NullMarked
package dev.runbook.run;

import org.jspecify.annotations.NullMarked;

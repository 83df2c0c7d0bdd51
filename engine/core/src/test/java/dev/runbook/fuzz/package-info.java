/** A fuzzer that is guided by coverage, and what it tries. */
@NullMarked
package dev.runbook.fuzz;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.runbook.git;

import org.jspecify.annotations.NullMarked;

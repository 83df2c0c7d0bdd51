@NullMarked
package dev.runbook.ssh;

import org.jspecify.annotations.NullMarked;

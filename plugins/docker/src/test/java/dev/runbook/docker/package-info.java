/** Tests of the actions, with a real engine and a real registry. */
@NullMarked
package dev.runbook.docker;

import org.jspecify.annotations.NullMarked;

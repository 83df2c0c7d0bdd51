/** Tests of the actions, with the real ansible and a real sshd. */
@NullMarked
package dev.runbook.ansible;

import org.jspecify.annotations.NullMarked;

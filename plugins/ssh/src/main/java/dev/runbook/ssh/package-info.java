/**
 * Commands and files at other hosts, over SSH.
 *
 * <p>Depends on {@code dev.runbook.action} and {@code dev.runbook.ssh.client}. The actions
 * themselves name no class of JSch, so that a check loads none.
 */
@NullMarked
package dev.runbook.ssh;

import org.jspecify.annotations.NullMarked;

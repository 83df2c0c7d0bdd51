/**
 * SSH sessions: keys, agent, passwords, host keys, OpenSSH configuration, jump hosts. What the
 * plugins for git and ssh share.
 *
 * <p>Depends on JSch and on {@code dev.runbook.action}; knows no plugin.
 */
@NullMarked
package dev.runbook.ssh.client;

import org.jspecify.annotations.NullMarked;

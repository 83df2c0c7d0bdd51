@NullMarked
package dev.runbook.ssh.client;

import org.jspecify.annotations.NullMarked;

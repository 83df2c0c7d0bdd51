/**
 * Container images and containers, with the docker command line that the operator has set up: its
 * contexts, logins and builders are used as they are.
 *
 * <p>Read {@link dev.runbook.docker.DockerPlugin} for the actions and {@code Docker} for how the
 * command line is driven. Source of the commands and of what they print: the reference of the
 * docker command line.
 */
@NullMarked
package dev.runbook.docker;

import org.jspecify.annotations.NullMarked;

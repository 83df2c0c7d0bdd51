/**
 * Jobs, builds and restarts of a Jenkins server, by its remote access API.
 *
 * <p>What cannot simply be done twice is done in two calls: the first only reads, and its answer
 * "not yet" puts on record what the second needs to find out whether it was done already.
 *
 * <p>Depends on: action, http.client.
 */
@NullMarked
package dev.runbook.jenkins;

import org.jspecify.annotations.NullMarked;

/**
 * HTTP clients, as the plugins that speak HTTP share them: requests that a cancellation ends, whom
 * to trust, proxies, and what went wrong in the operator's words.
 *
 * <p>Depends on: action.
 */
@NullMarked
package dev.runbook.http.client;

import org.jspecify.annotations.NullMarked;

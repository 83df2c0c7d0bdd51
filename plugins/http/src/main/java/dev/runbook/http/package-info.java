/**
 * Requests to HTTP servers, and downloads, with OkHttp.
 *
 * <p>What a server answers is an answer, good or bad; a reset, a silence, 408, 429, 502, 503 and
 * 504 are accidents: the server could not answer now (RFC 9110 §15.6, RFC 6585 §4).
 *
 * <p>Depends on: action.
 */
@NullMarked
package dev.runbook.http;

import org.jspecify.annotations.NullMarked;

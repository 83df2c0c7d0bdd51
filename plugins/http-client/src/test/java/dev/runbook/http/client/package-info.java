/** Tests of what plugins share to speak HTTP. */
package dev.runbook.http.client;

/** Tests of the actions for HTTP, with a real server on the loopback interface. */
@NullMarked
package dev.runbook.http;

import org.jspecify.annotations.NullMarked;

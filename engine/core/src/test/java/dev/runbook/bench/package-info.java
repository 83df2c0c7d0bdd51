/**
 * Measurements, run by hand; their names keep them out of {@code mvn verify}:
 *
 * <pre>mvn -pl engine/core -am test -Dtest=CheckSpeed -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@NullMarked
package dev.runbook.bench;

import org.jspecify.annotations.NullMarked;

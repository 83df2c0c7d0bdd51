/**
 * What an action is and what it may answer: the interface between the engine and its plugins.
 *
 * <p>Depends on the JDK only.
 */
@NullMarked
package dev.runbook.action;

import org.jspecify.annotations.NullMarked;

package dev.runbook.action;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an argument that a shell reads where it is text: what is put into it must be quoted, and a
 * check warns where it is not. An {@code Object} so marked is a command: a text, or a list of words
 * that reach the action as they are written.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ShellText {}

package dev.runbook.action;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The type of a connection in a runbook, such as {@code git}: a record of the settings that reach
 * one system. An action that takes such a record gets the connection its step names with {@code
 * connection}, or the only one of its type.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ConnectionName {
  String value();
}

package dev.runbook.action;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When an action answers {@link Outcome.Failed}, for its reference: one line a reason that
 * completes "fails if ...", such as "the build is red". Accidents, such as no network, need none.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Fails {
  String[] value();
}

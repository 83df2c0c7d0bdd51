package dev.runbook.expression;

import dev.runbook.text.Span;

/**
 * A name compared with a text that is written out, by {@code ==} or {@code !=}.
 *
 * @param span the text, with its quotes
 */
public record Comparison(Reference name, String text, Span span) {}

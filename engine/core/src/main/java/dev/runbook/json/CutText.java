package dev.runbook.json;

/**
 * The end of a text that was too long to keep. Using it in an expression is an error.
 *
 * @param kept the last 64 KiB
 * @param whole where all of it is, such as {@code the log of step build}
 */
public record CutText(String kept, String whole) {}

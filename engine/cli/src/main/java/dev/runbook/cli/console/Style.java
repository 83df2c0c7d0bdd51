package dev.runbook.cli.console;

/** Colours, where a person looks at a terminal; elsewhere plain text. */
public enum Style {
  PLAIN,
  COLOUR;

  private static final String RESET = "\u001b[0m";

  public String bold(String text) {
    return in("\u001b[1m", text);
  }

  public String faint(String text) {
    return in("\u001b[2m", text);
  }

  public String good(String text) {
    return in("\u001b[32m", text);
  }

  public String bad(String text) {
    return in("\u001b[1;31m", text);
  }

  public String warning(String text) {
    return in("\u001b[33m", text);
  }

  public String active(String text) {
    return in("\u001b[36m", text);
  }

  private String in(String colour, String text) {
    return this == PLAIN || text.isEmpty() ? text : colour + text + RESET;
  }
}

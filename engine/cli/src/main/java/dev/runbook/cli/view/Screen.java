package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;

/**
 * Lines that stay, and on a terminal below them one that tells what is going on now. Safe for
 * several threads.
 */
final class Screen {
  private static final String CLEAR = "\r\u001b[2K";

  private final Console console;
  private final boolean isLive;
  private String live = "";

  Screen(Console console) {
    this.console = console;
    this.isLive = console.isLive();
  }

  boolean isLive() {
    return isLive;
  }

  /** Prints lines that stay, each ended by a newline. */
  synchronized void print(String lines) {
    console.text(cleared() + lines + live);
  }

  /** Shows what is going on, in place of what was shown before; nothing off a terminal. */
  synchronized void show(String now) {
    if (isLive && !now.equals(live)) {
      console.text(cleared() + now);
      live = now;
    }
  }

  private String cleared() {
    return live.isEmpty() ? "" : CLEAR;
  }
}

package dev.runbook.cli;

/** The command `runbook`. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Returns the exit code of the command line `args`; prints what it has to say. */
  static int run(String... args) {
    var version = Main.class.getPackage().getImplementationVersion();
    System.out.println("runbook " + (version == null ? "of an unpacked build" : version));
    return 0;
  }
}

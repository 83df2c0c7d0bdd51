package dev.runbook.cli.command;

/** Which build of the program this is. */
final class Version {
  private Version() {}

  static String ours() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "of an unpacked build" : version;
  }
}

package dev.runbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The processes that have a variable in their environment: who started them gave it to them. */
record Marked(String variable, String value) {

  /** Returns those that are alive, as texts that say what they are. */
  List<String> alive() {
    try (var processes = ProcessHandle.allProcesses()) {
      return processes.filter(this::isMarked).map(Marked::told).toList();
    }
  }

  /** Ends them, whatever they do. */
  void end() {
    try (var processes = ProcessHandle.allProcesses()) {
      processes.filter(this::isMarked).forEach(ProcessHandle::destroyForcibly);
    }
  }

  private boolean isMarked(ProcessHandle process) {
    return Arrays.asList(text(process, "environ").split("\0", -1)).contains(variable + "=" + value);
  }

  private static String told(ProcessHandle process) {
    return process.pid() + " " + text(process, "cmdline").replace('\0', ' ');
  }

  private static String text(ProcessHandle process, String file) {
    try {
      var path = Path.of("/proc", String.valueOf(process.pid()), file);
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // it has ended, or is another user's
    }
  }
}

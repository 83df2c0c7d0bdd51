package dev.runbook.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What other processes ask of the one that carries a run out, an empty file each. */
final class RequestFiles {
  private final Path folder;
  private final Access access;

  RequestFiles(Path run, Access access) {
    this.folder = run.resolve("requests");
    this.access = access;
  }

  Path folder() {
    return folder;
  }

  void makeFolder() throws IOException {
    access.ensureFolder(folder);
  }

  void add(String what) throws StateException {
    try {
      makeFolder();
      access.ensureFile(folder.resolve(FileName.of(what)));
    } catch (IOException e) {
      throw Trouble.cannot("written", folder, e);
    }
  }

  List<String> all() throws StateException {
    var names = new ArrayList<String>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.newDirectoryStream(folder, "[!.]*")) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      } catch (IOException e) {
        throw Trouble.cannot("read", folder, e);
      }
    }
    Collections.sort(names);
    return names;
  }

  void clear() throws StateException {
    try {
      for (var name : all()) {
        Files.deleteIfExists(folder.resolve(name));
      }
    } catch (IOException e) {
      throw Trouble.cannot("written", folder, e);
    }
  }
}

package dev.runbook.cli.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A bare repository: what other people do in it, and what is in it now. */
public final class Remote {
  /** When histories began: long before what counts as new. */
  private static final Instant BEGINNING = Instant.parse("2026-01-05T12:00:00Z");

  private final Path folder;
  private int commits;

  private Remote(Path folder) {
    this.folder = folder;
  }

  /** Makes an empty one. */
  static Remote init(Path folder) throws Exception {
    Files.createDirectories(folder);
    Git.run(folder, "init", "--quiet", "--bare", "--initial-branch=main");
    return new Remote(folder);
  }

  /** Makes a copy of one with all it has. */
  static Remote fork(Remote upstream, Path folder) throws Exception {
    Files.createDirectories(folder);
    Git.run(folder, "clone", "--quiet", "--bare", upstream.folder.toString(), ".");
    return new Remote(folder);
  }

  /** Returns one that was made before. */
  static Remote at(Path folder) {
    return new Remote(folder);
  }

  Path folder() {
    return folder;
  }

  /** Adds a commit to a branch, or to a new one that begins at the same commit as main. */
  Remote commit(String branch, String subject, Map<String, String> files) throws Exception {
    var stream = new StringBuilder("commit refs/heads/" + branch + "\n");
    stream.append("committer Ann Other <ann@example.org> ").append(time()).append(" +0000\n");
    data(stream, subject);
    for (var start : List.of(branch, "main")) {
      if (has(start)) {
        stream.append("from refs/heads/").append(start).append("^0\n");
        break;
      }
    }
    files.forEach((path, text) -> change(stream, path, text));
    Git.run(folder, stream.toString(), List.of("fast-import", "--quiet"));
    return this;
  }

  /** Has a branch also hold a submodule, at the end of that one's main branch. */
  Remote submodule(String branch, String path, Remote module) throws Exception {
    var stream =
        "commit refs/heads/%s\ncommitter Ann Other <ann@example.org> %d +0000\ndata 9\nsubmodule\nfrom refs/heads/%s^0\nM 160000 %s %s\n"
            .formatted(branch, time(), branch, module.head("main"), path);
    Git.run(folder, stream, List.of("fast-import", "--quiet"));
    return this;
  }

  Remote tag(String name, String ref) throws Exception {
    Git.run(folder, "tag", name, ref);
    return this;
  }

  /** Merges a branch that is ahead of another into that. */
  public void merge(String branch, String into) throws Exception {
    Git.run(folder, "merge-base", "--is-ancestor", into, branch);
    Git.run(folder, "update-ref", "refs/heads/" + into, branch);
  }

  private long time() {
    return BEGINNING.plus(Duration.ofHours(commits++)).getEpochSecond();
  }

  private boolean has(String branch) throws Exception {
    return !Git.run(folder, "for-each-ref", "refs/heads/" + branch).isEmpty();
  }

  private static void change(StringBuilder stream, String path, String text) {
    var mode = text.startsWith("#!") ? "100755" : "100644";
    stream.append("M ").append(mode).append(" inline ").append(path).append('\n');
    data(stream, text);
  }

  private static void data(StringBuilder stream, String text) {
    var length = text.getBytes(StandardCharsets.UTF_8).length;
    stream.append("data ").append(length).append('\n').append(text).append('\n');
  }

  /** Returns the commit that a branch or a tag is at. */
  public String head(String ref) throws IOException, InterruptedException {
    return Git.run(folder, "rev-parse", ref + "^{commit}");
  }

  /** Returns a file as a branch or a tag has it. */
  public String file(String ref, String path) throws IOException, InterruptedException {
    return Git.run(folder, "show", ref + ":" + path);
  }

  /** Returns the subjects of a branch's commits, the newest first. */
  public List<String> log(String ref) throws IOException, InterruptedException {
    return Git.run(folder, "log", "--format=%s", ref).lines().toList();
  }

  /** Returns the tags that begin with something, in the order of their versions. */
  public List<String> tags(String prefix) throws IOException, InterruptedException {
    return Git.run(folder, "tag", "--list", "--sort=version:refname", prefix + "*")
        .lines()
        .toList();
  }

  public List<String> branches() throws IOException, InterruptedException {
    return Git.run(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads")
        .lines()
        .toList();
  }
}

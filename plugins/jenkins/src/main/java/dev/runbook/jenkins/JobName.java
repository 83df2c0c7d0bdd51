package dev.runbook.jenkins;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The full name of a job.
 *
 * @param text folders and the job, separated by slashes
 */
record JobName(String text) {
  private static final String STEP = "/job/";

  /**
   * Checks an argument.
   *
   * @throws IllegalArgumentException if it names no job
   */
  static void check(String text) {
    if (Arrays.stream(text.split("/", -1)).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a job is written `name` or `folder/name`");
    }
  }

  /** Returns the job that an address is of; empty for an address of anything else. */
  static Optional<JobName> of(String url) {
    var path = String.valueOf(URI.create(url).getRawPath());
    var start = path.indexOf(STEP);
    if (start < 0) {
      return Optional.empty();
    }
    var end = path.endsWith("/") ? path.length() - 1 : path.length();
    var names = path.substring(start + STEP.length(), end).split(STEP);
    if (Arrays.stream(names).anyMatch(name -> name.contains("/"))) {
      return Optional.empty();
    }
    return Optional.of(
        new JobName(Arrays.stream(names).map(JobName::decoded).collect(Collectors.joining("/"))));
  }

  /** Returns where it is on a server, such as {@code /job/folder/job/name}. */
  String path() {
    return Arrays.stream(text.split("/"))
        .map(name -> STEP + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining());
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "`" + text + "`";
  }
}

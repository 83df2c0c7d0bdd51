package dev.runbook.cli.lab;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Stands in for the backend of KernelCI: answers as its API is documented to, with the revisions
 * that the linux tree has a tag of. Every revision has as many builds and tests, the newest ones a
 * few failures more.
 */
final class Results implements Web.Answerer {
  private final Remote linux;

  Results(Remote linux) {
    this.linux = linux;
  }

  @Override
  public String answer(Web.Asked asked) throws Exception {
    return "{\"code\": 200, \"result\": [%s]}".formatted(result(asked));
  }

  private String result(Web.Asked asked) throws Exception {
    var passed = asked.query().contains("status=PASS");
    return switch (asked.path()) {
      case "/job" ->
          newest(3).stream()
              .map("{\"kernel\": \"%s\"}"::formatted)
              .collect(Collectors.joining(","));
      case "/count/build" -> "{\"count\": %d}".formatted(passed ? 19 : 20);
      case "/count/test_case" -> "{\"count\": %d}".formatted(passed ? 190 - failures(asked) : 200);
      default -> throw new IllegalArgumentException(asked.path());
    };
  }

  private int failures(Web.Asked asked) throws Exception {
    return asked.query().contains("kernel=" + newest(1).get(0)) ? 4 : 0;
  }

  private List<String> newest(int count) throws Exception {
    var tags = linux.tags("kernelci-");
    return tags.subList(tags.size() - count, tags.size());
  }
}

package dev.runbook.bench;

/** A runbook of many steps, as people write them. */
final class Large {
  private static final String START =
      """
      runbook: large
      inputs:
        branch: { type: string, default: main }
        count: { type: integer, default: 3 }
      vars:
        label: '${inputs.branch}-${inputs.count}'
      steps:
        - id: look_0
          wait: 1s
      """;
  private static final String FOUR =
      """
        - id: build_%1$d
          name: Build number %1$d of ${vars.label}
          assert: inputs.branch in ['main', 'next'] and inputs.count + 1 > 2
          message: '${inputs.branch} is none that is built'
          when: inputs.count > 1 and steps.look_%2$d.status == 'succeeded'
        - id: note_%1$d
          when: inputs.count > 1
          wait: 5s
        - id: group_%1$d
          steps:
            - id: look_%1$d
              for_each: [arm, x86]
              assert: len(item) == 3
      """;

  private Large() {}

  static String runbook(int steps) {
    var text = new StringBuilder(START);
    for (var i = 1; i <= steps / 4; i++) {
      text.append(FOUR.formatted(i, i - 1).indent(0));
    }
    return text.toString();
  }
}

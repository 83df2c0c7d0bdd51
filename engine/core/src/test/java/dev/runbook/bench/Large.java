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
        - id: first
          action: fake.look
      """;
  private static final String FOUR =
      """
        - id: build_%1$d
          name: Build number %1$d
          action: fake.build
          with:
            branch: '${inputs.branch}'
            count: 2
            tags: [a, 'b-${vars.label}']
          when: inputs.count > 1 and steps.look_%2$d.status == 'succeeded'
          retry: { attempts: 3, delay: 10s }
          timeout: 10m
        - id: note_%1$d
          when: inputs.count > 1
          action: fake.note
          with: { message: 'number ${steps.build_%1$d.outputs.number} of ${inputs.branch}' }
        - id: group_%1$d
          steps:
            - id: look_%1$d
              for_each: [arm, x86]
              action: fake.look
              with: { what: '${item}' }
      """;

  private Large() {}

  static String runbook(int steps) {
    var text = new StringBuilder(START.replace("id: first", "id: look_0"));
    for (var i = 1; i <= steps / 4; i++) {
      text.append(FOUR.formatted(i, i - 1).indent(0));
    }
    return text.toString();
  }
}

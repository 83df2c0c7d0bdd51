package dev.runbook.run;

import static dev.runbook.run.Story.runbook;

import dev.runbook.run.Crashes.Case;
import dev.runbook.run.Crashes.Case.Leaving;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Runbooks that together have every kind of step and every setting. */
final class CrashCases {
  private static final List<Case> ALL = new ArrayList<>();

  private CrashCases() {}

  static List<Case> all() {
    if (ALL.isEmpty()) {
      simple();
      groups();
      late();
      polled();
      people();
    }
    return List.copyOf(ALL);
  }

  private static void add(String name, Supplier<Story> story) {
    add(name, story, Set.of(), Set.of());
  }

  /** Each is played to its end, and once more with a resume after a failure and taken back. */
  private static void add(
      String name, Supplier<Story> story, Set<String> repeats, Set<String> perhaps) {
    ALL.add(new Case(name, story, repeats, perhaps, 0, Leaving.ALONE));
    ALL.add(new Case(name + ", and back", story, repeats, perhaps, 1, Leaving.BACK));
  }

  private static void simple() {
    add(
        "actions of each kind",
        () ->
            runbook(
                """
                runbook: kinds
                steps:
                  - { id: no, action: fake.do, with: { name: no } }
                  - { id: yes, action: fake.do, with: { name: yes, repeat: yes } }
                  - { id: find, action: fake.do, with: { name: find, repeat: find_out } }
                  - { id: later, action: fake.do, with: { name: later, later: 3, repeat: find_out } }
                  - { id: rerun, action: fake.do, with: { name: rerun }, on_resume: rerun }
                  - id: asked
                    action: fake.do
                    with: { name: asked }
                    done_if: { action: fake.ask, with: { name: asked }, is: output.done }
                  - { id: secret, action: fake.do, with: { name: secret, repeat: find_out }, sensitive: true }
                """),
        Set.of("yes", "rerun"),
        Set.of("back no", "back asked"));
    add(
        "conditions, waits and assertions",
        () ->
            runbook(
                """
                runbook: waits
                inputs: { n: { type: integer, default: 2 } }
                steps:
                  - { id: skip, when: inputs.n == 3, action: fake.do, with: { name: skip } }
                  - { id: pause, wait: 1h }
                  - { id: check, assert: inputs.n == 2 }
                  - { id: next, wait: { until: '09:00', zone: UTC } }
                  - { id: tell, when: steps.skip.status == 'skipped', action: fake.do, with: { name: tell, repeat: find_out } }
                """));
    add(
        "retries",
        () ->
            runbook(
                """
                runbook: retries
                steps:
                  - { id: a, action: fake.do, with: { name: a, fails: 2, repeat: find_out }, retry: { attempts: 4, delay: 1m } }
                  - id: b
                    action: fake.do
                    with: { name: b, gives: 4, repeat: find_out }
                    assert: output.value == 4
                    retry: { attempts: 2 }
                  - id: c
                    action: fake.count
                    with: { name: c, accidents: 1, asks: 5m }
                    retry: { attempts: 2 }
                """));
    add(
        "polls",
        () ->
            runbook(
                """
                runbook: polls
                steps:
                  - { id: a, action: fake.count, with: { name: n }, until: output.count >= 3, every: 1m }
                  - id: g
                    until: steps.m.outputs.count >= 2
                    every: 1m
                    steps:
                      - { id: m, action: fake.count, with: { name: m } }
                      - { id: e, action: fake.do, with: { name: 'e', repeat: find_out } }
                """));
    add(
        "a failure",
        () ->
            runbook(
                """
                runbook: failure
                steps:
                  - { id: a, action: fake.do, with: { name: a, repeat: find_out } }
                  - { id: b, assert: 1 == 2 }
                  - { id: c, action: fake.do, with: { name: c } }
                notify:
                  failure:
                    - { id: told, action: fake.do, with: { name: told, repeat: find_out } }
                """));
    add(
        "tolerated failures",
        () ->
            runbook(
                """
                runbook: tolerant
                steps:
                  - id: g
                    on_failure: continue
                    steps:
                      - { id: a, action: fake.do, with: { name: a, repeat: find_out, gives: 1 } }
                      - { id: b, assert: 1 == 2 }
                  - { id: c, action: fake.do, with: { name: 'c ${steps.b.status} ${steps.a.outputs.value}', repeat: find_out } }
                """));
  }

  private static void groups() {
    add(
        "rescue and always",
        () ->
            runbook(
                """
                runbook: rescue
                steps:
                  - id: g
                    steps:
                      - { id: a, action: fake.do, with: { name: a, repeat: find_out, gives: 5 } }
                      - { id: b, assert: steps.a.outputs.value == 6 }
                      - { id: c, action: fake.do, with: { name: c } }
                    rescue:
                      - { id: r, action: fake.do, with: { name: 'r ${steps.a.outputs.value} ${error.step}', repeat: find_out } }
                      - { id: s, action: fake.do, with: { name: s, later: 2, repeat: find_out } }
                    always:
                      - { id: y, action: fake.do, with: { name: y, repeat: find_out } }
                      - { id: z, action: fake.do, with: { name: z, repeat: find_out } }
                  - { id: d, action: fake.do, with: { name: 'd ${steps.g.status}', repeat: find_out } }
                always:
                  - { id: end, action: fake.do, with: { name: end, repeat: find_out } }
                """));
    add(
        "loops and combinations",
        () ->
            runbook(
                """
                runbook: loops
                steps:
                  - id: g
                    for_each: [x, y]
                    as: side
                    steps:
                      - { id: a, for_each: [1, 2], action: fake.do, with: { name: '${side}${item}', repeat: find_out, gives: '${item}' } }
                      - { id: b, action: fake.do, with: { name: 'n${len(steps.a.outputs)}${side}', repeat: find_out } }
                  - id: c
                    for_each: { p: [1, 2], q: [3, 4] }
                    when: item.p != item.q
                    action: fake.do
                    with: { name: 'c${item.p}${item.q}', repeat: find_out }
                outputs: { n: '${len(steps.c.outputs)}' }
                """));
    add(
        "calls",
        () ->
            runbook(
                    """
                    runbook: outer
                    steps:
                      - { id: one, call: inner.yaml, with: { n: 1 }, undo: { with: { n: 9 } } }
                      - { id: two, call: inner.yaml, with: { n: 2 }, retry: { attempts: 3, delay: 1s } }
                    outputs: { sum: '${steps.one.outputs.n + steps.two.outputs.n}' }
                    """)
                .file(
                    "inner.yaml",
                    """
                    runbook: inner
                    inputs: { n: { type: integer } }
                    steps:
                      - { id: a, action: fake.do, with: { name: 'a${inputs.n}', repeat: find_out } }
                      - { id: b, action: fake.do, with: { name: 'b${inputs.n}', gives: '${inputs.n}', repeat: find_out } }
                    always:
                      - { id: z, action: fake.do, with: { name: 'z${inputs.n}', repeat: find_out } }
                    outputs: { n: '${steps.b.outputs.value}' }
                    """));
    for (var seed = 1; seed <= 4; seed++) {
      var order = seed;
      add("branches, seed " + seed, () -> branches().seed(order));
      add(
          "branches with a failure, seed " + seed,
          () -> failingBranches().seed(order),
          Set.of(),
          Set.of("a", "b"));
    }
    add(
        "a rollback step",
        () ->
            runbook(
                """
                runbook: back
                steps:
                  - id: g
                    steps:
                      - { id: a, action: fake.do, with: { name: a, repeat: find_out } }
                      - { id: b, action: fake.do, with: { name: b, repeat: find_out }, undo: { action: fake.back, with: { name: bee } } }
                      - { id: c, action: fake.do, with: { name: c, repeat: find_out, undoes: false } }
                  - { id: t, rollback: [g] }
                """));
  }

  private static void late() {
    add(
        "a called runbook whose time is up",
        () ->
            runbook(
                    """
                    runbook: outer
                    steps:
                      - { id: c, call: inner.yaml, timeout: 5m, on_failure: continue }
                    """)
                .file(
                    "inner.yaml",
                    """
                    runbook: inner
                    steps:
                      - { id: a, action: fake.do, with: { name: a, repeat: find_out } }
                      - { id: w, wait: 9h }
                    always:
                      - { id: z, action: fake.do, with: { name: z, repeat: find_out } }
                    """));
    add(
        "a sensitive step whose time is up",
        () ->
            runbook(
                """
                runbook: sensitive
                steps:
                  - id: s
                    action: fake.do
                    with: { name: s, later: 90, repeat: find_out }
                    sensitive: true
                    timeout: 40s
                    on_failure: continue
                """));
  }

  private static void polled() {
    add(
        "a loop that failed behind a group that was polled",
        () ->
            runbook(
                """
                runbook: polled
                steps:
                  - id: all
                    for_each: [1, 2]
                    max_parallel: 1
                    steps:
                      - id: g
                        steps:
                          - { id: c, action: fake.count, with: { name: 'c${item}' } }
                        until: steps.c.outputs.count >= 1
                        every: 5s
                      - { id: bad, assert: item == 1 }
                    always:
                      - { id: z, wait: 20s }
                """));
  }

  private static Story branches() {
    return runbook(
        """
        runbook: branches
        steps:
          - id: all
            parallel: true
            steps:
              - id: p
                steps:
                  - { id: a, action: fake.do, with: { name: a, takes: 10s, repeat: find_out } }
                  - { id: b, action: fake.do, with: { name: b, later: 2, repeat: find_out } }
              - { id: c, action: fake.do, with: { name: c, takes: 15s, repeat: find_out } }
              - { id: d, for_each: [1, 2, 3], max_parallel: 2, action: fake.do, with: { name: 'd${item}', takes: 4s, repeat: find_out } }
              - { id: w, wait: 12s }
        """);
  }

  private static Story failingBranches() {
    return runbook(
        """
        runbook: branches
        steps:
          - id: all
            parallel: true
            steps:
              - id: p
                steps:
                  - { id: a, action: fake.do, with: { name: a, takes: 10s, repeat: find_out } }
                  - { id: b, action: fake.do, with: { name: b, repeat: find_out } }
                always:
                  - { id: z, action: fake.do, with: { name: z, repeat: find_out } }
              - id: q
                steps:
                  - { id: w, wait: 5s }
                  - { id: bad, assert: 1 == 2 }
            rescue:
              - { id: r, action: fake.do, with: { name: 'r ${error.step}', repeat: find_out } }
        """);
  }

  private static void people() {
    add(
        "gates",
        () ->
            runbook(
                """
                runbook: gates
                steps:
                  - { id: a, action: fake.do, with: { name: a, repeat: find_out } }
                  - { id: g, gate: { ask: 'Go on?', choices: [on, off] } }
                  - { id: b, when: steps.g.outputs.choice == 'on', action: fake.do, with: { name: b, repeat: find_out } }
                  - { id: h, gate: { ask: 'Sure?' } }
                notify:
                  gate:
                    - { id: told, action: fake.do, with: { name: 'told ${event.step}', repeat: find_out } }
                """),
        Set.of(),
        Set.of("told undo:a", "told undo:b"));
    ALL.add(
        new Case(
            "a run that is cancelled",
            () ->
                runbook(
                    """
                    runbook: cancelled
                    steps:
                      - id: g
                        parallel: true
                        steps:
                          - { id: a, action: fake.do, with: { name: a, later: 90, repeat: find_out } }
                          - { id: h, gate: { ask: 'Go on?' } }
                        always:
                          - { id: y, action: fake.do, with: { name: y } }
                    always:
                      - { id: z, action: fake.do, with: { name: z, repeat: find_out } }
                    """),
            Set.of(),
            Set.of("back y"),
            0,
            Leaving.CANCEL_AND_BACK));
    add(
        "a gate nobody answers",
        () ->
            runbook(
                    """
                    runbook: late
                    steps:
                      - { id: g, gate: { ask: 'Go on?', choices: [on, off], timeout: 1h, on_timeout: off } }
                      - { id: b, action: fake.do, with: { name: '${steps.g.outputs.choice}', repeat: find_out } }
                    """)
                .waiting());
  }
}

package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocTest {
  @TempDir Path folder;

  @Test
  void aPageSaysWhatARunbookNeedsDoesAsksAndGives() throws Exception {
    Files.writeString(
        folder.resolve("called.yaml"),
        """
        runbook: called
        steps:
          - id: sure
            gate: { ask: Sure?, choices: [yes_please, no_thanks] }
        """);
    Files.writeString(
        folder.resolve("deploy.yaml"),
        """
        runbook: deploy
        description: Deploy a service.
        inputs:
          service: { type: string, description: 'which one, a|b' }
          hosts: { type: list, of: { name: string, port: integer }, default: [] }
          note: { type: string, required: false }
        secrets:
          token: { env: TOKEN }
          other:
        connections:
          hub: { type: jenkins }
        steps:
          - id: build
            name: Build ${inputs.service}
            steps:
              - { id: job, action: jenkins.build, with: { job: '${inputs.service}' } }
              - { id: enough, assert: len(inputs.hosts) < 9 }
          - { id: ask, call: called.yaml }
          - id: go
            gate: { ask: 'Go on with ${inputs.service}?', approvers: ['@ops'], not_self: true }
        always:
          - { id: told, action: log.print, with: { message: '${default(inputs.note, "")}' } }
        outputs:
          build: '${steps.job.outputs.number}'
        """);
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("doc", folder.resolve("deploy.yaml") + "").code())
        .as(typing.complained())
        .isZero();
    assertThat(typing.printed())
        .isEqualTo(
            """
            # deploy

            Deploy a service.

            ## Inputs

            | input | type | unless given | what it is |
            |---|---|---|---|
            | `service` | string |  | which one, a\\|b |
            | `hosts` | list of map of name: string, port: integer | `[]` |  |
            | `note` | string | nothing |  |

            ## From outside

            | name | what | where from |
            |---|---|---|
            | `token` | secret | the environment variable `TOKEN` |
            | `other` | secret | given by a site |
            | `hub` | connection to jenkins | given by a site |

            ## Steps

            | step | what it does | its steps |
            |---|---|---|
            | `build` | Build ${inputs.service} | `job`, `enough` |
            | `ask` | call `called.yaml` |  |
            | `go` | Go on with ${inputs.service}? |  |
            | `told` | on every way out: `log.print` |  |

            ## Gates

            | gate | asks | choices | who |
            |---|---|---|---|
            | `ask/sure` | Sure? | yes_please, no_thanks, reject | anybody |
            | `go` | Go on with ${inputs.service}? | approve, reject | @ops, but not who started the run |

            ## Outputs

            | output | value |
            |---|---|
            | `build` | `${steps.job.outputs.number}` |
            """);
  }
}

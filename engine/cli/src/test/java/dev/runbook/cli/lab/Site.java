package dev.runbook.cli.lab;

import dev.runbook.docker.Engine;
import dev.runbook.jenkins.JenkinsStandIn;
import dev.runbook.ssh.client.Sshd;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The second site file: where this lab listens, since no port is sure to be free, and who logs in.
 */
final class Site {
  static final String BACKEND_HOST = "127.0.0.20";
  static final String FRONTEND_HOST = "127.0.0.21";

  private Site() {}

  static String text(Engine engine, JenkinsStandIn jenkins, Web web, Path bot, List<Sshd> sshds) {
    var hosts = sshds.stream().map(Site::host).toList();
    return """
        inputs:
          jenkins_code: '%1$s/kernelci-jenkins'
          jenkins_data: '%1$s/kernelci-jenkins/data'
          docker_prefix: '%2$s/kernelci/'
          frontend_url: '%3$s/frontend'
        secrets:
          jenkins_token: { env: JENKINS_TOKEN }
        connections:
          docker:  { type: docker, host: '%4$s' }
          jenkins: { type: jenkins, url: '%5$s', user: %6$s, token: '${secrets.jenkins_token}' }
          github:  { type: http, url: '%3$s/github' }
          backend: { type: http, url: '%3$s/backend' }
          chat:    { type: http, url: '%3$s/chat' }
          bot:     { type: ssh, hosts: ['%7$s'], %9$s }
          nodes:   { type: ssh, hosts: [%8$s], %9$s }
          servers: { type: ansible, %9$s }
        """
        .formatted(
            bot,
            engine.registry(),
            web.url(),
            engine.host(),
            jenkins.url(),
            JenkinsStandIn.USER,
            hosts.get(0),
            hosts.stream().skip(1).map("'%s'"::formatted).collect(Collectors.joining(", ")),
            "user: "
                + sshds.get(0).user()
                + ", key: '${run.dir}/ssh/key', known_hosts: '${run.dir}/ssh/known_hosts'");
  }

  private static String host(Sshd sshd) {
    return Sshd.address(1) + ":" + sshd.port();
  }
}

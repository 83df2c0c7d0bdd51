package dev.runbook.jenkins;

import dev.runbook.http.client.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a job is defined to take. Jenkins itself ignores parameters that a job does not have.
 *
 * @param next the number of its next build
 * @param parameters by name; what each may be, or nothing if it may be anything
 */
record Definition(JobName job, boolean on, long next, Map<String, List<String>> parameters) {
  private static final String TREE =
      "name,buildable,nextBuildNumber,property[parameterDefinitions[name,choices]],"
          + "actions[parameterDefinitions[name,choices]]";

  static Definition of(JobName job, Server server) throws Exception {
    var found = server.find(job.path(), TREE);
    if (found.isEmpty()) {
      throw new Refused("there is no job " + job + ", or none that may be seen");
    }
    var fields = found.get();
    if (!fields.has("nextBuildNumber")) {
      throw new Refused(job + " is no job that can be built: a folder?");
    }
    var parameters = new LinkedHashMap<String, List<String>>();
    for (var holder : List.of("property", "actions")) {
      for (var one : fields.list(holder)) {
        one.list("parameterDefinitions")
            .forEach(p -> parameters.put(p.textOrEmpty("name"), p.texts("choices")));
      }
    }
    return new Definition(
        job, fields.is("buildable"), fields.number("nextBuildNumber"), parameters);
  }

  boolean isParameterized() {
    return !parameters.isEmpty();
  }

  /** Returns what speaks against building it with these parameters. */
  List<String> objections(Map<String, String> given) {
    var all = new ArrayList<String>();
    if (!on) {
      all.add("job " + job + " is disabled");
    }
    given.forEach(
        (name, value) -> {
          var choices = parameters.get(name);
          if (choices == null) {
            all.add("job " + job + " has no parameter `" + name + "`: it takes " + taken());
          } else if (!choices.isEmpty() && !choices.contains(value)) {
            all.add("parameter `" + name + "` of job " + job + " is one of " + listed(choices));
          }
        });
    return all;
  }

  private String taken() {
    return parameters.isEmpty() ? "none" : listed(List.copyOf(parameters.keySet()));
  }

  private static String listed(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}

package dev.runbook.jenkins;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job of the stand-in, with its queue and its builds. Guarded by the stand-in. */
public final class StandInJob {
  private final String name;
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();
  private final List<Item> items = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private boolean on = true;
  private int looksInQueue = 1;
  private int looksToEnd = 2;
  private String result = "SUCCESS";
  private String user = JenkinsStandIn.USER;
  private Runnable work = () -> {};

  StandInJob(String name) {
    this.name = name;
  }

  /** In the queue, or what left it. */
  private static final class Item {
    private final int id;
    private final Map<String, String> form;
    private final String user;
    private int looks;
    private boolean cancelled;
    private @Nullable Run run;

    Item(int id, Map<String, String> form, int looks, String user) {
      this.id = id;
      this.form = form;
      this.looks = looks;
      this.user = user;
    }

    boolean isQueued() {
      return !cancelled && run == null;
    }
  }

  private static final class Run {
    private final int number;
    private final Item item;
    private final String result;
    private final long started;
    private int looks;
    private boolean stopped;

    Run(int number, Item item, String result, long started, int looks) {
      this.number = number;
      this.item = item;
      this.result = result;
      this.started = started;
      this.looks = looks;
    }

    boolean isRunning() {
      return looks > 0;
    }
  }

  /** Gives it a parameter, with the values it may have; any if there are none. */
  public StandInJob parameter(String name, String... choices) {
    parameters.put(name, List.of(choices));
    return this;
  }

  /** Sets how often a build is looked at before it begins, and before it ends. */
  public StandInJob takes(int looksInQueue, int looksToEnd) {
    this.looksInQueue = looksInQueue;
    this.looksToEnd = looksToEnd;
    return this;
  }

  public StandInJob ending(String result) {
    this.result = result;
    return this;
  }

  public StandInJob turn(boolean on) {
    this.on = on;
    return this;
  }

  /** Sets what each build of it does when it begins. */
  public StandInJob doing(Runnable work) {
    this.work = work;
    return this;
  }

  /** Has others start its builds. */
  StandInJob by(String user) {
    this.user = user;
    return this;
  }

  String name() {
    return name;
  }

  String path() {
    return new JobName(name).path();
  }

  boolean isOn() {
    return on;
  }

  boolean isParameterized() {
    return !parameters.isEmpty();
  }

  int builds() {
    return runs.size();
  }

  void queue(int id, Map<String, String> form) {
    items.add(new Item(id, form, looksInQueue, user));
  }

  /** Adds a build that runs, or one that has ended. */
  StandInJob built(int id, boolean running, long started) {
    var item = new Item(id, Map.of(), 0, user);
    items.add(item);
    item.run = new Run(runs.size() + 1, item, result, started, running ? Integer.MAX_VALUE : 0);
    runs.add(item.run);
    return this;
  }

  void cancel(int id) {
    items.stream()
        .filter(item -> item.id == id && item.isQueued())
        .forEach(item -> item.cancelled = true);
  }

  void stop(int number) {
    var run = runs.get(number - 1);
    if (run.isRunning()) {
      run.stopped = true;
      run.looks = 1;
    }
  }

  /** Lets all that runs come to its end. */
  void end() {
    runs.forEach(run -> run.looks = 0);
  }

  private void pass(Item item, boolean quiet, long now) {
    if (item.isQueued() && !quiet && --item.looks <= 0) {
      item.run = new Run(runs.size() + 1, item, result, now, looksToEnd);
      runs.add(item.run);
      work.run();
    }
  }

  Stream<Map<String, ?>> items(String url) {
    return items.stream()
        .filter(Item::isQueued)
        .map(
            item ->
                Map.of(
                    "id",
                    item.id,
                    "why",
                    "Waiting for next available executor",
                    "task",
                    Map.of("name", name, "url", url + path() + "/"),
                    "actions",
                    actions(item)));
  }

  private static List<Map<String, ?>> actions(Item item) {
    var given =
        item.form.entrySet().stream()
            .map(one -> Map.of("name", one.getKey(), "value", one.getValue()))
            .toList();
    return List.of(
        Map.of("causes", List.of(Map.of("userId", item.user))), Map.of("parameters", given));
  }

  Optional<Map<String, ?>> item(int id, boolean quiet, long now) {
    var found = items.stream().filter(item -> item.id == id).findFirst();
    found.ifPresent(item -> pass(item, quiet, now));
    return found.map(
        item -> {
          var json = new LinkedHashMap<String, Object>();
          json.put("id", id);
          json.put("why", "Waiting for next available executor");
          json.put("cancelled", item.cancelled);
          if (item.run != null) {
            json.put("executable", Map.of("number", item.run.number));
          }
          return json;
        });
  }

  Map<String, ?> json(String url, boolean quiet, long now, String tree) {
    items.forEach(item -> pass(item, quiet, now));
    var builds = new ArrayList<Map<String, ?>>();
    for (var i = runs.size() - 1; i >= 0; i--) {
      builds.add(json(runs.get(i)));
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("name", name.substring(name.lastIndexOf('/') + 1));
    json.put("url", url + path() + "/");
    json.put("disabled", !on);
    json.put("buildable", on);
    json.put("color", on ? "blue" : "disabled");
    json.put("nextBuildNumber", runs.size() + 1);
    json.put("builds", part(builds.subList(0, Math.min(builds.size(), 100)), tree));
    json.put("allBuilds", part(builds, tree));
    var definitions =
        parameters.entrySet().stream()
            .map(one -> Map.of("name", one.getKey(), "choices", one.getValue()))
            .toList();
    json.put("property", List.of(Map.of(), Map.of("parameterDefinitions", definitions)));
    runs.forEach(StandInJob::age);
    return json;
  }

  /** Returns the range that a tree such as {@code builds[number]{0,100}} asks for. */
  private static <T> List<T> part(List<T> all, String tree) {
    var range = Pattern.compile("[{](\\d+),(\\d+)}").matcher(tree);
    if (!range.find()) {
      return all;
    }
    var from = Math.min(all.size(), Integer.parseInt(range.group(1)));
    return all.subList(from, Math.min(all.size(), Integer.parseInt(range.group(2))));
  }

  private static void age(Run run) {
    if (run.stopped && run.looks > 0) {
      run.looks--;
    }
  }

  private static Map<String, ?> json(Run run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("number", run.number);
    json.put("queueId", run.item.id);
    json.put("building", run.isRunning());
    json.put("timestamp", run.started);
    json.put("duration", run.isRunning() ? 0 : 61_000);
    json.put("estimatedDuration", 60_000);
    json.put("actions", actions(run.item));
    if (!run.isRunning()) {
      json.put("result", run.stopped ? "ABORTED" : run.result);
    }
    return json;
  }

  /** Answers for a build and its console. */
  boolean answer(String path, String query, StandInAnswer out) throws IOException {
    var rest = path.substring(path().length() + 1).split("/", 2);
    if (!rest[0].matches("\\d+") || Integer.parseInt(rest[0]) > runs.size()) {
      return false;
    }
    var run = runs.get(Integer.parseInt(rest[0]) - 1);
    if (rest.length == 1) {
      out.json(json(run));
      run.looks = run.looks == Integer.MAX_VALUE ? run.looks : Math.max(0, run.looks - 1);
      return true;
    }
    if (!rest[1].equals("logText/progressiveText")) {
      return false;
    }
    var text =
        "Started by user "
            + run.item.user
            + "\n"
            + "compiling\n".repeat(Math.max(0, looksToEnd - run.looks + 1));
    var whole = run.isRunning() ? text : text + "Finished\n";
    var start = Integer.parseInt(query.substring("start=".length()));
    out.header("X-Text-Size", String.valueOf(whole.length()))
        .header("X-More-Data", String.valueOf(run.isRunning()))
        .send(200, "text/plain", whole.substring(Math.min(start, whole.length())));
    return true;
  }
}

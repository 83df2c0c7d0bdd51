import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;

/**
 * Measures whole commands against a yardstick of the same sitting, interleaved, and prints ratios. README.md beside this file
 * says how it is run and what came out.
 */
final class Bench {
  private static final Path HERE = Path.of("engine/cli/bench");

  private final int rounds;
  private final Path folder;
  private final Path program;
  private final Path java;
  private final String classPath;
  private int runs;

  private Bench(int rounds, Path folder, Path home) throws IOException {
    this.rounds = rounds;
    this.folder = folder;
    this.program = home.resolve("bin/runbook");
    this.java = Path.of(System.getProperty("java.home"), "bin", "java");
    this.classPath = folder + File.pathSeparator + home.resolve("lib") + "/*";
    var compiler = ToolProvider.getSystemJavaCompiler();
    var jars = String.join(File.pathSeparator, jars(home.resolve("lib")));
    var source = HERE.resolve("Yardstick.java").toString();
    if (compiler.run(null, null, null, "-proc:none", "-cp", jars, "-d", folder.toString(), source) != 0) {
      throw new IOException("Yardstick.java cannot be compiled");
    }
  }

  private static List<String> jars(Path lib) throws IOException {
    try (var files = Files.list(lib)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".jar")).toList();
    }
  }

  /** A command line, and what is done before each of its runs, outside of the time. */
  private record Work(List<String> command, Preparation before) {
    static Work of(List<String> command) {
      return new Work(command, () -> {});
    }
  }

  private interface Preparation {
    void make() throws Exception;
  }

  private interface Row {
    void measure() throws Exception;
  }

  /** Seconds of one run, and the most memory it held, in MiB. */
  private record Took(double seconds, long peak) {}

  public static void main(String[] words) throws Exception {
    var home = home();
    var folder = Files.createTempDirectory("runbook-bench");
    try {
      var bench = new Bench(Integer.getInteger("rounds", 9), folder, home);
      var rows = bench.rows();
      System.out.printf("%s, %d processors, java %s, load %s%n%n", System.getProperty("os.name"),
          Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), load());
      System.out.println("| what | against | ratio, median (least to most) | bound | |");
      System.out.println("|---|---|---|---|---|");
      for (var name : words.length == 0 ? rows.keySet() : List.of(words)) {
        var row = rows.get(name);
        if (row == null) {
          System.err.println("no row `" + name + "`; there are " + rows.keySet());
          System.exit(2);
        }
        row.measure();
      }
    } finally {
      delete(folder);
    }
  }

  private static Path home() throws IOException {
    try (var built = Files.list(Path.of("engine/cli/target"))) {
      return built
          .filter(path -> Files.isExecutable(path.resolve("bin/runbook")))
          .findFirst()
          .orElseThrow(() -> new IOException("build it first: ./runbook --version"))
          .toAbsolutePath();
    } catch (IOException e) {
      System.err.println("build it first, from the project's folder: ./runbook --version");
      System.exit(2);
      throw e;
    }
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Map<String, Row> rows() {
    var rows = new LinkedHashMap<String, Row>();
    rows.put("start", this::start);
    rows.put("one", this::oneStep);
    rows.put("durable", this::durable);
    rows.put("shell", this::shell);
    rows.put("load", this::load20000);
    rows.put("output", this::output);
    rows.put("journal", this::journal);
    rows.put("parallel", this::parallel);
    rows.put("idle", this::idle);
    return rows;
  }

  // Rows

  private void start() throws Exception {
    var check = Work.of(List.of(program + "", "check", "runbooks/quickstart.yaml"));
    compare("`check runbooks/quickstart.yaml`", check, "a JVM that says hello", yardstick("hello"), 4);
    if (isThere("ansible-playbook")) {
      compare("`check runbooks/quickstart.yaml`", check, "ansible-playbook of one debug task", ansible(1, "debug: { msg: hello }"), 0.4);
    }
  }

  private void oneStep() throws Exception {
    if (isThere("ansible-playbook")) {
      compare("`run` of one assert", run("assert", 1, "assert: 1 + 1 == 2"), "ansible-playbook of one debug task",
          ansible(1, "debug: { msg: hello }"), 0.5);
    }
  }

  /** The start of a run is taken off by a run of one step. */
  private void durable() throws Exception {
    var one = run("assert", 1, "assert: 1 + 1 == 2");
    absolute("an assert step among 10,000", run("many", 10_000, "assert: 1 + 1 == 2"), one, 9_999, 0.1);
    absolute("the same, once it is loaded and checked", run("many", 10_000, "assert: 1 + 1 == 2"), check("many"), 9_999, 0.1);
    perStep("an assert step among 10,000", run("many", 10_000, "assert: 1 + 1 == 2"), 9_999, "one among 500",
        run("few", 500, "assert: 1 + 1 == 2"), 499, one, 1.25);
    var print = run("print1", 1, PRINT);
    less("1,000 steps that print a word", run("print", 1_001, PRINT), print, "2,000 appends on the disk",
        yardstick("appends", folder.resolve("appends") + "", "2000"), yardstick("appends", folder.resolve("appends") + "", "0"), 1.25);
  }

  private static final String PRINT = "{ action: log.print, with: { message: x } }";

  private void shell() throws Exception {
    var one = run("true1", 1, TRUE);
    var many = run("true", 201, TRUE);
    less("200 x `/bin/true`", many, one, "a Java loop that starts it in the same way and appends twice", children(200), children(0), 1.5);
    var loop = Work.of(List.of("sh", "-c", "i=0; while [ $i -lt 200 ]; do /bin/true; i=$((i+1)); done"));
    less("200 x `/bin/true`", many, one, "sh running them", loop, Work.of(List.of("sh", "-c", ":")), 8);
    if (isThere("ansible-playbook")) {
      less("20 x `/bin/true`", run("true20", 21, TRUE), one, "ansible's `command`", ansible(21, "command: /bin/true"),
          ansible(1, "command: /bin/true"), 1.0 / 30);
    }
    dagu();
  }

  /** As the engine starts a program: in a session of its own, held back until it is recorded. */
  private Work children(int count) {
    return yardstick("children", folder.resolve("appends") + "", count + "", "setsid", "/bin/sh", "-c",
        "read -r runbook_go && exec \"$@\"", "runbook", "/bin/true");
  }

  private static final String TRUE = "{ action: shell.run, with: { command: [/bin/true] } }";
  private static final String ECHO = "{ action: shell.run, with: { command: [echo, hello] } }";

  private void dagu() throws Exception {
    if (isThere("dagu")) {
      compare("100 x `echo`", run("echo100", 100, ECHO), "Dagu", dagu(100), 1.0);
      compare("500 x `echo`", run("echo500", 500, ECHO), "Dagu", dagu(500), 0.4);
    }
  }

  private Work dagu(int steps) throws IOException {
    var text = new StringBuilder("type: chain\nsteps:\n");
    IntStream.range(0, steps).forEach(i -> text.append("  - name: s").append(i).append("\n    command: echo hello\n"));
    var file = Files.writeString(folder.resolve("dagu" + steps + ".yaml"), text);
    return Work.of(List.of("env", "DAGU_HOME=" + folder.resolve("dagu"), "dagu", "start", file + ""));
  }

  private void load20000() throws Exception {
    var large = runbook("large", 20_000, PRINT) + "";
    var small = runbook("small", 10, PRINT) + "";
    less("`check` of 20,000 steps", Work.of(List.of(program + "", "check", large)), Work.of(List.of(program + "", "check", small)),
        "snakeyaml-engine composing it", yardstick("compose", large), yardstick("compose", small), 4);
  }

  private void output() throws Exception {
    var command = "yes 'a line of output, as a build prints it by the thousand' | head -c 1000000000";
    var file = folder.resolve("output.yaml");
    Files.writeString(file, "runbook: output\nsecrets: { token: { env: TOKEN } }\nsteps:\n  - id: print\n    action: shell.run\n"
        + "    with: { command: \"" + command + "\", env: { TOKEN: '${secrets.token}' } }\n");
    var before = rounds(1, new Work(List.of("env", "TOKEN=s3cr3t-t0ken", program + "", "run", file + "", "--state", state()), () -> {}));
    var cat = rounds(1, Work.of(List.of("sh", "-c", command + " | cat > " + folder.resolve("cat"))));
    print("a step that prints 1 GB", "`cat > file`", List.of(before.get(0).seconds() / cat.get(0).seconds()), 3);
    print("its peak of memory, MiB", "", List.of((double) before.get(0).peak()), 200);
  }

  /** `verify` reads and proves each line; `show` replays them and holds what they say. */
  private void journal() throws Exception {
    var state = state();
    time(Work.of(List.of(program + "", "run", runbook("events", 50_000, "assert: true") + "", "--state", state)));
    var run = only(Path.of(state, "runs"));
    var lines = run.resolve("journal.jsonl");
    var verify = Work.of(List.of(program + "", "verify", run.getFileName() + "", "--state", state));
    var check = Work.of(List.of(program + "", "check", runbook("small", 10, PRINT) + ""));
    var parser = yardstick("json", lines + "");
    less("`verify` of 100,000 events", verify, check, "a JSON parser reading them", parser, yardstick("hello"), 2);
    var show = Work.of(List.of(program + "", "show", run.getFileName() + "", "--state", state));
    less("`show` of 100,000 events", show, check, "a JSON parser reading them", parser, yardstick("hello"), 2);
  }

  /** The start is taken off by a run of one branch that does not wait. */
  private void parallel() throws Exception {
    var branches = Work.of(List.of(program + "", "run", branches(1000, "wait: 100ms") + "", "--state", state()));
    var start = Work.of(List.of(program + "", "run", branches(1, "wait: 1ms") + "", "--state", state()));
    time(branches);
    var took = new ArrayList<Double>();
    for (var i = 0; i < rounds; i++) {
      took.add(net(branches, start));
    }
    print("1,000 branches of 100 ms, 100 at once", "the ideal 1 s", took, 1.3);
  }

  /** What a run that waits for hours takes in a minute, once it has come to rest. */
  private void idle() throws Exception {
    var file = runbook("idle", 1, "wait: 10h");
    var process = started(List.of(program + "", "run", file + "", "--state", state()));
    var sleeping = started(yardstick("sleep").command());
    try {
      Thread.sleep(10_000);
      var before = processorTime(process.pid());
      var sleepingBefore = processorTime(sleeping.pid());
      Thread.sleep(60_000);
      var took = processorTime(process.pid()) - before;
      print("processor time of a run that waits", "a JVM that sleeps",
          List.of(took / (processorTime(sleeping.pid()) - sleepingBefore)), Double.NaN);
      print("the same in a minute", "milliseconds", List.of(took / 1e6), Double.NaN);
      print("its memory, MiB", "", List.of((double) resident(process.pid())), Double.NaN);
    } finally {
      process.destroy();
      sleeping.destroy();
      process.waitFor();
      sleeping.waitFor();
    }
  }

  /** In nanoseconds, of all its threads: what they ran is first in each schedstat (sched-stats, the kernel's documentation). */
  private static double processorTime(long pid) throws IOException {
    var time = 0.0;
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (var thread : threads) {
        time += Double.parseDouble(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
      }
    }
    return time;
  }

  private Path branches(int count, String step) throws IOException {
    var items = IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return Files.writeString(folder.resolve("branches" + count + ".yaml"),
        "runbook: branches\nsteps:\n  - { id: branch, for_each: [" + items + "], max_parallel: 100, " + step + " }\n");
  }

  // What is run

  private Work yardstick(String... words) {
    var command = new ArrayList<>(List.of(java + "", "-Xshare:auto", "-XX:+UseSerialGC", "-cp", classPath, "Yardstick"));
    command.addAll(List.of(words));
    return Work.of(command);
  }

  private Work run(String name, int steps, String step) throws IOException {
    return Work.of(List.of(program + "", "run", runbook(name, steps, step) + "", "--state", state()));
  }

  /** Of a runbook that is there. */
  private Work check(String name) {
    return Work.of(List.of(program + "", "check", folder.resolve(name + ".yaml") + ""));
  }

  private String state() {
    return folder.resolve("state" + runs++).toString();
  }

  private Path runbook(String name, int steps, String step) throws IOException {
    var text = new StringBuilder("runbook: ").append(name).append("\nsteps:\n");
    var body = step.startsWith("{") ? step.substring(1, step.length() - 1).strip() : step;
    IntStream.range(0, steps).forEach(i -> text.append("  - { id: s").append(i).append(", ").append(body).append(" }\n"));
    return Files.writeString(folder.resolve(name + ".yaml"), text);
  }

  private Work ansible(int tasks, String task) throws IOException {
    var text = new StringBuilder("- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n");
    IntStream.range(0, tasks).forEach(i -> text.append("    - ").append(task).append("\n"));
    var file = Files.writeString(folder.resolve("playbook" + tasks + task.hashCode() + ".yaml"), text);
    return Work.of(List.of("ansible-playbook", "-i", "localhost,", file + ""));
  }

  private static boolean isThere(String command) {
    var there = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    if (!there) {
      System.out.println("| | " + command + " | not installed here: skipped | | |");
    }
    return there;
  }

  private static Path only(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  // How it is measured

  private void compare(String what, Work ours, String against, Work theirs, double bound) throws Exception {
    less(what, ours, null, against, theirs, null, bound);
  }

  /** Interleaves all, each less its start where one is given. */
  private void less(String what, Work ours, Work oursStart, String against, Work theirs, Work theirsStart, double bound)
      throws Exception {
    time(ours);
    time(theirs);
    var ratios = new ArrayList<Double>();
    for (var i = 0; i < rounds; i++) {
      var mine = net(ours, oursStart);
      var other = net(theirs, theirsStart);
      ratios.add(mine / other);
    }
    print(what, against, ratios, bound);
  }

  private void perStep(String what, Work ours, int steps, String against, Work theirs, int theirSteps, Work start, double bound)
      throws Exception {
    var ratios = new ArrayList<Double>();
    for (var i = 0; i < rounds; i++) {
      ratios.add(net(ours, start) / steps / (net(theirs, start) / theirSteps));
    }
    print(what, against, ratios, bound);
  }

  private void absolute(String what, Work ours, Work start, int steps, double bound) throws Exception {
    time(ours);
    var each = new ArrayList<Double>();
    for (var i = 0; i < rounds; i++) {
      each.add(1000 * net(ours, start) / steps);
    }
    print(what, "milliseconds each", each, bound);
  }

  private double net(Work work, Work start) throws Exception {
    var began = start == null ? 0 : time(start).seconds();
    return time(work).seconds() - began;
  }

  private List<Took> rounds(int count, Work work) throws Exception {
    var took = new ArrayList<Took>();
    for (var i = 0; i < count; i++) {
      took.add(time(work));
    }
    return took;
  }

  private Took time(Work work) throws Exception {
    work.before().make();
    var start = System.nanoTime();
    var process = started(work.command());
    process.getOutputStream().close();
    var peak = 0L;
    while (!process.waitFor(peak == 0 ? 5 : 50, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, resident(process.pid()));
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(work.command() + " ended with exit code " + process.exitValue() + ": "
          + Files.readString(folder.resolve("log"), StandardCharsets.UTF_8));
    }
    return new Took(seconds, peak);
  }

  /** On the Java that runs this. */
  private Process started(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("RUNBOOK_JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** The most memory a process held so far; the launcher becomes the engine, so it is the same process. */
  private static long resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has ended
    }
  }

  /**
   * Prints a row.
   *
   * @param bound not a number where there is none
   */
  private static void print(String what, String against, List<Double> ratios, double bound) {
    var sorted = ratios.stream().sorted().toList();
    var median = sorted.get(sorted.size() / 2);
    var verdict = Double.isNaN(bound) ? "| |" : String.format(Locale.ROOT, "%.3f | %s |", bound, median <= bound ? "within" : "**beyond**");
    System.out.printf(Locale.ROOT, "| %s | %s | %.3f (%.3f to %.3f) | %s%n", what, against, median, sorted.get(0),
        sorted.get(sorted.size() - 1), verdict);
  }
}

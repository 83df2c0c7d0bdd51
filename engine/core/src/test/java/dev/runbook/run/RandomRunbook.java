package dev.runbook.run;

import dev.runbook.run.Crashes.Case;
import dev.runbook.run.Crashes.Case.Leaving;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * A runbook made by chance of all that the language has. It is such that what it does is the same
 * each time: of branches that run side by side at most one fails, and a time is either ample or far
 * too short.
 */
final class RandomRunbook {
  private static final String AMPLE = "2000h";
  private static final String SHORT = "1h";
  private static final String ENDLESS = "9h";

  private final Random random;
  private final long seed;
  private final boolean waits;
  private final Set<String> repeats = new HashSet<>();
  private final Set<String> perhaps = new HashSet<>();
  private final Set<String> calledBack = new HashSet<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private int count;
  private int left;

  private RandomRunbook(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.waits = chance(20);
    this.left = 4 + random.nextInt(14);
  }

  /** What expressions can name where they stand. */
  private record Seen(
      List<String> numbers,
      List<String> flags,
      List<String> items,
      Map<String, Set<String>> before,
      int depth) {

    static Seen inFile(List<String> items, int depth) {
      return new Seen(
          List.of("inputs.k", "vars.twice"),
          List.of("true", "inputs.k == 2"),
          items,
          Map.of(),
          depth);
    }

    Seen with(Made made) {
      var all = new LinkedHashMap<>(before);
      all.put(made.id(), made.words);
      return new Seen(joined(numbers, made.numbers), joined(flags, made.flags), items, all, depth);
    }

    Seen deeper() {
      return new Seen(numbers, flags, items, before, depth - 1);
    }

    Seen item(String item) {
      return new Seen(numbers, flags, joined(items, List.of(item)), before, depth);
    }
  }

  /**
   * A step.
   *
   * @param fails whether it may
   * @param words what its effects are called
   * @param numbers what can be read of it behind it
   */
  private record Made(
      Map<String, Object> step,
      boolean fails,
      Set<String> words,
      List<String> numbers,
      List<String> flags) {
    String id() {
      return String.valueOf(step.get("id"));
    }
  }

  /** Steps one after the other. */
  private record Row(
      List<Map<String, Object>> steps, boolean fails, Set<String> words, Seen seen) {}

  static Case of(long seed) {
    return new RandomRunbook(seed).made();
  }

  private Case made() {
    var top = new LinkedHashMap<String, Object>();
    top.put("runbook", "top");
    inputs(top);
    if (chance(25)) {
      top.put("defaults", defaults());
    }
    var row = body(top, Seen.inFile(List.of(), 3));
    if (chance(40)) {
      top.put("notify", notices());
    }
    top.put("outputs", outputs(row.seen()));
    var story = Story.runbook(Yaml.of(top)).seed(seed);
    files.forEach(story::file);
    if (waits) {
      story.waiting();
    }
    var text = "seed " + seed + "\n" + Yaml.of(top) + files;
    var leavings = Leaving.values();
    var leaving = waits ? Leaving.ALONE : List.of(leavings).get(random.nextInt(leavings.length));
    return new Case(text, () -> story, repeats, perhaps, random.nextInt(3), leaving);
  }

  private static void inputs(Map<String, Object> file) {
    file.put(
        "inputs",
        map(
            "k", map("type", "integer", "default", 2),
            "all", map("type", "list", "of", "integer", "default", List.of(1, 2, 3)),
            "n", map("type", "string", "default", "x")));
    file.put("vars", map("twice", "${inputs.k * 2}"));
  }

  private Map<String, Object> defaults() {
    var defaults = new LinkedHashMap<String, Object>();
    if (chance(60)) {
      defaults.put("retry", map("attempts", 1 + random.nextInt(3), "delay", "2s"));
    }
    if (chance(60)) {
      defaults.put("timeout", AMPLE);
    }
    if (chance(60)) {
      defaults.put("every", "3s");
    }
    if (defaults.isEmpty()) {
      defaults.put("every", "4s");
    }
    return defaults;
  }

  private Map<String, Object> notices() {
    var notices = new LinkedHashMap<String, Object>();
    for (var occasion : List.of("gate", "failure", "success")) {
      if (chance(60)) {
        var word = word("told");
        if (occasion.equals("gate")) {
          perhaps.add(word);
        }
        notices.put(
            occasion,
            List.of(
                map(
                    "id",
                    word,
                    "action",
                    "fake.do",
                    "with",
                    map("name", word + " ${event.kind} ${event.step}", "repeat", "find_out"))));
      }
    }
    if (notices.isEmpty()) {
      notices.put(
          "success",
          List.of(
              map(
                  "id",
                  word("told"),
                  "action",
                  "fake.do",
                  "with",
                  map("name", "told", "repeat", "find_out"))));
    }
    return notices;
  }

  private Map<String, Object> outputs(Seen seen) {
    var outputs = new LinkedHashMap<String, Object>();
    var all = new ArrayList<>(seen.numbers());
    all.addAll(seen.flags());
    for (var i = 0; i < all.size(); i++) {
      outputs.put("o" + i, "${" + all.get(i) + "}");
    }
    return outputs;
  }

  /** Puts steps, a rescue and an always into a group or a file. */
  private Row body(Map<String, Object> in, Seen seen) {
    var steps = row(seen, 1 + random.nextInt(5));
    in.put("steps", steps.steps());
    return around(in, steps, seen);
  }

  private Row around(Map<String, Object> in, Row steps, Seen seen) {
    var fails = steps.fails();
    var words = new HashSet<>(steps.words());
    if (chance(steps.fails() ? 50 : 10)) {
      var rescue = rescue(seen);
      in.put("rescue", rescue.steps());
      fails = rescue.fails();
      words.addAll(rescue.words());
    }
    if (chance(30)) {
      var always = row(seen.deeper(), 1 + random.nextInt(2));
      in.put("always", always.steps());
      fails |= always.fails();
      words.addAll(always.words());
    }
    return new Row(steps.steps(), fails, words, steps.seen());
  }

  private Row rescue(Seen seen) {
    var word = word("r");
    var name = word + " ${error.step} ${error.kind} ${error.attempt}";
    var first =
        map("id", word, "action", "fake.do", "with", map("name", name, "repeat", "find_out"));
    var more = row(seen.deeper(), random.nextInt(2));
    var steps = new ArrayList<Map<String, Object>>(List.of(first));
    steps.addAll(more.steps());
    var words = new HashSet<>(more.words());
    words.add(word);
    return new Row(steps, more.fails(), words, seen);
  }

  private Row row(Seen seen, int wanted) {
    var steps = new ArrayList<Map<String, Object>>();
    var words = new HashSet<String>();
    var fails = false;
    var behind = seen;
    for (var i = 0; i < wanted; i++) {
      var made = step(behind);
      steps.add(made.step());
      words.addAll(made.words());
      fails |= made.fails();
      behind = behind.with(made);
    }
    return new Row(steps, fails, words, behind);
  }

  private Made step(Seen seen) {
    left--;
    var isLooped = chance(15);
    var step = new LinkedHashMap<String, Object>();
    if (!isLooped) {
      return judged(step, work(step, seen));
    }
    var as = chance(30) ? "each" + ++count : "item";
    step.put("for_each", list());
    if (!as.equals("item")) {
      step.put("as", as);
    }
    var isMap = step.get("for_each") instanceof Map;
    var made = work(step, seen.item(isMap ? as + ".p" : as));
    if (!isMap && !step.containsKey("when") && chance(20)) {
      step.put("when", as + " != 2");
    }
    step.put("max_parallel", made.fails() ? 1 : 1 + random.nextInt(3));
    var looped = new Made(step, made.fails(), made.words(), List.of(), List.of());
    return judged(step, looped);
  }

  private Object list() {
    return switch (random.nextInt(4)) {
      case 0 -> "${inputs.all}";
      case 1 -> map("p", List.of(1, 2), "q", "${[inputs.k]}");
      case 2 -> List.of();
      default -> List.of(1, 2, 3);
    };
  }

  /** Adds what every kind of step can have. */
  private Made judged(Map<String, Object> step, Made made) {
    var fails = made.fails();
    var tolerates = !step.containsKey("gate") && !step.containsKey("wait");
    if (fails && tolerates && chance(25)) {
      step.put("on_failure", "continue");
      fails = false;
    }
    if (chance(8)) {
      step.put("name", "Step ${inputs.n}");
    }
    return new Made(step, fails, made.words(), made.numbers(), made.flags());
  }

  private Made work(Map<String, Object> step, Seen seen) {
    if (chance(15)) {
      step.put("when", condition(seen));
    }
    var roll = random.nextInt(100);
    if (seen.depth() > 0 && left > 0 && roll < 32) {
      return group(step, seen.deeper());
    }
    if (seen.depth() > 0 && left > 0 && roll < 40) {
      return call(step, seen.deeper());
    }
    if (roll < 48) {
      return waiting(step);
    }
    if (roll < 54) {
      return assertion(step, seen);
    }
    if (roll < 62) {
      return gate(step);
    }
    if (roll < 68 && !seen.before().isEmpty() && !waits) {
      return rollback(step, seen);
    }
    return roll < 76 ? poll(step, seen) : act(step, seen);
  }

  private String condition(Seen seen) {
    var flag = one(seen.flags());
    return switch (random.nextInt(4)) {
      case 0 -> flag;
      case 1 -> "not (" + flag + ")";
      case 2 -> one(seen.numbers()) + " >= " + random.nextInt(4);
      default -> one(seen.numbers()) + " == 2 or " + flag;
    };
  }

  private Made act(Map<String, Object> step, Seen seen) {
    var word = word("e");
    step.put("id", word);
    step.put("action", "fake.do");
    var with = map("name", name(word, seen));
    step.put("with", with);
    var isSolid = repeats(step, with, word);
    var fails = trouble(step, with);
    fails |= takes(step, with);
    with.put("gives", chance(50) ? random.nextInt(5) : "${" + one(seen.numbers()) + "}");
    if (isSolid && chance(12)) {
      step.put("assert", chance(70) ? "output.calls > 0" : "output.calls > 90");
      fails |= String.valueOf(step.get("assert")).endsWith("90");
    }
    if (chance(15) && !waits) {
      undo(step, with, word);
    }
    return new Made(
        step,
        fails,
        Set.of(word),
        isSolid ? List.of("default(steps." + word + ".outputs.value, 0)") : List.of(),
        List.of("steps." + word + ".status == 'succeeded'"));
  }

  /**
   * Says what becomes of it when it is cut off; returns whether it has outputs whatever happens.
   */
  private boolean repeats(Map<String, Object> step, Map<String, Object> with, String word) {
    switch (random.nextInt(waits ? 12 : 14)) {
      case 0, 1 -> {
        with.put("repeat", "yes");
        repeats.add(word);
      }
      case 2 -> {
        step.put("on_resume", "rerun");
        repeats.add(word);
      }
      case 3 -> {
        step.put("on_resume", "skip");
        perhaps.add(word);
        return false;
      }
      case 4 -> {
        step.put(
            "done_if",
            map(
                "action",
                "fake.ask",
                "with",
                map("name", Objects.requireNonNull(with.get("name"))),
                "is",
                "output.done"));
        perhaps.add("back " + word);
        return false;
      }
      case 5 -> {
        with.put("repeat", "find_out");
        step.put("sensitive", true);
        return false;
      }
      case 12 -> {
        perhaps.add("back " + word);
        return false;
      }
      case 13 -> {
        with.put("repeat", "find_out");
        step.put("on_resume", "ask");
        perhaps.add("back " + word);
        return false;
      }
      default -> with.put("repeat", "find_out");
    }
    return true;
  }

  private boolean trouble(Map<String, Object> step, Map<String, Object> with) {
    var bad = 0;
    var isPassedOver = "skip".equals(step.get("on_resume"));
    if (!isPassedOver && chance(15)) {
      bad += put(with, "fails", 1 + random.nextInt(2));
    }
    if (!isPassedOver && chance(12)) {
      bad += put(with, "accidents", 1 + random.nextInt(2));
    }
    if (chance(bad > 0 ? 50 : 15)) {
      step.put("retry", retry());
    }
    return bad > 0;
  }

  private static int put(Map<String, Object> with, String name, int value) {
    with.put(name, value);
    return value;
  }

  private Map<String, Object> retry() {
    var retry = map("attempts", 2 + random.nextInt(3), "delay", 1 + random.nextInt(5) + "s");
    if (chance(30)) {
      retry.put("backoff", 2);
      retry.put("max_delay", "7s");
    }
    if (chance(30)) {
      retry.put("if", chance(50) ? "error.kind == 'answer'" : "error.attempt < 3");
    }
    return retry;
  }

  /** Says how long it takes; returns whether that is too long. */
  private boolean takes(Map<String, Object> step, Map<String, Object> with) {
    var findsOut = "find_out".equals(with.get("repeat")) && !step.containsKey("on_resume");
    if (chance(20)) {
      with.put("takes", 1 + random.nextInt(9) + "s");
    }
    if (chance(20)) {
      with.put("later", 1 + random.nextInt(3));
    }
    if (findsOut && chance(8)) {
      with.put("takes", "5h");
      step.put("timeout", "40s");
      return true;
    }
    if (findsOut && chance(8)) {
      with.put("later", 90);
      step.put("timeout", "40s");
      return true;
    }
    if (chance(20)) {
      step.put("timeout", AMPLE);
    }
    return false;
  }

  private void undo(Map<String, Object> step, Map<String, Object> with, String word) {
    var isPlain = !with.containsKey("fails") && !with.containsKey("accidents");
    switch (random.nextInt(isPlain ? 3 : 2)) {
      case 0 -> step.put("undo", "none");
      case 1 -> step.put("undo", map("action", "fake.back", "with", map("name", word + " other")));
      default -> step.put("undo", map("with", map("name", "back " + word)));
    }
  }

  private Made poll(Map<String, Object> step, Seen seen) {
    var word = word("c");
    step.put("id", word);
    step.put("action", "fake.count");
    step.put("with", map("name", name(word, seen)));
    step.put("until", "output.count >= " + random.nextInt(4));
    step.put("every", 1 + random.nextInt(9) + "s");
    if (chance(30)) {
      step.put("in_a_row", 2);
    }
    if (chance(30)) {
      step.put("timeout", AMPLE);
    }
    if (chance(30)) {
      step.put("retry", retry());
    }
    return new Made(
        step,
        false,
        Set.of(),
        List.of("default(steps." + word + ".outputs.count, 0)"),
        List.of("steps." + word + ".status == 'succeeded'"));
  }

  private Made waiting(Map<String, Object> step) {
    step.put("id", word("w"));
    step.put("wait", chance(20) ? "${duration('20s')}" : 1 + random.nextInt(40) + "s");
    return new Made(step, false, Set.of(), List.of(), List.of());
  }

  private Made assertion(Map<String, Object> step, Seen seen) {
    step.put("id", word("a"));
    var isTrue = chance(60);
    step.put("assert", isTrue ? "inputs.k == 2" : condition(seen));
    if (chance(30)) {
      step.put("message", "it is ${" + one(seen.numbers()) + "}");
    }
    return new Made(step, !isTrue, Set.of(), List.of(), List.of());
  }

  private Made gate(Map<String, Object> step) {
    var isRejected = !waits && chance(25);
    step.put("id", word(isRejected ? "rejected" : "g"));
    var gate = map("ask", "Go on with ${inputs.n}?");
    step.put("gate", gate);
    var fails = isRejected;
    if (waits || chance(50)) {
      gate.put("choices", List.of("on", "off"));
    }
    if (waits) {
      gate.put("timeout", 1 + random.nextInt(5) + "m");
      fails = chance(40);
      if (!fails) {
        gate.put("on_timeout", "off");
      }
    } else if (chance(30)) {
      gate.put("approvals", 2);
    }
    if (chance(20)) {
      gate.put("fields", map("why", map("type", "string", "default", "because")));
    }
    return new Made(step, fails, Set.of(), List.of(), List.of());
  }

  private Made rollback(Map<String, Object> step, Seen seen) {
    step.put("id", word("b"));
    var ids = new ArrayList<>(seen.before().keySet());
    Collections.shuffle(ids, random);
    var some = List.copyOf(ids.subList(0, Math.min(ids.size(), 1 + random.nextInt(2))));
    step.put("rollback", some);
    var words = new HashSet<String>();
    for (var id : some) {
      for (var word : Objects.requireNonNull(seen.before().get(id))) {
        words.add(calledBack.contains(word) ? word : "back " + word);
      }
    }
    return new Made(step, false, words, List.of(), List.of());
  }

  private Made group(Map<String, Object> step, Seen seen) {
    var word = word("s");
    step.put("id", word);
    if (chance(35)) {
      return parallel(step, seen);
    }
    var steps = row(seen, 1 + random.nextInt(4));
    step.put("steps", steps.steps());
    var fails = steps.fails();
    if (chance(12)) {
      polled(step, steps, name(word, seen));
    } else if (chance(10)) {
      steps.steps().add(map("id", word("w"), "wait", ENDLESS));
      step.put("timeout", SHORT);
      fails = true;
    } else if (chance(20)) {
      step.put("timeout", AMPLE);
    }
    var isTimedOut = SHORT.equals(step.get("timeout"));
    var row = around(step, new Row(steps.steps(), fails, steps.words(), steps.seen()), seen);
    var isRepeated = step.containsKey("until") || step.containsKey("for_each");
    return new Made(
        step,
        row.fails() || isTimedOut,
        row.words(),
        isRepeated || step.containsKey("when")
            ? List.of()
            : news(steps.seen().numbers(), seen.numbers()),
        isRepeated || step.containsKey("when")
            ? List.of()
            : news(steps.seen().flags(), seen.flags()));
  }

  private static List<String> news(List<String> all, List<String> known) {
    return all.subList(known.size(), all.size());
  }

  private void polled(Map<String, Object> step, Row steps, String name) {
    var counts = word("c");
    steps.steps().add(map("id", counts, "action", "fake.count", "with", map("name", name)));
    step.put("until", "steps." + counts + ".outputs.count >= " + random.nextInt(3));
    step.put("every", 1 + random.nextInt(9) + "s");
  }

  private Made parallel(Map<String, Object> step, Seen seen) {
    var branches = new ArrayList<Made>();
    var wanted = 2 + random.nextInt(2);
    while (branches.size() < wanted) {
      var made = step(seen);
      if (made.fails() && branches.stream().anyMatch(Made::fails)) {
        made.step().put("on_failure", "continue");
        if (made.step().containsKey("gate")) {
          continue;
        }
        made = new Made(made.step(), false, made.words(), List.of(), List.of());
      }
      branches.add(made);
    }
    step.put("parallel", chance(60) ? (Object) true : 2);
    step.put("steps", new ArrayList<>(branches.stream().map(Made::step).toList()));
    var words = new HashSet<String>();
    branches.forEach(branch -> words.addAll(branch.words()));
    var fails = branches.stream().anyMatch(Made::fails);
    if (fails) {
      branches.stream().filter(b -> !b.fails()).forEach(b -> perhaps.addAll(b.words()));
    }
    var row = around(step, new Row(List.of(), fails, words, seen), seen);
    return new Made(step, row.fails(), row.words(), List.of(), List.of());
  }

  private Made call(Map<String, Object> step, Seen seen) {
    var word = word("f");
    step.put("id", word);
    step.put("call", word + ".yaml");
    step.put("with", map("n", name(word, seen)));
    var inner = new LinkedHashMap<String, Object>();
    inner.put("runbook", word);
    inputs(inner);
    var row = body(inner, Seen.inFile(List.of("inputs.n"), seen.depth()));
    var isShort = chance(12);
    if (isShort) {
      row.steps().add(map("id", word("w"), "wait", ENDLESS));
    }
    inner.put("outputs", map("n", "${" + one(row.seen().numbers()) + "}"));
    files.put(word + ".yaml", Yaml.of(inner));
    var words = new HashSet<>(row.words());
    words.add(word);
    if (chance(30)) {
      step.put("retry", retry());
    }
    if (chance(20) && !waits) {
      step.put("undo", callUndo(row, word));
    }
    if (isShort || chance(20)) {
      step.put("timeout", isShort ? SHORT : AMPLE);
    }
    return new Made(
        step,
        row.fails() || isShort,
        words,
        List.of("default(steps." + word + ".outputs.n, 0)"),
        List.of("steps." + word + ".status == 'succeeded'"));
  }

  private Object callUndo(Row inner, String word) {
    return switch (random.nextInt(inner.fails() ? 2 : 3)) {
      case 0 -> "none";
      case 1 -> map("action", "fake.back", "with", map("name", word));
      default -> {
        calledBack.addAll(inner.words());
        yield map("with", map("n", "undo"));
      }
    };
  }

  private static String name(String word, Seen seen) {
    var name = new StringBuilder(word);
    seen.items().forEach(item -> name.append(" ${").append(item).append("}"));
    return name.toString();
  }

  private String word(String kind) {
    return kind + ++count;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<String> joined(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static Map<String, Object> map(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }
}

package dev.runbook.load;

import dev.runbook.diagnostic.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of steps, and which settings go with which. */
enum StepKind {
  ACTION("action"),
  GATE("gate"),
  WAIT("wait"),
  ASSERT("assert"),
  GROUP("steps"),
  CALL("call"),
  ROLLBACK("rollback");

  private static final Set<StepKind> WORK = EnumSet.of(ACTION, CALL);
  private static final Set<StepKind> WORK_AND_GROUP = EnumSet.of(ACTION, CALL, GROUP);
  private static final Map<String, Set<StepKind>> SETTINGS = settings();
  private static final List<String> KEYS = allKeys();

  private final String key;

  StepKind(String key) {
    this.key = key;
  }

  private static Map<String, Set<StepKind>> settings() {
    var settings = new LinkedHashMap<String, Set<StepKind>>();
    var all = EnumSet.allOf(StepKind.class);
    settings.put("with", WORK);
    settings.put("for_each", all);
    settings.put("as", all);
    settings.put("max_parallel", all);
    settings.put("when", all);
    settings.put("timeout", EnumSet.of(ACTION, CALL, GROUP, ROLLBACK));
    settings.put("until", WORK_AND_GROUP);
    settings.put("every", WORK_AND_GROUP);
    settings.put("in_a_row", WORK_AND_GROUP);
    settings.put("retry", WORK);
    settings.put("message", EnumSet.of(ACTION, CALL, ASSERT));
    settings.put("on_failure", EnumSet.of(ACTION, CALL, GROUP, ASSERT, ROLLBACK));
    settings.put("undo", WORK);
    // These three are about one effect. What stands in a group or a called runbook is asked about,
    // taken up
    // and recorded step by step, so that there they would say twice, or differently, what its steps
    // say.
    settings.put("done_if", EnumSet.of(ACTION));
    settings.put("on_resume", EnumSet.of(ACTION));
    settings.put("sensitive", EnumSet.of(ACTION));
    settings.put("parallel", EnumSet.of(GROUP));
    settings.put("rescue", EnumSet.of(GROUP));
    settings.put("always", EnumSet.of(GROUP));
    return settings;
  }

  private static List<String> allKeys() {
    var keys = new ArrayList<>(List.of("id", "name"));
    keys.addAll(kindKeys());
    keys.addAll(SETTINGS.keySet());
    return List.copyOf(keys);
  }

  /** Returns every key that a step may have. */
  static List<String> keys() {
    return KEYS;
  }

  /** Returns the keys of which a step has exactly one. */
  static List<String> kindKeys() {
    return Stream.of(values()).map(StepKind::key).toList();
  }

  String key() {
    return key;
  }

  /** Returns whether a setting is allowed beside this kind; true for what is no setting. */
  boolean allows(String setting) {
    var kinds = SETTINGS.get(setting);
    if (setting.equals("assert")) {
      return this == ASSERT || WORK.contains(this);
    }
    return kinds == null || kinds.contains(this);
  }

  /** Returns what to do about a setting that is not allowed beside this kind. */
  String advice(String setting) {
    var special = advice(setting, this);
    return special != null ? special : "`" + setting + "` goes with " + kinds(setting);
  }

  private static @Nullable String advice(String setting, StepKind kind) {
    if (kind == GROUP && Set.of("retry", "undo", "on_resume", "sensitive").contains(setting)) {
      return "say it on the steps inside";
    }
    if (setting.equals("done_if")) {
      return "ask in a step of its own before this one, and say `when` here";
    }
    if (kind == CALL && Set.of("on_resume", "sensitive").contains(setting)) {
      return "say it on the actions inside the called runbook";
    }
    if (kind == GATE && setting.equals("timeout")) {
      return "indent it, so that it stands inside `gate`";
    }
    if (kind == GATE && setting.equals("message")) {
      return "the text of a gate is its `ask`";
    }
    if (kind == GATE && setting.equals("on_failure")) {
      return "nothing passes a gate without a decision; give it `choices` and decide on them later";
    }
    return switch (setting) {
      case "parallel" -> "iterations run at once by `max_parallel`, steps by a group: `steps`";
      case "rescue", "always" ->
          "put the step into a group, `steps: [...]`, that has `" + setting + "`";
      case "assert" -> "make the condition a step of its own";
      default -> null;
    };
  }

  private static String kinds(String setting) {
    var kinds = SETTINGS.getOrDefault(setting, Set.of());
    return Words.and(kinds.stream().map(StepKind::key).toList());
  }

  /** Returns the first kind in the order written, and the key that says it. */
  static @Nullable StepKind of(Collection<String> keys) {
    StepKind found = null;
    for (var key : keys) {
      for (var kind : values()) {
        if (kind.key.equals(key) && (found == null || found == ASSERT)) {
          found = kind;
        }
      }
    }
    return found;
  }
}

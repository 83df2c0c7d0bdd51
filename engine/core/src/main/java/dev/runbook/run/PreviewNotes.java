package dev.runbook.run;

import dev.runbook.action.Preview.Effect;
import dev.runbook.diagnostic.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what a step would do, in words for one line. */
final class PreviewNotes {
  private static final int MOST_UNDOS = 20;

  private PreviewNotes() {}

  static String verb(PreviewStep step) {
    return step.limits().until() == null ? verb(step.doing()) : "wait";
  }

  static String verb(PreviewStep.Doing doing) {
    if (doing instanceof PreviewStep.Act act) {
      return verb(act.effect());
    }
    if (doing instanceof PreviewStep.Pass) {
      return "wait";
    }
    if (doing instanceof PreviewStep.Loop) {
      return "each";
    }
    if (doing instanceof PreviewStep.TakeBack) {
      return "undo";
    }
    return doing.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String verb(@Nullable Effect effect) {
    if (effect == null) {
      return "action";
    }
    return effect == Effect.UNFORESEEN ? "run" : effect.name().toLowerCase(Locale.ROOT);
  }

  static String text(PreviewStep step) {
    var until = step.limits().until();
    var text = text(step.doing());
    if (step.doing() instanceof PreviewStep.Group) {
      text = step.name() == null ? "" : step.name();
    }
    return until == null ? text : "until `" + until + "`" + (text.isEmpty() ? "" : ": " + text);
  }

  private static String text(PreviewStep.Doing doing) {
    if (doing instanceof PreviewStep.Act act) {
      return act.text();
    }
    if (doing instanceof PreviewStep.Ask ask) {
      return ask.text();
    }
    if (doing instanceof PreviewStep.Pass pass) {
      return pass.text();
    }
    if (doing instanceof PreviewStep.Check check) {
      return check.condition();
    }
    if (doing instanceof PreviewStep.Call call) {
      var given = PreviewActions.words(call.arguments());
      return given.isEmpty() ? call.file() : call.file() + " with " + given;
    }
    if (doing instanceof PreviewStep.Loop loop) {
      return size(loop.size());
    }
    if (doing instanceof PreviewStep.TakeBack back) {
      return "take back " + String.join(", ", back.ids()) + ", the last step first";
    }
    return doing instanceof PreviewStep.Skip skip ? "because " + skip.reason() : "";
  }

  private static String size(@Nullable Integer size) {
    if (size == null) {
      return "as often as the list has items";
    }
    return size == 0 ? "nothing: the list is empty" : Words.count(size, "item");
  }

  /** Returns what is said at the right of a step. */
  static List<String> of(PreviewStep step) {
    var notes = new ArrayList<String>();
    var doing = step.doing();
    if (doing instanceof PreviewStep.Group group && group.atOnce() > 1) {
      notes.add(group.atOnce() + " at once");
    } else if (doing instanceof PreviewStep.Loop loop) {
      notes.addAll(after(loop.after()));
      if (loop.atOnce() > 1) {
        notes.add(loop.atOnce() + " at once");
      }
    } else if (doing instanceof PreviewStep.Check check) {
      notes.addAll(after(check.after()));
    } else if (doing instanceof PreviewStep.Act act) {
      notes.addAll(act.effect() == null ? after(act.after()) : List.of());
    }
    notes.addAll(limits(step.limits()));
    undo(doing, notes);
    return notes;
  }

  private static List<String> limits(PreviewStep.Limits limits) {
    var notes = new ArrayList<String>();
    add(notes, limits.inARow() > 1 ? limits.inARow() + " times in a row" : null, "");
    add(notes, limits.every(), "every ");
    add(notes, limits.retry(), "up to ");
    add(notes, limits.timeout(), "fails after ");
    add(notes, quoted(limits.check()), "fails unless ");
    add(notes, limits.doneIf(), "not done again if ");
    add(notes, limits.tolerated() ? "goes on if it fails" : null, "");
    return notes;
  }

  private static @Nullable String quoted(@Nullable String condition) {
    return condition == null ? null : "`" + condition + "`";
  }

  private static void add(List<String> notes, @Nullable String said, String before) {
    if (said != null) {
      notes.add(before + said);
    }
  }

  private static void undo(PreviewStep.Doing doing, List<String> notes) {
    if (doing instanceof PreviewStep.Act act) {
      add(notes, act.undo(), "undo: ");
      add(notes, act.undo() == null && act.effect() == Effect.CHANGE ? "no undo" : null, "");
    } else if (doing instanceof PreviewStep.Call call) {
      add(notes, call.undo(), "undo: ");
    }
  }

  /** Returns what is said in lines below a step. */
  static List<String> below(PreviewStep step) {
    var lines = new ArrayList<String>();
    var doing = step.doing();
    if (doing instanceof PreviewStep.Ask ask) {
      ask(ask, lines);
    } else if (doing instanceof PreviewStep.Act act) {
      act.found().forEach(found -> lines.add("> " + found));
    } else if (doing instanceof PreviewStep.TakeBack back) {
      undos(back.undos(), lines);
      add(lines, kept(back.kept()), "not taken back: ");
    }
    add(lines, step.failure(), "would fail: ");
    return lines;
  }

  /** One line for all that are taken back one after the other in the same way. */
  private static void undos(List<String> undos, List<String> lines) {
    var keys = new ArrayList<String>();
    var all = new ArrayList<String>();
    for (var i = 0; i < undos.size(); i++) {
      keys.add(undos.get(i).substring(0, undos.get(i).indexOf(": ")));
      if (i + 1 == undos.size() || !how(undos.get(i)).equals(how(undos.get(i + 1)))) {
        var only = keys.size() == 1 ? undos.get(i).substring(keys.get(0).length()) : null;
        all.add(PreviewTotals.listed(keys) + (only == null ? how(undos.get(i)) : only));
        keys.clear();
      }
    }
    var shown = all.size() <= MOST_UNDOS ? all : all.subList(0, MOST_UNDOS - 1);
    lines.addAll(shown);
    if (shown.size() < all.size()) {
      lines.add("and " + (all.size() - shown.size()) + " more");
    }
  }

  /** Returns how a step is taken back, the same for all items of a loop. */
  private static String how(String undo) {
    return undo.substring(undo.indexOf(": ")).replaceAll("\\[[^]]*]", "[*]");
  }

  private static @Nullable String kept(List<String> keys) {
    return keys.isEmpty() ? null : PreviewTotals.listed(keys);
  }

  private static void ask(PreviewStep.Ask ask, List<String> lines) {
    if (ask.given() != null) {
      lines.add("decided at the start: " + ask.given());
      return;
    }
    var how = new ArrayList<String>();
    how.add(or(ask.choices()));
    how.addAll(ask.rules());
    add(how, ask.fields().isEmpty() ? null : String.join(", ", ask.fields()), "fields: ");
    add(how, ask.late(), "");
    lines.add(String.join("; ", how));
  }

  static String or(List<String> choices) {
    var last = choices.size() - 1;
    return last < 1
        ? String.join("", choices)
        : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  /** Returns when something is known; nothing if it is. */
  static List<String> after(Collection<String> after) {
    if (after.isEmpty()) {
      return List.of();
    }
    var given = after.stream().filter(name -> name.startsWith("input ")).toList();
    var names = new TreeSet<>(after);
    names.removeAll(given);
    var notes = new ArrayList<String>();
    add(notes, names.isEmpty() ? null : String.join(", ", names), "known after ");
    given.forEach(name -> notes.add(name + " is not given"));
    return notes;
  }
}

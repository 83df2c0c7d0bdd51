package dev.runbook.git;

import dev.runbook.action.Look;
import dev.runbook.action.Preview;
import java.util.ArrayList;

/** Says what a push would do; without probing from its arguments alone. */
final class PushPreview {
  private PushPreview() {}

  static Preview of(Push push, Look look) throws Exception {
    var place = Place.of(push.connection(), push.repository(), push.path(), look.directory());
    var preview = Preview.change(text(push, place)).withUndo(undo(push));
    return look.probing() ? preview.withFound(Pushing.probe(push, look)) : preview;
  }

  private static String text(Push push, Place place) {
    var parts = new ArrayList<String>();
    if (push.branch() != null) {
      parts.add("push " + push.ref() + " to `" + push.branch() + "`");
    }
    if (push.tag() != null) {
      parts.add(
          (parts.isEmpty() ? "push " + push.ref() + " as tag `" : "tag `") + push.tag() + "`");
    }
    push.delete_branches().forEach(b -> parts.add("delete branch `" + b + "`"));
    push.delete_tags().forEach(t -> parts.add("delete tag `" + t + "`"));
    var what = parts.isEmpty() ? "push nothing" : String.join(" and ", parts);
    return what + " to " + place.pushedTo() + ", only over what was fetched";
  }

  private static String undo(Push push) {
    var parts = new ArrayList<String>();
    if (push.branch() != null) {
      parts.add("put `" + push.branch() + "` back where it was");
    }
    if (push.tag() != null) {
      parts.add("delete tag `" + push.tag() + "`");
    }
    push.delete_branches().forEach(b -> parts.add("put `" + b + "` back"));
    push.delete_tags().forEach(t -> parts.add("put tag `" + t + "` back"));
    return String.join(", ", parts);
  }
}

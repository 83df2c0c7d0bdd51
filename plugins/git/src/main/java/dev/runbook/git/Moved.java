package dev.runbook.git;

import dev.runbook.action.Doc;
import org.jspecify.annotations.Nullable;

/** A branch or tag of a remote, and from where to where it went. */
public record Moved(
    @Doc("full name, such as refs/heads/main") String ref,
    @Doc("object it was at; null if it was not there") @Nullable String before,
    @Doc("object it is at; null if it was deleted") @Nullable String after) {

  Moved back() {
    return new Moved(ref, /* before= */ after, /* after= */ before);
  }

  boolean isTag() {
    return ref.startsWith("refs/tags/");
  }

  String shortName() {
    return ref.replaceFirst("^refs/(heads|tags)/", "");
  }

  @Override
  public String toString() {
    var name = (isTag() ? "tag `" : "branch `") + shortName() + "`";
    if (before == null) {
      return name + " is new at " + brief(after);
    }
    return after == null
        ? name + " is deleted, it was at " + brief(before)
        : name + " moved from " + brief(before) + " to " + brief(after);
  }

  /** Returns the seven digits that people read of an object's name. */
  static String brief(@Nullable String id) {
    return id == null ? "absent" : id.length() < 7 ? id : id.substring(0, 7);
  }
}

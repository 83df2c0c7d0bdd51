package dev.runbook.git;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TagBuilder;

/** Makes annotated tags. */
final class Tags {
  private Tags() {}

  /** Puts a tag into the clone's store, under no name yet: a push that fails leaves none behind. */
  static ObjectId make(Clone clone, String name, ObjectId commit, Person tagger)
      throws IOException {
    var tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(commit, Constants.OBJ_COMMIT);
    tag.setTagger(tagger.now());
    tag.setMessage(name + "\n");
    try (var inserter = clone.repository().newObjectInserter()) {
      var id = inserter.insert(tag);
      inserter.flush();
      return id;
    }
  }
}

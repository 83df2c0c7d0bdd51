package dev.runbook.docker;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out {@link RestoreTags}. */
final class Restoring {
  private final RestoreTags restore;
  private final Docker docker;
  private final Registry registry;

  Restoring(RestoreTags restore, Call call) {
    this.restore = restore;
    this.docker = Docker.of(restore.connection(), call);
    this.registry = new Registry(docker);
  }

  Outcome<RestoreTags.Outputs> run() throws Exception {
    try {
      return restored();
    } catch (Pushing.RefusedException e) {
      return Outcome.failed(e.reason());
    }
  }

  private Outcome<RestoreTags.Outputs> restored() throws Exception {
    var restored = new ArrayList<String>();
    for (var one : restore.tags()) {
      var now = registry.digest(one.tag());
      if (one.before() == null || one.before().equals(now)) {
        continue;
      }
      if (now != null && !now.equals(one.digest())) {
        return Outcome.failed(
            "`"
                + one.tag()
                + "` names "
                + now
                + " by now, which is not what was pushed: left as it is");
      }
      var refusal = restored(one.tag(), one.before());
      if (refusal != null) {
        return Outcome.failed(refusal, new RestoreTags.Outputs(restored));
      }
      restored.add(one.tag());
    }
    return Outcome.done(new RestoreTags.Outputs(restored));
  }

  /** Returns why it could not be done; null if it was. */
  private @Nullable String restored(String tag, String before) throws Exception {
    var former = repository(tag) + "@" + before;
    if (registry.hasImageTools()) {
      return did(List.of("buildx", "imagetools", "create", "--tag", tag, former), tag);
    }
    var refusal = did(List.of("pull", former), tag);
    refusal = refusal == null ? did(List.of("tag", former, tag), tag) : refusal;
    return refusal == null ? did(List.of("push", tag), tag) : refusal;
  }

  private @Nullable String did(List<String> words, String tag) throws Exception {
    var exit = docker.run(words);
    return exit.code() == 0 ? null : Trouble.failure("`" + tag + "` was not restored", exit);
  }

  /** Returns a name without its tag; the colon of a registry's port is none. */
  static String repository(String tag) {
    var colon = tag.lastIndexOf(':');
    return colon > tag.lastIndexOf('/') ? tag.substring(0, colon) : tag;
  }
}

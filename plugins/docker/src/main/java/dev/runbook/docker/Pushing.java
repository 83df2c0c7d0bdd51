package dev.runbook.docker;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pushes tags. What they named before is a token of the step, so that it is known after a crash
 * too, when the registry has the new image already.
 */
final class Pushing {
  private static final Pattern PUSHED = Pattern.compile("digest: (sha256:[0-9a-f]{64})");

  private final Docker docker;

  Pushing(Docker docker) {
    this.docker = docker;
  }

  /** Returns the answer of a first call: what the tags name in their registries now. */
  static <O> Outcome<O> noting(List<String> tags, Docker docker)
      throws IOException, InterruptedException {
    var registry = new Registry(docker);
    var before = new LinkedHashMap<String, Object>();
    try {
      for (var tag : tags) {
        before.put(tag, none(registry.digest(tag)));
      }
    } catch (RefusedException e) {
      return Outcome.failed(e.reason());
    }
    return Outcome.notYet("what the registry has is noted", before, Duration.ZERO);
  }

  private static String none(@Nullable String digest) {
    return digest == null ? "" : digest;
  }

  /** A push, or a question before it, that the registry refused, with what it says. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    RefusedException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /** Pushes tags that the engine has. */
  List<Tagged> push(List<String> tags, Call call) throws Exception {
    var pushed = new ArrayList<Tagged>();
    for (var tag : tags) {
      var digest = push(tag);
      var before = before(call.token(), tag);
      call.line(tag + ": " + (before == null ? "" : before + " -> ") + digest);
      pushed.add(new Tagged(tag, before, digest));
    }
    return List.copyOf(pushed);
  }

  /** Pushes a tag and returns the digest that the registry gives it. */
  String push(String tag) throws Exception {
    var exit = docker.run(List.of("push", tag));
    if (exit.code() != 0) {
      throw new RefusedException(Trouble.failure("`" + tag + "` was not pushed", exit));
    }
    var said = PUSHED.matcher(exit.stdout().text());
    if (!said.find()) {
      throw new IOException("docker pushed `" + tag + "` without saying its digest");
    }
    return said.group(1);
  }

  private static @Nullable String before(Map<String, ?> token, String tag) {
    return token.get(tag) instanceof String digest && !digest.isEmpty() ? digest : null;
  }
}

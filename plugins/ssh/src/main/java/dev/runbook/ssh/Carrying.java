package dev.runbook.ssh;

import dev.runbook.ssh.client.Refusal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file or folder that is carried to or from a host. */
record Carrying(Visits visits, Place place, RemoteFile file, Setting setting) {

  /**
   * What is at the host.
   *
   * @param kind {@code file}, {@code folder}, {@code link} or {@code none}
   */
  record There(String kind, String state) {
    boolean is(String kind) {
      return this.kind.equals(kind);
    }
  }

  /** What is done there. */
  interface Work {

    /**
     * Returns where the former one is; an empty text if there was none, null if nothing changed.
     */
    @Nullable String at(Carrying carrying) throws Refusal, Unfit, IOException, InterruptedException;
  }

  /** Does it, and says what became of it. */
  HostFile told(Work work) throws IOException, InterruptedException {
    var start = System.nanoTime();
    String reason;
    try {
      var before = work.at(this);
      var kept = before == null || before.isEmpty() ? null : before;
      return new HostFile(place.name(), before != null, kept, Visits.seconds(start), null);
    } catch (Refusal | Unfit e) {
      reason = String.valueOf(e.getMessage());
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
      if (!visits.several()) {
        throw e;
      }
    }
    visits.say(place, reason);
    return new HostFile(place.name(), false, null, Visits.seconds(start), reason);
  }

  There look() throws Refusal, Unfit, IOException, InterruptedException {
    var words = List.of(visits.ask(place, file.look(), setting).text().strip().split(" "));
    if (words.size() != 2) {
      throw new Unfit("find, stat and sha256sum are needed there");
    }
    return new There(words.get(0), words.get(1));
  }
}

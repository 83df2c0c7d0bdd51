package dev.runbook.ssh;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.ssh.client.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Download} at one host. */
record Downloading(Path to, boolean replace) {

  static Outcome<FileOutputs> run(Download download, Call call) throws Exception {
    try {
      var file = RemoteFile.of(download.from());
      var setting = Setting.plain(download.sudo());
      setting.check();
      var rollout = new Rollout(download.max_parallel(), List.of(), download.max_failures());
      return new Errand(download.connection(), download.hosts(), rollout)
          .visit(
              call,
              (place, visits) ->
                  new Carrying(visits, place, file, setting).told(c -> of(download, c).download(c)),
              results -> FileOutputs.of(results, null));
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
  }

  private static Downloading of(Download download, Carrying from) {
    var to = from.visits().call().directory().resolve(download.to());
    var host = from.place().name().replace('/', '_');
    return new Downloading(
        from.visits().several() ? to.resolve(host).resolve(from.file().name()) : to,
        download.replace());
  }

  private @Nullable String download(Carrying from)
      throws Refusal, Unfit, IOException, InterruptedException {
    var there = from.look();
    var shown = from.file().shown();
    if (there.is("none")) {
      throw new Unfit(shown + " is not there");
    }
    if (there.is("link")) {
      throw new Unfit(shown + " is a link there: name what it points to");
    }
    if (Files.exists(to)
        && Manifest.of(to, from.file().name(), null).state().equals(there.state())) {
      return null;
    }
    if (Files.isDirectory(to) && !replace) {
      throw new Unfit(to + " is a folder here: `replace: true` replaces it and all in it");
    }
    fetch(from, there.state());
    return "";
  }

  private void fetch(Carrying from, String state)
      throws Refusal, Unfit, IOException, InterruptedException {
    var parent = to.toAbsolutePath().getParent();
    if (parent == null) {
      throw new Unfit("`to` names no file or folder");
    }
    Files.createDirectories(parent);
    var beside = Files.createTempDirectory(parent, ".download-");
    try {
      var untar = new Untar(beside);
      from.visits().stream(from.place(), from.file().send(), from.setting(), untar);
      untar.finish();
      var name = from.file().name();
      if (!Manifest.of(beside.resolve(name), name, null).state().equals(state)) {
        throw new Unfit(from.file().shown() + " changed while it was read");
      }
      place(beside.resolve(name), beside.resolve(name + ".before"));
    } finally {
      delete(beside);
    }
  }

  private void place(Path arrived, Path aside) throws IOException {
    if (!Files.isDirectory(arrived) && !Files.isDirectory(to)) {
      Files.move(arrived, to, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    var isThere = Files.exists(to, LinkOption.NOFOLLOW_LINKS);
    if (isThere) {
      Files.move(to, aside);
    }
    try {
      Files.move(arrived, to);
    } catch (IOException e) {
      if (isThere) {
        Files.move(aside, to);
      }
      throw e;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
